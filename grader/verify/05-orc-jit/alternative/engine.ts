/**
 * Another engine: keeps what it knows of each function in one object, with the
 * code that is in use and the code that waits to be freed, and counts how deep
 * it is in native code.
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
import { createCompiler } from '#vm/jit/compiler';
import { createRuntime } from '#vm/jit/runtime-functions';

interface Known {
  current: NativeCode | null;
}

/** Makes the baseline tier of one VM. */
export function createBaseline(machine: BaselineNeeds): Baseline {
  const { memory, options } = machine;
  const { i32, i64 } = memory;
  const runtime = createRuntime(machine);
  const compiler = createCompiler(machine, runtime);
  const byFunction: Known[] = [];
  let waiting: NativeCode[] = [];
  let depth = 0;

  const get = (structure: number, field: number) => i32[(structure + field) >> 2];
  const set = (structure: number, field: number, value: number) => {
    i32[(structure + field) >> 2] = value;
  };
  set(Region.state, State.nativeStackBytes, NATIVE_STACK_BYTES / 2);

  function setEntry(code: number): void {
    if (get(code, FunctionObject.tier) !== Tier.BASELINE) return;
    if (!byFunction[code]?.current) set(code, FunctionObject.tier, Tier.INTERPRETER);
    i64[(code + FunctionObject.entry) >> 3] = entryOf(code);
  }

  function entryOf(code: number): bigint {
    const address = byFunction[code]?.current?.address;
    return address === undefined ? i64[(Region.state + State.stub) >> 3] : BigInt(address);
  }

  function compileAnew(code: number): NativeCode | null {
    const old = byFunction[code]?.current;
    byFunction[code] = { current: compiler.compile(code) };
    setEntry(code);
    if (old) waiting.push(old);
    freeWaiting();
    return byFunction[code].current;
  }

  function freeWaiting(): void {
    if (depth > 0) return;
    for (const code of waiting) code.free();
    waiting = [];
  }

  const compiledOf = (code: number) =>
    code in byFunction ? byFunction[code].current : compileAnew(code);

  function enter(record: number): Status | undefined {
    const code = get(get(record, FrameRecord.closure), Header.meta);
    const native = compiledOf(code);
    const place = native?.places.get(get(record, FrameRecord.pc) - get(code, FunctionObject.code));
    if (!native || place === undefined) return undefined;
    set(Region.state, State.budget, options.quantum() + 1);
    depth += 1;
    const base = get(record, FrameRecord.base);
    const status = compiler.enter(native.address, record, base, place);
    depth -= 1;
    freeWaiting();
    runtime.rethrow();
    return status;
  }

  function run(): Status {
    let record = get(Region.state, State.frame);
    while (get(record, FrameRecord.tier) === Tier.BASELINE && get(Region.state, State.poll) === 0) {
      const base = get(record, FrameRecord.base);
      const status = enter(record);
      if (status === undefined) set(record, FrameRecord.tier, Tier.INTERPRETER);
      else if (status !== Status.OK) return status;
      else {
        set(Region.state, State.stackTop, base + SLOT_SIZE);
        if (record === Region.frames) return Status.OK;
        record -= FrameRecord.size;
        set(Region.state, State.frame, record);
      }
    }
    return Status.SWITCH;
  }

  return {
    compile: (code) => compiledOf(code) !== null,
    recompile: (code) => compileAnew(code) !== null,
    canEnter: (code, offset) => compiledOf(code)?.places.has(offset) === true,
    entryOf,
    engine: { run },
    statistics: () => compiler.statistics(),
  };
}

createBaseline satisfies typeof contract.createBaseline;
