/**
 * The support module: functions that compiled code calls and that are IR
 * themselves, made once.
 *
 *     enter        the trampoline, through which TypeScript enters native code
 *     stub         the entry of every function that has no native code
 *     leave        makes a frame canonical and says SWITCH
 *     probe        finds what a site's cache, or the global one, knows of a shape
 *     field        finds a dictionary's field
 *     method       finds a class's method
 *     capture      makes or finds the upvalue of a slot
 *
 * The first three are in `trampoline.ts`, `probe` is the inline caches'.
 */

import llvm from '#llvm';
import type * as contract from '#shared/contracts/jit/support.ts';
import type { NativeHalf, SupportName } from '#shared/contracts/native.ts';
import type { LlvmFunction } from '#shared/llvm/functions.ts';
import type { Module, Value } from '#shared/llvm/namespace.ts';
import { declareAll } from '#shared/native/signatures.ts';
import { buildProbe } from '#vm/caches/probes';
import { createMemoryIr } from '#vm/ir/memory-ir';
import { buildEnter, buildLeave, buildStub } from '#vm/jit/trampoline';
import { buildObjectHalves } from './allocation.ts';
import { buildPropertyHalves } from './property-halves.ts';

/** Adds the support functions to a module. */
export function buildSupport(module: Module): void {
  const context = module.getContext();
  const builder = new llvm.IRBuilder(context);
  const { support, runtime, halves } = declareAll(builder, module);
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

  const openHalf = (name: NativeHalf) => openFunction(halves[name], 0);
  const parts = { builder, support, runtime, halves, open, openHalf };
  for (const build of [buildEnter, buildStub, buildLeave]) build(parts);
  for (const build of [buildProbe, buildPropertyHalves, buildObjectHalves]) build(parts);
}

buildSupport satisfies typeof contract.buildSupport;
