/**
 * Native halves of property access: what the inlined comparison does not know,
 * and what some cache does. Dictionaries are searched here, too.
 *
 *     inlined ──other shape──▶ native half ──no cache knows──▶ runtime function
 */
import type { SupportBuilder } from '#shared/contracts/native.ts';
import type { Value } from '#shared/llvm/namespace.ts';
import {
  BoundMethod,
  CacheEntry,
  ClassObject,
  Header,
  Instance,
  Kind,
  Shape,
  SLOT_SIZE,
  StringObject,
} from '#shared/memory/layout.ts';
import { countLookup } from '#shared/native/lookup-counter.ts';
import { createValuesIr } from '#vm/values/values-ir';
import { type Body, buildHalf, type HalfArguments, pushFrame } from './native-half.ts';
import { addToDictionary, findInTable } from './tables-ir.ts';

/** Builds these native halves. */
export function buildPropertyHalves(support: SupportBuilder): void {
  buildFindField(support);
  buildFindMethod(support);
  buildHalf(support, 'getProperty', buildGetProperty);
  buildHalf(support, 'setProperty', buildSetProperty);
  buildHalf(support, 'getSuper', buildGetSuper);
  buildHalf(support, 'invoke', buildInvoke);
  buildHalf(support, 'invokeSuper', buildInvokeSuper);
}

/** `field(memory, instance, name, hash)`: the slot of a dictionary's field, or 0. */
function buildFindField({ builder, open }: SupportBuilder): void {
  const { args, block, memory } = open('field');
  const [, instance, name, hash] = args;
  const table = memory.load32(instance, Instance.overflow);
  builder.CreateRet(findInTable(builder, block, memory, { table, name, hash }));
}

/** `method(memory, class, name, hash)`: the closure of a class's method, or 0. */
function buildFindMethod({ builder, open }: SupportBuilder): void {
  const { args, block, memory } = open('method');
  const [, class_, name, hash] = args;
  const table = memory.load32(class_, ClassObject.methods);
  const slot = findInTable(builder, block, memory, { table, name, hash });
  const [found, missing] = ['closure', 'none'].map(block);
  builder.CreateCondBr(builder.CreateICmpNE(slot, builder.getInt32(0)), found, missing);
  builder.SetInsertPoint(found);
  // A method is a reference, whose low word is the closure's offset (see `Values`, rule 2).
  builder.CreateRet(memory.load32(slot));
  builder.SetInsertPoint(missing);
  builder.CreateRet(builder.getInt32(0));
}

/** An instance, and what a site knows of it. */
interface Probed {
  /** The instance as a value, and its offset. */
  readonly receiver: Value;
  readonly instance: Value;
  readonly shape: Value;
  readonly name: Value;
  readonly place: Value;
  readonly link: Value;
}

/**
 * Probes a site for the instance in a slot. What is no instance is left to the
 * runtime function, and so is what no cache knows, save dictionaries: those go on
 * by `ofDictionary`, which ends its block.
 */
function probe(
  { builder, support }: SupportBuilder,
  { memory, block, word, orElse, objectOf }: Body,
  { slot, nameSlot, site, mark }: { slot: Value; nameSlot: Value; site: Value; mark: number },
  ofDictionary: (found: Omit<Probed, 'place' | 'link'>) => void,
): Probed {
  const receiver = memory.load64(slot);
  const instance = objectOf(Kind.INSTANCE, receiver);
  const shape = memory.load32(instance, Header.meta);
  const name = memory.load32(nameSlot);
  const key = builder.CreateOr(name, word(mark));
  const entry = builder.CreateCall(support.probe, [memory.at(0), site, shape, key]);
  const [known, unknown] = [block('known'), block('unknown')];
  builder.CreateCondBr(builder.CreateICmpNE(entry, word(0)), known, unknown);

  builder.SetInsertPoint(unknown);
  orElse(builder.CreateICmpNE(memory.load32(shape, Shape.isDictionary), word(0)));
  ofDictionary({ receiver, instance, shape, name });

  builder.SetInsertPoint(known);
  const place = memory.load32(entry, CacheEntry.place);
  const link = memory.load32(entry, CacheEntry.link);
  return { receiver, instance, shape, name, place, link };
}

