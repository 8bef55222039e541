// Lab 05, ORC JIT: compiler.ts
//
// To start, run `npm run lab -- start 05`. It copies this file to mine/05-orc-jit/;
// edit it there. The handout is labs/05-orc-jit/README.md.

/**
 * Compiling: a snapshot becomes a module, the module passes LLVM's optimizer,
 * and ORC makes machine code of it.
 *
 *     bytecode ─ snapshot ─▶ IR ─ passes ─▶ IR ─ code generator ─▶ object file
 *
 *     object file ─ linker ─▶ machine code at an address
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
  Snapshot,
} from '#shared/contracts/native.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { TargetMachine } from '#shared/llvm/namespace.ts';
import { FunctionObject, Region, State } from '#shared/memory/layout.ts';
import { CompilationFailed } from '#shared/native/compilation-failed.ts';
import { startSession } from '#vm/jit/session';
import { createSnapshots } from '#vm/jit/snapshot';

/** Longer functions are not compiled: the time for that grows faster than they do. */
const MAX_INSTRUCTIONS = 5_000;

/** What becomes of a function: an object file, as data, and the places at which it can be entered. */
interface Compiled {
  readonly object: Uint8Array;
  readonly places: ReadonlyMap<number, number>;
}

/**
 * Task 05.1: Compile to an object file.
 *
 * Compiles a snapshot to an object file, in which the function is called
 * `symbol`. Nothing else is looked at or changed: this could be done in another
 * thread. The module is `configure`d for the target, filled by
 * `compileBaseline`, sent through `PASSES`, and emitted. Its context, which is
 * its own, is disposed of in the end, also when something is thrown.
 */
function toObject(snapshot: Snapshot, symbol: string, target: TargetMachine): Compiled {
  return unfinished('05.1');
}

/**
 * Task 05.1: Link.
 *
 * Adds an object file to the JIT and looks its function up. The linker puts the
 * addresses of runtime and support functions in the place of their names; one
 * that there is not is an error of `lookup`.
 *
 * Task 05.6: the object has a resource tracker of its own, by which `free` frees
 * the code. When an error is thrown, nothing of the object stays behind either.
 */
function link({ jit }: Session, symbol: string, { object, places }: Compiled): NativeCode {
  return unfinished('05.1');
}

/** Does some of the work for a function. What LLVM refuses is told as that function's failure. */
function workingOn<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const isRefusal = error instanceof llvm.LlvmError || error instanceof llvm.LlvmMisuse;
    throw isRefusal ? new CompilationFailed(name, error) : error;
  }
}

/** Makes the compiler of one VM, whose code calls these runtime functions. */
export function createCompiler(machine: BaselineNeeds, runtime: Runtime): Compiler {
  const { memory, functions, events } = machine;
  const { i32, i64 } = memory;
  const takeSnapshot = createSnapshots(machine);
  const callees = new Map<number, ReadonlySet<number>>();
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
    const instructions = bytecode.offsets.length;
    if (instructions > MAX_INSTRUCTIONS) return null;
    const start = performance.now();
    session ??= begin();
    if (session === undefined) return null;
    const begun = session;
    const name = bytecode.name || 'script';
    const symbol = `${name}.${++begun.functions}`;
    const { native, size } = workingOn(name, () => {
      const snapshot = takeSnapshot(code);
      callees.set(code, new Set([...snapshot.callees.values()].map((callee) => callee.code)));
      const compiled = toObject(snapshot, symbol, begun.machine);
      return { native: link(begun, symbol, compiled), size: llvm.readCode(compiled.object).length };
    });
    const took = performance.now() - start;
    count += 1;
    bytes += size;
    milliseconds += took;
    events.emit('compiled', { name, instructions, bytes: size, milliseconds: took });
    return native;
  }

  return {
    compile,
    calleesOf: (code) => callees.get(code) ?? NONE,
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

const NONE: ReadonlySet<number> = new Set();

createCompiler satisfies typeof contract.createCompiler;
