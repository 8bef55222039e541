/** What the tests of this folder build their modules with. */
import koffi from 'koffi';
import * as llvm from './namespace.ts';

/** Whether tests that need LLVM have to be skipped. */
export const isWithoutLlvm = llvm.whyUnavailable() !== null;

const { ExternalLinkage } = llvm.Function.LinkageTypes;

/** A new module in a context of its own, and a builder. */
export interface Workbench {
  readonly context: llvm.LLVMContext;
  readonly module: llvm.Module;
  readonly builder: llvm.IRBuilder;
}

export function createWorkbench(name = 'test'): Workbench {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module(name, context);
  return { context, module, builder: new llvm.IRBuilder(context) };
}

/** Declares a function. */
export function declare(
  { module }: Workbench,
  name: string,
  result: llvm.Type,
  parameters: readonly llvm.Type[],
): llvm.Function {
  const type = llvm.FunctionType.get(result, parameters, false);
  return llvm.Function.Create(type, ExternalLinkage, name, module);
}

/** Adds a function with one block, at whose end the builder then stands. */
export function define(
  bench: Workbench,
  name: string,
  result: llvm.Type,
  parameters: readonly llvm.Type[],
): llvm.Function {
  const fn = declare(bench, name, result, parameters);
  bench.builder.SetInsertPoint(llvm.BasicBlock.Create(bench.context, 'entry', fn));
  return fn;
}

/** A workbench whose builder stands in a function. */
export interface Bench extends Workbench {
  readonly f: llvm.Function;
  readonly i32: llvm.Value;
  readonly i64: llvm.Value;
  readonly double: llvm.Value;
  readonly ptr: llvm.Value;
}

export function createBench(): Bench {
  const bench = createWorkbench();
  const { builder } = bench;
  const i32 = builder.getInt32Ty();
  const types = [i32, builder.getInt64Ty(), builder.getDoubleTy(), builder.getPtrTy()];
  const f = define(bench, 'f', i32, types);
  const [first, second, third, fourth] = [0, 1, 2, 3].map((index) => f.getArg(index));
  return { ...bench, f, i32: first, i64: second, double: third, ptr: fourth };
}

/** A module with `i32 name()` that returns a number. */
export function moduleReturning(name: string, value: number): llvm.Module {
  const bench = createWorkbench(name);
  const { builder } = bench;
  define(bench, name, builder.getInt32Ty(), []);
  builder.CreateRet(builder.getInt32(value));
  return bench.module;
}

/** Makes a JavaScript function of an address, by the C types of its result and parameters. */
export function callable(address: number, result: string, ...parameters: string[]) {
  return koffi.decode(address, koffi.proto(result, parameters)) as (
    ...args: readonly unknown[]
  ) => number;
}