/** The slot at a place that is not 0: in the instance, or in its overflow object. */
function slotAt(
  { builder }: SupportBuilder,
  { memory, word }: Body,
  { instance, place }: Pick<Probed, 'instance' | 'place'>,
): Value {
  const overflow = memory.load32(instance, Instance.overflow);
  return builder.CreateSelect(
    builder.CreateICmpSGT(place, word(0)),
    builder.CreateAdd(instance, place),
    builder.CreateSub(overflow, place),
  );
}

/** Makes a bound method, if there is room, and puts it into the slot. */
function bind(
  { builder }: SupportBuilder,
  { memory, word, orFull, take }: Body,
  { receiver, method, slot }: Record<'receiver' | 'method' | 'slot', Value>,
): void {
  orFull(word(BoundMethod.size));
  const bound = take(Kind.BOUND_METHOD, word(0), word(BoundMethod.size));
  memory.store(method, bound, BoundMethod.method);
  memory.store(receiver, bound, BoundMethod.receiver);
  memory.store(createValuesIr(builder).fromReference(bound), slot);
  builder.CreateRet(word(1));
}

/** Calls a support function that searches by name. */
function search(
  { builder, support }: SupportBuilder,
  { memory }: Body,
  which: 'field' | 'method',
  where: Value,
  name: Value,
): Value {
  const hash = memory.load32(name, StringObject.hash);
  return builder.CreateCall(support[which], [memory.at(0), where, name, hash]);
}

/** Goes to one of two new blocks, and stands in the first; the second is given back. */
function fork(
  { builder }: SupportBuilder,
  { block }: Body,
  condition: Value,
  [yes, no]: readonly [string, string],
) {
  const [first, second] = [block(yes), block(no)];
  builder.CreateCondBr(condition, first, second);
  builder.SetInsertPoint(first);
  return second;
}

/**
 * Finds a property that is read. `ofField` is given the slot of a field, `ofMethod` a
 * method and its receiver. Both are asked twice, for what a cache knows and for what a
 * dictionary has, and end their blocks.
 */
function findProperty(
  support: SupportBuilder,
  body: Body,
  where: Record<'slot' | 'nameSlot' | 'site', Value>,
  ofField: (slot: Value) => void,
  ofMethod: (method: Value, receiver: Value) => void,
): void {
  const { builder } = support;
  const { memory, word, orElse } = body;
  const probed = probe(support, body, { ...where, mark: 0 }, (of) => {
    const field = search(support, body, 'field', of.instance, of.name);
    const isField = builder.CreateICmpNE(field, word(0));
    const none = fork(support, body, isField, ['field', 'none']);
    ofField(field);
    builder.SetInsertPoint(none);
    const class_ = memory.load32(of.shape, Shape.class);
    const method = search(support, body, 'method', class_, of.name);
    orElse(builder.CreateICmpNE(method, word(0)));
    ofMethod(method, of.receiver);
  });
  const isField = builder.CreateICmpNE(probed.place, word(0));
  const method = fork(support, body, isField, ['field', 'method']);
  ofField(slotAt(support, body, probed));
  builder.SetInsertPoint(method);
  ofMethod(probed.link, probed.receiver);
}

/** `getProperty(site, name, object)`. */
function buildGetProperty(
  support: SupportBuilder,
  body: Body,
  { operands: [site, nameSlot, slot] }: HalfArguments,
): void {
  const { builder } = support;
  const { memory, word } = body;
  const read = (field: Value) => {
    countLookup(builder, memory);
    memory.store(memory.load64(field), slot);
    builder.CreateRet(word(1));
  };
  findProperty(support, body, { slot, nameSlot, site }, read, (method, receiver) =>
    bind(support, body, { receiver, method, slot }),
  );
}

