/** Counting in native code what caches know. */
import llvm from '#llvm';
import type { MemoryIr } from '#shared/contracts/ir.ts';
import type { IRBuilder } from '#shared/llvm/namespace.ts';
import { Region, State } from '#shared/memory/layout.ts';

const LOOKUPS = Region.state + State.lookups;

/** Counts a property that was found through a cache, for `--stats`. */
export function countLookup(builder: IRBuilder, memory: MemoryIr): void {
  const double = builder.getDoubleTy();
  const before = builder.CreateLoad(double, memory.at(LOOKUPS));
  memory.store(builder.CreateFAdd(before, llvm.ConstantFP.get(double, 1)), LOOKUPS);
}
