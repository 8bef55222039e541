/**
 * Inline caches in native code. A hit is one comparison: the word in which an
 * instance has its shape, against the word in which the site has one. What is at
 * these two places may change at any time; where they are does not, and the
 * site's address is a constant of the code.
 *
 *     %shape = load object + 0
 *     %known = load SITE.shape
 *     br (%shape == %known), hit, elsewhere
 *
 * That this tells instances from everything else, too, is no accident: an
 * instance's header begins with its shape, and no other object's with anything
 * that could be taken for one (`layout.ts`).
 *
 * Elsewhere is the native half of the runtime function. It calls `probe`, which
 * knows the other entries and the global lookup cache, and comes to TypeScript
 * only when nobody knows.
 */
import type * as contract from '#shared/contracts/caches/probes.ts';
import type { Emitter } from '#shared/contracts/ir.ts';
import type { SupportBuilder } from '#shared/contracts/native.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';
import {
  CacheEntry,
  CacheState,
  Header,
  LOOKUP_ENTRIES,
  LookupEntry,
  MAX_ENTRIES,
  Region,
  SITE_ENTRY,
  Site,
  State,
  StringObject,
} from '#shared/memory/layout.ts';

/** The offset of the object that a value refers to; what refers to none goes to `otherwise`. */
function objectOf({ values, require }: Emitter, value: Value, otherwise: BasicBlock): Value {
  require(values.isReference(value), otherwise);
  return values.referenceOf(value);
}

/**
 * Goes on where a shape is the one in the site's own entry, and else to `otherwise`.
 * The site is the offset of its cell, known when compiling.
 *
 * @lab 06.9 One comparison
 */
function requireShape(
  { builder, memory, require }: Emitter,
  shape: Value,
  site: number,
  otherwise: BasicBlock,
): void {
  require(builder.CreateICmpEQ(shape, memory.load32(site + Site.shape)), otherwise);
}

/**
 * The offset of an instance's field, by the site's place; what is no instance of its
 * shape goes to `otherwise`.
 *
 * @lab 06.9 Read a field
 */