/** `setProperty(site, name, object)`, the value being in the slot above. */
function buildSetProperty(
  support: SupportBuilder,
  body: Body,
  { operands: [site, nameSlot, slot] }: HalfArguments,
): void {
  const { builder } = support;
  const { memory, word, orElse } = body;
  const value = memory.load64(slot, SLOT_SIZE);
  const finish = () => {
    countLookup(builder, memory);
    memory.store(value, slot);
    builder.CreateRet(word(1));
  };
  const probed = probe(support, body, { slot, nameSlot, site, mark: 1 }, (of) => {
    const field = search(support, body, 'field', of.instance, of.name);
    const isThere = builder.CreateICmpNE(field, word(0));
    const none = fork(support, body, isThere, ['field', 'none']);
    memory.store(value, field);
    finish();
    builder.SetInsertPoint(none);
    const hash = memory.load32(of.name, StringObject.hash);
    addToDictionary(support, body, { instance: of.instance, name: of.name, hash, value });
    finish();
  });
  // A field that is added outside of the instance may need room.
  const isInside = builder.CreateICmpSGT(probed.place, word(0));
  const isUpdate = builder.CreateICmpEQ(probed.link, probed.shape);
  orElse(builder.CreateOr(isInside, isUpdate));
  memory.store(value, slotAt(support, body, probed));
  memory.store(probed.link, probed.instance, Header.meta);
  finish();
}

/** `invoke(receiver, name, argumentCount, site)`: a method, or a field that holds the callee. */
function buildInvoke(
  support: SupportBuilder,
  body: Body,
  { record, pc, top, operands: [slot, nameSlot, argumentCount, site] }: HalfArguments,
): void {
  const { builder, halves } = support;
  const { memory, word } = body;
  const enter = (closure: Value) => {
    const made = { record, closure, argumentCount };
    const code = pushFrame(support, body, made, () => countLookup(builder, memory));
    builder.CreateRet(code);
  };
  /** The callee takes the receiver's slot; from there on this is a call. */
  const callField = (field: Value) => {
    memory.store(memory.load64(field), slot);
    const args = [memory.at(0), record, pc, top, slot, argumentCount, site, word(0)];
    builder.CreateRet(builder.CreateCall(halves.call, args));
  };
  findProperty(support, body, { slot, nameSlot, site }, callField, enter);
}

/** What a `super` site knows of the superclass in a slot; if it knows nothing, the runtime function is called. */
function superMethod(
  { builder, support }: SupportBuilder,
  { memory, word, orElse }: Body,
  {
    slot,
    displacement,
    nameSlot,
    site,
  }: Record<'slot' | 'nameSlot' | 'site', Value> & {
    displacement: number;
  },
): Value {
  const values = createValuesIr(builder);
  const class_ = values.referenceOf(memory.load64(slot, displacement));
  const shape = memory.load32(class_, ClassObject.shape);
  const args = [memory.at(0), site, shape, memory.load32(nameSlot)];
  const entry = builder.CreateCall(support.probe, args);
  orElse(builder.CreateICmpNE(entry, word(0)));
  return memory.load32(entry, CacheEntry.link);
}

/** `getSuper(site, name, instance)`, the superclass being in the slot above. */
function buildGetSuper(
  support: SupportBuilder,
  body: Body,
  { operands: [site, nameSlot, slot] }: HalfArguments,
): void {
  const method = superMethod(support, body, { slot, displacement: SLOT_SIZE, nameSlot, site });
  bind(support, body, { receiver: body.memory.load64(slot), method, slot });
}

/** `invokeSuper(receiver, name, argumentCount, site)`, the superclass being on top. */
function buildInvokeSuper(
  support: SupportBuilder,
  body: Body,
  { record, top, operands: [, nameSlot, argumentCount, site] }: HalfArguments,
): void {
  const { builder } = support;
  const where = { slot: top, displacement: -SLOT_SIZE, nameSlot, site };
  const closure = superMethod(support, body, where);
  const made = { record, closure, argumentCount };
  const code = pushFrame(support, body, made, () => countLookup(builder, body.memory));
  builder.CreateRet(code);
}
