/**
 * Tables in IR: what `tables.ts` does in TypeScript, for instances that keep
 * their fields in one.
 */
import type { MemoryIr } from '#shared/contracts/ir.ts';
import type { SupportBuilder } from '#shared/contracts/native.ts';
import type { BasicBlock, IRBuilder, Value } from '#shared/llvm/namespace.ts';
import { Header, Instance, Kind, StringObject, Table, TableEntry } from '#shared/memory/layout.ts';
import type { Body } from './native-half.ts';

/** Entries of the smallest table, as `tables.ts` makes it. */
const MIN_CAPACITY = 4;

/**
 * Searches a table for a name.
 * @returns the offset of the name's value, or 0; the builder stands where that is known
 */
export function findInTable(
  builder: IRBuilder,
  block: (title: string) => BasicBlock,
  memory: MemoryIr,
  { table, name, hash }: Record<'table' | 'name' | 'hash', Value>,
): Value {
  const word = (value: number) => builder.getInt32(value);
  const start = builder.GetInsertBlock();
  const [search, probe, next, found, done] = ['search', 'probe', 'next', 'found', 'done'].map(
    block,
  );
  builder.CreateCondBr(builder.CreateICmpEQ(table, word(0)), done, search);

  builder.SetInsertPoint(search);
  const mask = builder.CreateSub(memory.load32(table, Header.meta), word(1));
  builder.CreateBr(probe);

  builder.SetInsertPoint(probe);
  const index = builder.CreatePHI(builder.getInt32Ty(), 2);
  const wrapped = builder.CreateAnd(index, mask);
  const entry = builder.CreateAdd(table, builder.CreateMul(wrapped, word(TableEntry.size)));
  const key = memory.load32(entry, Table.size + TableEntry.key);
  builder.CreateCondBr(builder.CreateICmpEQ(key, name), found, next);

  builder.SetInsertPoint(next);
  const following = builder.CreateAdd(wrapped, word(1));
  builder.CreateCondBr(builder.CreateICmpEQ(key, word(0)), done, probe);
  index.addIncoming(hash, search);
  index.addIncoming(following, next);

  builder.SetInsertPoint(found);
  const value = builder.CreateAdd(entry, word(Table.size + TableEntry.value));
  builder.CreateBr(done);

  builder.SetInsertPoint(done);
  const result = builder.CreatePHI(builder.getInt32Ty(), 3);
  result.addIncoming(word(0), start);
  result.addIncoming(word(0), next);
  result.addIncoming(value, found);
  return result;
}

/** Adds a field that a dictionary lacks, in a table of twice the size if it must be. */
export function addToDictionary(
  support: SupportBuilder,
  body: Body,
  { instance, name, hash, value }: Record<'instance' | 'name' | 'hash' | 'value', Value>,
): void {
  const { builder } = support;
  const { memory, block, word } = body;
  const [make, check, full, add] = ['make', 'check', 'full', 'add'].map(block);
  const table = memory.load32(instance, Instance.overflow);
  builder.CreateCondBr(builder.CreateICmpEQ(table, word(0)), make, check);

  builder.SetInsertPoint(make);
  const first = makeTable(support, body, word(MIN_CAPACITY));
  memory.store(first, instance, Instance.overflow);
  const made = builder.GetInsertBlock();
  builder.CreateBr(add);

  builder.SetInsertPoint(check);
  const capacity = memory.load32(table, Header.meta);
  const after = builder.CreateAdd(memory.load32(table, Table.count), word(1));
  const wanted = builder.CreateMul(after, word(4));
  const most = builder.CreateMul(capacity, word(3));
  builder.CreateCondBr(builder.CreateICmpSLE(wanted, most), add, full);

  builder.SetInsertPoint(full);
  const larger = makeTable(support, body, builder.CreateMul(capacity, word(2)));
  moveEntries(support, body, table, larger);
  memory.store(larger, instance, Instance.overflow);
  const grown = builder.GetInsertBlock();
  builder.CreateBr(add);

  builder.SetInsertPoint(add);
  const into = builder.CreatePHI(builder.getInt32Ty(), 3);
  into.addIncoming(first, made);
  into.addIncoming(table, check);
  into.addIncoming(larger, grown);
  insert(support, body, { table: into, name, hash, value });
}

/** A new table without entries. */
function makeTable(
  { builder }: SupportBuilder,
  { word, memory, orFull, take, repeat }: Body,
  capacity: Value,
): Value {
  const entries = builder.CreateMul(capacity, word(TableEntry.size));
  const bytes = builder.CreateAdd(entries, word(Table.size));
  orFull(bytes);
  const table = take(Kind.TABLE, capacity, bytes);
  memory.store32(0, table, Table.count);
  repeat(capacity, (index) => {
    const entry = builder.CreateAdd(table, builder.CreateMul(index, word(TableEntry.size)));
    memory.store32(0, entry, Table.size + TableEntry.key);
  });
  return table;
}

/** Inserts all entries of one table into another, which has room and none of them. */
function moveEntries(support: SupportBuilder, body: Body, from: Value, to: Value): void {
  const { builder } = support;
  const { word, memory, repeat, block } = body;
  repeat(memory.load32(from, Header.meta), (index) => {
    const entry = builder.CreateAdd(from, builder.CreateMul(index, word(TableEntry.size)));
    const name = memory.load32(entry, Table.size + TableEntry.key);
    const [taken, next] = ['taken', 'next'].map(block);
    builder.CreateCondBr(builder.CreateICmpNE(name, word(0)), taken, next);
    builder.SetInsertPoint(taken);
    const hash = memory.load32(name, StringObject.hash);
    const value = memory.load64(entry, Table.size + TableEntry.value);
    insert(support, body, { table: to, name, hash, value });
    builder.CreateBr(next);
    builder.SetInsertPoint(next);
  });
}

/** Adds a name that the table lacks and has room for. */
function insert(
  { builder }: SupportBuilder,
  { word, memory, block }: Body,
  { table, name, hash, value }: Record<'table' | 'name' | 'hash' | 'value', Value>,
): void {
  const start = builder.GetInsertBlock();
  const [probe, next, free] = ['probe', 'next', 'free'].map(block);
  const mask = builder.CreateSub(memory.load32(table, Header.meta), word(1));
  builder.CreateBr(probe);

  builder.SetInsertPoint(probe);
  const index = builder.CreatePHI(builder.getInt32Ty(), 2);
  const wrapped = builder.CreateAnd(index, mask);
  const entry = builder.CreateAdd(table, builder.CreateMul(wrapped, word(TableEntry.size)));
  const key = memory.load32(entry, Table.size + TableEntry.key);
  builder.CreateCondBr(builder.CreateICmpEQ(key, word(0)), free, next);

  builder.SetInsertPoint(next);
  index.addIncoming(hash, start);
  index.addIncoming(builder.CreateAdd(wrapped, word(1)), next);
  builder.CreateBr(probe);

  builder.SetInsertPoint(free);
  memory.store(name, entry, Table.size + TableEntry.key);
  memory.store(value, entry, Table.size + TableEntry.value);
  const count = memory.load32(table, Table.count);
  memory.store(builder.CreateAdd(count, word(1)), table, Table.count);
}
