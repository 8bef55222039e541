/**
 * Compiling: a snapshot becomes a module, the module passes LLVM's optimizer,
 * and ORC makes machine code of it.
 *
 *     bytecode ─ snapshot ─▶ IR ─ passes ─▶ IR ─ code generator ─▶ machine code
 */
import llvm from '#llvm';
import type { Status } from '#shared/contracts/engine.ts';
import type {
  BaselineNeeds,
  NativeCode,
  NativeStatistics,
  Snapshot,
} from '#shared/contracts/native.ts';
import type { TargetMachine } from '#shared/llvm/namespace.ts';
import { FunctionObject, Region, State } from '#shared/memory/layout.ts';
import { compileBaseline } from '#vm/jit/baseline';
import type { Runtime } from './runtime-functions.ts';
import { PASSES, type Session, startSession } from './session.ts';
import { createSnapshots } from './snapshot.ts';

/** Compiles the functions of one VM. */
export interface Compiler {
  /** Compiles a function, given by its offset; null: that cannot be done. */
  readonly compile: (code: number) => NativeCode | null;
  /** Enters native code at an address; see `Arguments` for the others. */
  readonly enter: (address: number, record: number, base: number, resume: number) => Status;
  /** What was counted so far. */
  readonly statistics: () => NativeStatistics;
}

/** Longer functions are not compiled: the time for that grows faster than they do. */
const MAX_INSTRUCTIONS = 5_000;

/** What becomes of a function: an object file, as data, and the places at which it can be entered. */
interface Compiled {
  readonly object: Uint8Array;
  readonly places: ReadonlyMap<number, number>;
}

/** Compiles a snapshot. Nothing else is looked at or changed: this could be done in another thread. */
function toObject(snapshot: Snapshot, name: string, target: TargetMachine): Compiled {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module(name, context);
  target.configure(module);
  const places = compileBaseline(module, snapshot, name);
  llvm.runPasses(module, PASSES, target);
  const object = target.emitObject(module);
  context.dispose();
  return { object, places };
}

/** Bytes of machine code in an object file. */
function codeBytes(object: Uint8Array): number {
  const text = llvm.readSections(object).find(({ name }) => name.includes('text'));
  return text?.contents.length ?? 0;
}

/** Makes the compiler of one VM. */
export function createCompiler(machine: BaselineNeeds, runtime: Runtime): Compiler {
  const { memory, functions, events } = machine;
  const { i32, i64 } = memory;
  const takeSnapshot = createSnapshots(machine);
  let session: Session | undefined;
  let unavailable: string | undefined;
  let count = 0;
  let bytes = 0;
  let milliseconds = 0;

  /** Begins with LLVM: from now on every function has an entry. Undefined: there is no LLVM. */
  function begin(): Session | undefined {
    if (unavailable !== undefined) return undefined;
    const begun = tryToStart();
    if (begun === undefined) return undefined;
    const stub = BigInt(begun.stub);
    i64[(Region.state + State.stub) >> 3] = stub;
    for (const { offset } of functions) i64[(offset + FunctionObject.entry) >> 3] = stub;
    return begun;
  }

  function tryToStart(): Session | undefined {
    try {
      return startSession();
    } catch (error) {
      if (!(error instanceof llvm.LlvmUnavailable)) throw error;
      unavailable = error.message;
      return undefined;
    }
  }

  function compile(code: number): NativeCode | null {
    const { bytecode } = functions[i32[(code + FunctionObject.id) >> 2]];
    if (bytecode.offsets.length > MAX_INSTRUCTIONS) return null;
    const start = performance.now();
    session ??= begin();
    if (session === undefined) return null;
    const { jit, machine: target } = session;
    session.functions += 1;
    const name = `${bytecode.name || 'script'}.${session.functions}`;
    const { object, places } = toObject(takeSnapshot(code), name, target);
    const tracker = jit.createTracker();
    jit.addObject(object, tracker);
    const address = jit.lookup(name);
    const took = performance.now() - start;
    const size = codeBytes(object);
    count += 1;
    bytes += size;
    milliseconds += took;
    events.emit('compiled', {
      name: bytecode.name || 'script',
      instructions: bytecode.offsets.length,
      bytes: size,
      milliseconds: took,
    });
    return { address, places, free: () => tracker.remove() };
  }

  return {
    compile,
    enter(address, record, base, resume) {
      if (session === undefined) throw new Error('Native code is entered, and there is none');
      session.runtime = runtime;
      return session.enter(address, memory.address, record, base, resume) as Status;
    },
    statistics: () => ({
      functions: count,
      bytes,
      milliseconds,
      crossings: runtime.crossings(),
      unavailable,
    }),
  };
}
