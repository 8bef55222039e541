import type { IRBuilder, Value } from '../../llvm/namespace.ts';
import type { MemoryIr } from '../ir.ts';

/** Linear memory in IR: makes the emitters, given the address of its byte 0, a `ptr`. */
export declare function createMemoryIr(builder: IRBuilder, memory: Value): MemoryIr;
