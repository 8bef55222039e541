// Lab 05, ORC JIT: engine.ts
//
// To start, run `npm run lab -- start 05`. It copies this file to mine/05-orc-jit/;
// edit it there. The handout is labs/05-orc-jit/README.md.

/**
 * The baseline tier: compiles functions, puts the address of their code into
 * their entry word, and runs frames in it.
 *
 * Native code calls native code by itself. It comes back when the frame that
 * was entered has returned; with an error; or with SWITCH, and then no native
 * frame is left, every record is complete, and the newest frame is whoever's
 * its record says. A frame that has left in this way is entered again at the
 * place behind its call, and the native stack begins anew.
 *
 * Source: the entry word is Zag's `executeFn`; that native frames are unwound
 * whenever control leaves them, and are never patched, is as in Self's
 * deoptimisation (Hölzle, Chambers, Ungar, 1992), but for all of them.
 */
import { Status } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/jit/engine.ts';
import type { Baseline, BaselineNeeds, NativeCode } from '#shared/contracts/native.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Reference } from '#shared/contracts/values.ts';
import { NATIVE_STACK_BYTES } from '#shared/memory/foreign-calls.ts';
import {
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
  Region,
  State,
} from '#shared/memory/layout.ts';
import { createCompiler } from '#vm/jit/compiler';
import { createRuntime } from '#vm/jit/runtime-functions';

/** What stays free of the native stack: for a frame that is about to look, and for runtime functions. */
const STACK_RESERVE = 512 * 1024;

/** Where a frame goes on in native code. */
interface Place {
  readonly native: NativeCode;
  /** What to pass as `resume`. */
  readonly resume: number;
}

/** Makes the baseline tier of one VM. */
export function createBaseline(machine: BaselineNeeds): Baseline {
  const { i32, i64 } = machine.memory;
  const FRAME = (Region.state + State.frame) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const POLL = (Region.state + State.poll) >> 2;
  const BUDGET = (Region.state + State.budget) >> 2;
  const STUB = (Region.state + State.stub) >> 3;
  const { quantum } = machine.options;
  i32[(Region.state + State.nativeStackBytes) >> 2] = NATIVE_STACK_BYTES - STACK_RESERVE;
  const runtime = createRuntime(machine);
  const compiler = createCompiler(machine, runtime);
  /** By function; null: it cannot be compiled. */
  const compiled = new Map<number, NativeCode | null>();
  /** Whether native code is running, and has called a runtime function if this can be asked. */
  let running = false;
  /** Code that was replaced while native code was running. */
  const retired: NativeCode[] = [];

  const isClosure = (object: Reference) =>
    (i32[(object + Header.info) >> 2] & KIND_MASK) === Kind.CLOSURE;

  /** The offset of the function that a frame runs. */
  const functionOf = (record: number) =>
    i32[(i32[(record + FrameRecord.closure) >> 2] + Header.meta) >> 2];

  /**
   * Task 05.1: Compile once.
   *
   * The native code of a function, given by its offset. It is compiled when it is
   * first asked for, and never again: also null, which says that it cannot be
   * compiled, is noted in `compiled`.
   *
   * Task 05.5: what was compiled is published.
   */
  function compile(code: number): NativeCode | null {
    return unfinished('05.1');
  }

  /**
   * Task 05.5: Publish.
   *
   * Lets whoever calls a function enter what was compiled, by one store to the
   * function's entry word. If the function's tier does not say BASELINE, nothing is
   * done: some other tier is to run it for now. Else the word gets `entryOf`, and what
   * cannot be compiled goes back to the interpreter: its tier says so.
   */
  function publish(code: number, made: NativeCode | null): void {
    return unfinished('05.5');
  }

  /**
   * Task 05.5: Find the entry.
   *
   * The address at which a function is entered: that of its native code, or the
   * stub's, which stands in the VM state.
   */
  function entryOf(code: number): bigint {
    return unfinished('05.5');
  }

  /**
   * Task 05.4: Find the place.
   *
   * Where a frame of this tier goes on: in the native code of its function, which
   * may have to be compiled, at the place of its pc. The record has the pc as an
   * offset in linear memory, `places` counts from the function's first byte.
   * @returns undefined when there is no native code, or no such place
   */
  function placeOf(record: number): Place | undefined {
    return unfinished('05.4');
  }

  /**
   * Task 05.4: Return to the caller.
   *
   * Does what a RETURN does behind the frame that was entered: its result already
   * is in its slot 0. That slot is the topmost now, the caller's, and the caller's
   * frame the newest.
   * @returns false when there is no caller, since the record was the first one
   */
  function returned(record: number, base: number): boolean {
    return unfinished('05.4');
  }

  /**
   * Task 05.6: Know what is running.
   *
   * Enters native code by `compiler.enter`, and comes back with its status. While
   * it runs, `running` says so. Afterwards no native frame is left, and what was
   * retired is freed.
   */
  function enter({ native, resume }: Place, record: number, base: number): Status {
    return unfinished('05.6');
  }

  /**
   * Task 05.6: Replace code.
   *
   * Compiles a function anew, whether it was compiled or not, notes that in
   * `compiled`, and publishes it. When compiling throws, the old code stays. Else it
   * is freed: at once, or when native code has been left. Says whether there is new code.
   */
  function recompile(code: number): boolean {
    return unfinished('05.6');
  }

  /**
   * Task 05.1: Run the newest frame.
   *
   * Runs the newest frame in native code: compiles its function and enters it.
   *
   * Task 05.1: at its beginning, where `resume` is 0. Comes back with the status.
   *
   * Task 05.3: what a runtime function has thrown is thrown here.
   *
   * Task 05.4: at its place; a frame that has none goes back to the interpreter,
   * by its record, with SWITCH. When the frame has returned to a caller, that is
   * the newest, and it is all done again; a caller of another tier gets SWITCH.
   *
   * Task 05.7: with SWITCH, too, when the poll word is not 0. And the budget,
   * `State.budget`, is set to one more than `quantum()` each time that native code
   * is entered; code that is `limited` counts it down, and leaves with SWITCH.
   */
  function run(): Status {
    return unfinished('05.1');
  }

  /**
   * Drops the native code of all functions that take a closure's function for granted,
   * which is about to be replaced. Frames that are in it stay there until they leave:
   * the code is not wrong, it only guesses badly from now on. Whoever enters one of the
   * functions next has it compiled anew, from what is known by then.
   */
  machine.redefinitions.listen((object) => {
    let functions = 0;
    if (!isClosure(object)) return { sites: 0, functions };
    for (const [code, native] of compiled) {
      if (native === null || !compiler.calleesOf(code).has(i32[object >> 2])) continue;
      compiled.delete(code);
      i64[(code + FunctionObject.entry) >> 3] = i64[STUB];
      if (running) retired.push(native);
      else native.free();
      functions += 1;
    }
    return { sites: 0, functions };
  });

  return {
    compile: (code) => compile(code) !== null,
    recompile,
    /**
     * Task 05.4: Say whether a frame can go native.
     *
     * Compiles the function if that has not been done.
     */
    canEnter: (code, offset) => {
      return unfinished('05.4');
    },
    entryOf,
    engine: { run },
    statistics: compiler.statistics,
  };
}

createBaseline satisfies typeof contract.createBaseline;
