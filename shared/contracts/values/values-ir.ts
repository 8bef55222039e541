import type { IRBuilder } from '../../llvm/namespace.ts';
import type { ValuesIr } from '../values-ir.ts';

/** Tagged values: makes the emitters that write where a builder stands. */
export declare function createValuesIr(builder: IRBuilder): ValuesIr;
