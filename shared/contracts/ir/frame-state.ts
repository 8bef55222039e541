import type { IRBuilder, Value } from '../../llvm/namespace.ts';
import type { FrameState, MemoryIr } from '../ir.ts';
import type { ValuesIr } from '../values-ir.ts';

/**
 * The frame in registers and in memory: makes the state of one function.
 * @param base offset of the frame's slot 0, an `i32`
 */
export declare function createFrameState(
  builder: IRBuilder,
  memory: MemoryIr,
  values: ValuesIr,
  base: Value,
): FrameState;
