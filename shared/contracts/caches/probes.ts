import type { BasicBlock, Value } from '../../llvm/namespace.ts';
import type { Emitter } from '../ir.ts';
import type { SupportBuilder } from '../native.ts';

/** The offset of an instance's field, by the site's place; what the site does not know goes to `otherwise`. */
export declare function cachedField(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value;

/** Writes a field, or adds it, as the site knows; what it does not know goes to `otherwise`. */
export declare function cachedWrite(
  emitter: Emitter,
  receiver: Value,
  value: Value,
  site: number,
  otherwise: BasicBlock,
): void;

/** The closure of an instance's method; what the site does not know goes to `otherwise`. */
export declare function cachedMethod(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value;

/** The closure of a superclass's method; what the site does not know goes to `otherwise`. */
export declare function cachedSuperMethod(
  emitter: Emitter,
  superclass: Value,
  shapeAt: number,
  site: number,
  otherwise: BasicBlock,
): Value;

/** Builds the support function `probe(memory, site, shape, key)`. */
export declare function buildProbe(support: SupportBuilder): void;
