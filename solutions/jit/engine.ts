/**
 * The baseline tier: compiles functions, puts the address of their code into
 * their entry word, and runs frames in it.
 *
 * Native code calls native code by itself. It comes back when the frame that
 * was entered has returned; with an error; or with SWITCH, and then no native
 * frame is left, every record is complete, and the newest frame is whoever's
 * its record says. A frame that has left in this way is entered again at the
 * place behind its call, and the native stack begins anew.
 */
import { Status, Tier } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/jit/engine.ts';
import type { Baseline, BaselineNeeds, NativeCode } from '#shared/contracts/native.ts';
import { NATIVE_STACK_BYTES } from '#shared/memory/foreign-calls.ts';
import {
  FrameRecord,
  FunctionObject,
  Header,
  Region,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { createCompiler } from './compiler.ts';
import { createRuntime } from './runtime-functions.ts';

/** What stays free of the native stack: for a frame that is about to look, and for runtime functions. */
const STACK_RESERVE = 512 * 1024;

/** Makes the baseline tier of one VM. */
export function createBaseline(machine: BaselineNeeds): Baseline {
  const { i32, i64 } = machine.memory;
  const FRAME = (Region.state + State.frame) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const POLL = (Region.state + State.poll) >> 2;
  const BUDGET = (Region.state + State.budget) >> 2;
  const { quantum } = machine.options;
  i32[(Region.state + State.nativeStackBytes) >> 2] = NATIVE_STACK_BYTES - STACK_RESERVE;
  const runtime = createRuntime(machine);
  const compiler = createCompiler(machine, runtime);
  /** By function; null: it cannot be compiled. */
  const compiled = new Map<number, NativeCode | null>();

  const functionOf = (record: number) =>
    i32[(i32[(record + FrameRecord.closure) >> 2] + Header.meta) >> 2];

  function compile(code: number): NativeCode | null {
    const known = compiled.get(code);
    if (known !== undefined) return known;
    const made = compiler.compile(code);
    compiled.set(code, made);
    if (i32[(code + FunctionObject.tier) >> 2] === Tier.BASELINE) enterThrough(code, made);
    return made;
  }

  /** Lets all callers enter a function's code from now on; without code it goes back to the interpreter. */
  function enterThrough(code: number, made: NativeCode | null): void {
    if (made === null) i32[(code + FunctionObject.tier) >> 2] = Tier.INTERPRETER;
    i64[(code + FunctionObject.entry) >> 3] = entryOf(code);
  }

  const entryOf = (code: number) => {
    const native = compiled.get(code);
    return native ? BigInt(native.address) : i64[(Region.state + State.stub) >> 3];
  };

  /** The place at which a frame goes on that is in this tier, or undefined: it is not for here. */
  function placeOf(record: number): { native: NativeCode; place: number } | undefined {
    const code = functionOf(record);
    const native = compile(code);
    if (native === null) return undefined;
    const offset = i32[(record + FrameRecord.pc) >> 2] - i32[(code + FunctionObject.code) >> 2];
    const place = native.places.get(offset);
    return place === undefined ? undefined : { native, place };
  }

  function run(): Status {
    for (;;) {
      const record = i32[FRAME];
      if (i32[(record + FrameRecord.tier) >> 2] !== Tier.BASELINE) return Status.SWITCH;
      if (i32[POLL] !== 0) return Status.SWITCH;
      const entered = placeOf(record);
      if (entered === undefined) {
        i32[(record + FrameRecord.tier) >> 2] = Tier.INTERPRETER;
        return Status.SWITCH;
      }
      const base = i32[(record + FrameRecord.base) >> 2];
      i32[BUDGET] = quantum() + 1; // one more, so that every entry makes progress
      const status = compiler.enter(entered.native.address, record, base, entered.place);
      runtime.rethrow();
      if (status !== Status.OK) return status;
      i32[STACK_TOP] = base + SLOT_SIZE;
      if (record === Region.frames) return Status.OK;
      i32[FRAME] = record - FrameRecord.size;
    }
  }

  return {
    compile: (code) => compile(code) !== null,
    canEnter: (code, offset) => compile(code)?.places.has(offset) ?? false,
    entryOf,
    engine: { run },
    statistics: compiler.statistics,
  };
}

createBaseline satisfies typeof contract.createBaseline;
