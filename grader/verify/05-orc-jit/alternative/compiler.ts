/**
 * Another compiler: hands modules to ORC as they are, instead of object files,
 * so that ORC's own compile layer makes the code when the function is looked up.
 * LLVM's faults are found by asking the verifier first.
 */
import llvm from '#llvm';
import type { Status } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/jit/compiler.ts';
import type {
  BaselineNeeds,
  Compiler,
  NativeCode,
  Runtime,
  Session,
} from '#shared/contracts/native.ts';
import type { Module } from '#shared/llvm/namespace.ts';
import { FunctionObject, Region, State } from '#shared/memory/layout.ts';
import { CompilationFailed } from '#shared/native/compilation-failed.ts';
import { compileBaseline } from '#vm/jit/baseline';
import { startSession } from '#vm/jit/session';
import { createSnapshots } from '#vm/jit/snapshot';

/** Makes the compiler of one VM. */
export function createCompiler(machine: BaselineNeeds, runtime: Runtime): Compiler {
  const { memory, functions, events } = machine;
  const snapshotOf = createSnapshots(machine);
  const totals = { functions: 0, bytes: 0, milliseconds: 0 };
  let state: Session | string | undefined;

  function start(): Session | undefined {
    if (state === undefined) {
      try {
        const session = startSession();
        memory.i64[(Region.state + State.stub) >> 3] = BigInt(session.stub);
        for (const { offset } of functions) {
          memory.i64[(offset + FunctionObject.entry) >> 3] = BigInt(session.stub);
        }
        state = session;
      } catch (error) {
        if (!(error instanceof llvm.LlvmUnavailable)) throw error;
        state = error.message;
      }
    }
    return typeof state === 'string' ? undefined : state;
  }

  function fill(module: Module, { machine: target }: Session, code: number, symbol: string) {
    target.configure(module);
    const places = compileBaseline(module, snapshotOf(code), symbol);
    llvm.runPasses(module, 'function(instcombine<no-verify-fixpoint>,simplifycfg)', target);
    return { places, size: llvm.readCode(target.emitObject(module)).length };
  }

  function make(session: Session, code: number, symbol: string) {
    const { jit } = session;
    const context = new llvm.LLVMContext();
    const module = new llvm.Module(symbol, context);
    let filled: ReturnType<typeof fill>;
    try {
      filled = fill(module, session, code, symbol);
    } catch (error) {
      context.dispose();
      throw error;
    }
    const { places, size } = filled;
    const tracker = jit.createTracker();
    const free = () => tracker.remove();
    try {
      jit.addModule(module, tracker);
      const native: NativeCode = { address: jit.lookup(symbol), places, free };
      return { native, size };
    } catch (error) {
      free();
      throw error;
    }
  }

  return {
    compile(code) {
      const { bytecode } = functions[memory.i32[(code + FunctionObject.id) >> 2]];
      const session = bytecode.code.length > 20_000 ? undefined : start();
      if (session === undefined) return null;
      const name = bytecode.name || 'script';
      const begun = performance.now();
      session.functions += 1;
      try {
        const { native, size } = make(session, code, `code${session.functions}`);
        const milliseconds = performance.now() - begun;
        totals.functions += 1;
        totals.bytes += size;
        totals.milliseconds += milliseconds;
        const instructions = bytecode.offsets.length;
        events.emit('compiled', { name, instructions, bytes: size, milliseconds });
        return native;
      } catch (error) {
        throw error instanceof llvm.LlvmError ? new CompilationFailed(name, error) : error;
      }
    },
    /** Nothing is dropped early: guards see to it that nothing goes wrong. */
    calleesOf: () => new Set(),
    enter(address, record, base, resume) {
      if (typeof state !== 'object') throw new Error('There is no native code');
      state.runtime = runtime;
      return state.enter(address, memory.address, record, base, resume) as Status;
    },
    statistics: () => ({
      ...totals,
      crossings: runtime.crossings(),
      unavailable: typeof state === 'string' ? state : undefined,
    }),
  };
}

createCompiler satisfies typeof contract.createCompiler;
