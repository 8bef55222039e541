import type { IRBuilder, Value } from '../../llvm/namespace.ts';
import type { EncodingIr } from '../values-ir.ts';

/**
 * Values as structures of two parts, `{ i8, i64 }`: makes the emitters that
 * write where a builder stands. Nothing in the VM uses them; they are there to
 * be compared with tagged values.
 * @param zero the structure whose parts are both 0, a constant
 */
export declare function createStructIr(builder: IRBuilder, zero: Value): EncodingIr;
