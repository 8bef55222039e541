/**
 * LLVM at work in one thread: one JIT serves all VMs there. Code knows nothing
 * of any of them: it is given the address of linear memory, and the symbols of
 * runtime functions stand for those of whichever VM has entered native code.
 */
import llvm from '#llvm';
import { runtimeNames } from '#shared/contracts/native.ts';
import type { LLJIT, TargetMachine } from '#shared/llvm/namespace.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import { runtimeSymbol, supportSymbol } from '#shared/native/signatures.ts';
import type { Runtime, RuntimeFunction } from './runtime-functions.ts';
import { buildSupport } from './support.ts';

/** What LLVM's optimizer does to IR before code is made of it. */
export const PASSES = 'function(early-cse,instcombine<no-verify-fixpoint>,simplifycfg)';

/** The trampoline: runs the code at `entry` on a frame, and returns its status. */
export type Enter = (
  entry: number,
  memory: number,
  record: number,
  base: number,
  resume: number,
) => number;

/** LLVM at work in one thread. */
export interface Session {
  readonly jit: LLJIT;
  readonly machine: TargetMachine;
  /** Address of the stub, the entry of functions without native code. */
  readonly stub: number;
  readonly enter: Enter;
  /** Whose runtime functions are called. */
  runtime: Runtime | undefined;
  /** How many functions have been compiled; their symbols are numbered. */
  functions: number;
}

let session: Session | undefined;

/** The session of this thread, begun when it is first asked for. @throws LlvmUnavailable */
export function startSession(): Session {
  session ??= createSession();
  return session;
}

function createSession(): Session {
  const jit = new llvm.LLJIT();
  const machine = new llvm.TargetMachine();
  jit.defineAbsolute(
    registerRuntime((name) => {
      const runtime = session?.runtime;
      if (runtime === undefined) throw new Error('Native code runs outside of any VM');
      return runtime.functions[name];
    }),
  );
  const module = new llvm.Module('support', new llvm.LLVMContext());
  machine.configure(module);
  buildSupport(module);
  llvm.runPasses(module, PASSES, machine);
  jit.addModule(module);
  const type = koffi.proto('int32_t', [
    ...['uintptr_t', 'uintptr_t'],
    ...['int32_t', 'int32_t', 'int32_t'],
  ]);
  return {
    jit,
    machine,
    stub: jit.lookup(supportSymbol('stub')),
    enter: koffi.decode(BigInt(jit.lookup(supportSymbol('enter'))), type) as Enter,
    runtime: undefined,
    functions: 0,
  };
}

/** Makes native functions of all runtime functions. Returns their addresses by symbol. */
function registerRuntime(
  find: (name: (typeof runtimeNames)[number]) => RuntimeFunction,
): Record<string, number> {
  const words = new Array<string>(7).fill('int32_t');
  const type = koffi.pointer(koffi.proto('int32_t', words));
  const symbols: Record<string, number> = {};
  for (const name of runtimeNames) {
    const call: RuntimeFunction = (...operands) => find(name)(...operands);
    symbols[runtimeSymbol(name)] = Number(koffi.register(call, type));
  }
  return symbols;
}
