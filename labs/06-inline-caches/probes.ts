// Lab 06, Inline caches: probes.ts
//
// To start, run `npm run lab -- start 06`. It copies this file to mine/06-inline-caches/;
// edit it there. The handout is labs/06-inline-caches/README.md.

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
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { BasicBlock, Value } from '#shared/llvm/namespace.ts';

/** The offset of the object that a value refers to; what refers to none goes to `otherwise`. */
function objectOf({ values, require }: Emitter, value: Value, otherwise: BasicBlock): Value {
  require(values.isReference(value), otherwise);
  return values.referenceOf(value);
}

/**
 * Task 06.9: One comparison.
 *
 * Goes on where a shape is the one in the site's own entry, and else to `otherwise`.
 * The site is the offset of its cell, known when compiling.
 */
function requireShape(
  { builder, memory, require }: Emitter,
  shape: Value,
  site: number,
  otherwise: BasicBlock,
): void {
  return unfinished('06.9');
}

/**
 * Task 06.9: Read a field.
 *
 * The offset of an instance's field, by the site's place; what is no instance of its
 * shape goes to `otherwise`.
 */
export function cachedField(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value {
  return unfinished('06.9');
}

/**
 * Task 06.9: Write a field.
 *
 * Writes a field, or adds it: the value goes to the site's place, the site's link is
 * the instance's shape from then on. In this order: nobody may see a shape with a
 * field that is not there yet.
 */
export function cachedWrite(
  emitter: Emitter,
  receiver: Value,
  value: Value,
  site: number,
  otherwise: BasicBlock,
): void {
  return unfinished('06.9');
}

/**
 * Task 06.9: Find a method.
 *
 * The closure that a call of an instance's method runs: the site's link.
 */
export function cachedMethod(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value {
  return unfinished('06.9');
}

/**
 * Task 06.9: Find a superclass's method.
 *
 * The closure of a superclass's method. The shape is the class's root, which a class
 * has at `shapeAt`; the value is a class.
 */
export function cachedSuperMethod(
  emitter: Emitter,
  superclass: Value,
  shapeAt: number,
  site: number,
  otherwise: BasicBlock,
): Value {
  return unfinished('06.9');
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

  // Task 06.8: Probe in native code.
  // The builder is in the first block. Whoever finds nothing goes to `missing`.
  return unfinished('06.8');
}

cachedField satisfies typeof contract.cachedField;
cachedWrite satisfies typeof contract.cachedWrite;
cachedMethod satisfies typeof contract.cachedMethod;
cachedSuperMethod satisfies typeof contract.cachedSuperMethod;
buildProbe satisfies typeof contract.buildProbe;