export function cachedField(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value {
  const { builder, memory } = emitter;
  const instance = objectOf(emitter, receiver, otherwise);
  requireShape(emitter, memory.load32(instance, Header.meta), site, otherwise);
  return builder.CreateAdd(instance, memory.load32(site + Site.place));
}

/**
 * Writes a field, or adds it: the value goes to the site's place, the site's link is
 * the instance's shape from then on. In this order: nobody may see a shape with a
 * field that is not there yet.
 *
 * @lab 06.9 Write a field
 */
export function cachedWrite(
  emitter: Emitter,
  receiver: Value,
  value: Value,
  site: number,
  otherwise: BasicBlock,
): void {
  const { builder, memory } = emitter;
  const instance = objectOf(emitter, receiver, otherwise);
  requireShape(emitter, memory.load32(instance, Header.meta), site, otherwise);
  memory.store(value, builder.CreateAdd(instance, memory.load32(site + Site.place)));
  memory.store(memory.load32(site + Site.link), instance, Header.meta);
}

/**
 * The closure that a call of an instance's method runs: the site's link.
 *
 * @lab 06.9 Find a method
 */
export function cachedMethod(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value {
  const { memory } = emitter;
  const instance = objectOf(emitter, receiver, otherwise);
  requireShape(emitter, memory.load32(instance, Header.meta), site, otherwise);
  return memory.load32(site + Site.link);
}

/**
 * The closure of a superclass's method. The shape is the class's root, which a class
 * has at `shapeAt`; the value is a class.
 *
 * @lab 06.9 Find a superclass's method
 */
export function cachedSuperMethod(
  emitter: Emitter,
  superclass: Value,
  shapeAt: number,
  site: number,
  otherwise: BasicBlock,
): Value {
  const { values, memory } = emitter;
  const class_ = values.referenceOf(superclass);
  requireShape(emitter, memory.load32(class_, shapeAt), site, otherwise);
  return memory.load32(site + Site.link);
}

/**
 * Builds the support function `probe(memory, site, shape, key)`: what
 * `sites.probe` and, at a megamorphic site, `lookups.find` do, in IR. It returns the
 * offset of a `CacheEntry`, or 0.
 *
 * The own entry and the block's are compared one after the other, without a loop: each
 * entry's shape may be negated. A site without a block has 0 in `entries`.
 */
export function buildProbe({ builder, open }: SupportBuilder): void {
  const { args, memory, block } = open('probe');
  const [, site, shape, key] = args;
  const word = (value: number) => builder.getInt32(value);
  const missing = block('missing');

  // Stands worked: an entry comes back at once if the condition holds; else the builder goes on.
  function returnIf(condition: Value, entry: Value): void {
    const [hit, next] = [block('hit'), block('next')];
    builder.CreateCondBr(condition, hit, next);
    builder.SetInsertPoint(hit);
    builder.CreateRet(entry);
    builder.SetInsertPoint(next);
  }

  // @lab 06.8 Probe in native code
  // The builder is in the first block. Whoever finds nothing goes to `missing`.
  const negated = builder.CreateSub(word(0), shape);

  /** Returns the entry if it has the shape. */
  function tryEntry(entry: Value): void {
    const known = memory.load32(entry, CacheEntry.shape);
    const isSame = builder.CreateICmpEQ(known, shape);
    const isNegated = builder.CreateICmpEQ(known, negated);
    returnIf(builder.CreateOr(isSame, isNegated), entry);
  }

  /** Goes on in a new block if the condition holds; else nothing is found. */
  function require(condition: Value): void {
    const next = block('next');
    builder.CreateCondBr(condition, next, missing);
    builder.SetInsertPoint(next);
  }

  tryEntry(builder.CreateAdd(site, word(SITE_ENTRY)));
  const [search, ask] = [block('search'), block('ask')];
  const state = memory.load32(site, Site.state);
  const isMegamorphic = builder.CreateICmpEQ(state, word(CacheState.MEGAMORPHIC));
  builder.CreateCondBr(isMegamorphic, ask, search);

  builder.SetInsertPoint(search);
  const first = memory.load32(site, Site.entries);
  require(builder.CreateICmpNE(first, word(0)));
  for (let number = 0; number < MAX_ENTRIES - 1; number += 1) {
    tryEntry(builder.CreateAdd(first, word(number * CacheEntry.size)));
  }
  builder.CreateBr(missing);

  builder.SetInsertPoint(ask);
  const name = builder.CreateAnd(key, word(~1));
  const hash = memory.load32(name, StringObject.hash);
  const mixed = builder.CreateXor(builder.CreateAShr(shape, word(3)), hash);
  const half = builder.CreateMul(builder.CreateAnd(key, word(1)), word(LOOKUP_ENTRIES / 2));
  const index = builder.CreateAnd(builder.CreateXor(mixed, half), word(LOOKUP_ENTRIES - 1));
  const table = memory.load32(Region.state + State.lookupCache);
  for (const neighbour of [0, 1]) {
    const number = builder.CreateXor(index, word(neighbour));
    const entry = builder.CreateAdd(table, builder.CreateMul(number, word(LookupEntry.size)));
    const isShape = builder.CreateICmpEQ(memory.load32(entry, LookupEntry.shape), shape);
    const isKey = builder.CreateICmpEQ(memory.load32(entry, LookupEntry.name), key);
    returnIf(builder.CreateAnd(isShape, isKey), entry);
  }
  builder.CreateBr(missing);

  builder.SetInsertPoint(missing);
  builder.CreateRet(word(0));
  // @end
}

cachedField satisfies typeof contract.cachedField;
cachedWrite satisfies typeof contract.cachedWrite;
cachedMethod satisfies typeof contract.cachedMethod;
cachedSuperMethod satisfies typeof contract.cachedSuperMethod;
buildProbe satisfies typeof contract.buildProbe;
