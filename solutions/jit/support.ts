/**
 * The support module: functions that compiled code calls and that are IR
 * themselves, made once.
 *
 *     enter        the trampoline, through which TypeScript enters native code
 *     stub         the entry of every function that has no native code
 *     leave        makes a frame canonical and says SWITCH
 *     field        finds an instance's field
 *     method       finds the method that a call of an instance means
 *     classMethod  finds a class's method
 *
 * The first three are in `trampoline.ts`. Those that search do what
 * `tables.find` does in TypeScript; they know how instances keep their fields,
 * as `shapes/dictionary.ts` does.
 */

import llvm from '#llvm';
import type { MemoryIr } from '#shared/contracts/ir.ts';
import type * as contract from '#shared/contracts/jit/support.ts';
import type { NativeHalf, SupportName } from '#shared/contracts/native.ts';
import type { LlvmFunction } from '#shared/llvm/functions.ts';
import type { BasicBlock, Module, Value } from '#shared/llvm/namespace.ts';
import { ClassObject, Header, Instance, Shape, Table, TableEntry } from '#shared/memory/layout.ts';
import { declareAll } from '#shared/native/signatures.ts';
import { createMemoryIr } from '#vm/ir/memory-ir';
import { buildEnter, buildLeave, buildStub } from '#vm/jit/trampoline';
import { buildNativeHalves } from './allocation.ts';

/** Adds the support functions to a module. */
export function buildSupport(module: Module): void {
  const context = module.getContext();
  const builder = new llvm.IRBuilder(context);
  const { support, runtime, halves } = declareAll(builder, module);
  const word = (value: number) => builder.getInt32(value);

  const open = (name: SupportName, memoryAt = 0) => openFunction(support[name], memoryAt);

  function openFunction(fn: LlvmFunction, memoryAt: number) {
    const block = (title: string) => llvm.BasicBlock.Create(context, title, fn);
    const args = Array.from(
      { length: fn.getFunctionType().getNumParams() },
      (_, index): Value => fn.getArg(index),
    );
    builder.SetInsertPoint(block('entry'));
    return { fn, args, block, memory: createMemoryIr(builder, args[memoryAt]) };
  }

  /**
   * Searches a table for a name.
   * @returns the offset of the name's value, or 0; the builder stands where that is known
   */
  function find(
    block: (title: string) => BasicBlock,
    memory: MemoryIr,
    { table, name, hash }: Record<'table' | 'name' | 'hash', Value>,
  ): Value {
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

  function buildField(): void {
    const { args, block, memory } = open('field');
    const [, instance, name, hash] = args;
    const table = memory.load32(instance, Instance.properties);
    builder.CreateRet(find(block, memory, { table, name, hash }));
  }

  /** A field of that name comes first: then there is no method, and the result is 0. */
  function buildMethod(): void {
    const { args, block, memory } = open('method');
    const [address, instance, name, hash] = args;
    const properties = memory.load32(instance, Instance.properties);
    const field = find(block, memory, { table: properties, name, hash });
    const [shadowed, ask] = ['shadowed', 'ask'].map(block);
    builder.CreateCondBr(builder.CreateICmpNE(field, word(0)), shadowed, ask);
    builder.SetInsertPoint(shadowed);
    builder.CreateRet(word(0));
    builder.SetInsertPoint(ask);
    const shape = memory.load32(instance, Header.meta);
    const owner = memory.load32(shape, Shape.class);
    builder.CreateRet(builder.CreateCall(support.classMethod, [address, owner, name, hash]));
  }

  function buildClassMethod(): void {
    const { args, block, memory } = open('classMethod');
    const [, owner, name, hash] = args;
    const table = memory.load32(owner, ClassObject.methods);
    const slot = find(block, memory, { table, name, hash });
    const [found, missing] = ['closure', 'missing'].map(block);
    builder.CreateCondBr(builder.CreateICmpNE(slot, word(0)), found, missing);
    builder.SetInsertPoint(found);
    // A method is a reference, whose low word is the closure's offset (see `Values`, rule 2).
    builder.CreateRet(memory.load32(slot));
    builder.SetInsertPoint(missing);
    builder.CreateRet(word(0));
  }

  const openHalf = (name: NativeHalf) => openFunction(halves[name], 0);
  const parts = { builder, support, runtime, open, openHalf };
  for (const build of [buildEnter, buildStub, buildLeave, buildNativeHalves]) build(parts);
  buildField();
  buildMethod();
  buildClassMethod();
}

buildSupport satisfies typeof contract.buildSupport;
