/**
 * The frame stack as data: walking it, naming where each frame stands, and the
 * stack trace of an error.
 */
import type { LoadedFunction } from '../contracts/machine.ts';
import type { Reference } from '../contracts/values.ts';
import { type BytecodeFunction, functionsIn, instructionAt } from '../lox/bytecode.ts';
import type { Span } from '../lox/source.ts';
import { FrameRecord, FunctionObject, Header, Region, State } from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** A frame as its record describes it. */
export interface Frame {
  /** Offset of the record. */
  readonly record: number;
  readonly function: LoadedFunction;
  /** Bytecode offset, within the function, of the instruction at which the frame goes on. */
  readonly pc: number;
  /** Offset of slot 0. */
  readonly base: number;
  readonly tier: number;
}

/** The frames of the running program, whichever tiers run them. */
export interface Frames {
  /** Whether a program is running. */
  readonly active: () => boolean;
  /** All frames, newest first. */
  readonly walk: () => Generator<Frame>;
  /** The newest frame. There must be one. */
  readonly newest: () => Frame;
  /** Pushes the first frame of all: a script's, whose closure is in the stack's first slot. */
  readonly pushFirst: (closure: Reference) => void;
}

/** Makes the frame walker of one VM. */
export function createFrames(memory: LinearMemory, functions: readonly LoadedFunction[]): Frames {
  const { i32 } = memory;
  const frameAt = (record: number): Frame => {
    const field = (offset: number) => i32[(record + offset) >> 2];
    const code = i32[(field(FrameRecord.closure) + Header.meta) >> 2];
    return {
      record,
      function: functions[i32[(code + FunctionObject.id) >> 2]],
      pc: field(FrameRecord.pc) - i32[(code + FunctionObject.code) >> 2],
      base: field(FrameRecord.base),
      tier: field(FrameRecord.tier),
    };
  };
  const newestRecord = () => i32[(Region.state + State.frame) >> 2];
  return {
    active: () => newestRecord() !== 0,
    newest: () => frameAt(newestRecord()),
    pushFirst(closure) {
      const code = i32[(closure + Header.meta) >> 2];
      i32[(Region.frames + FrameRecord.closure) >> 2] = closure;
      i32[(Region.frames + FrameRecord.pc) >> 2] = i32[(code + FunctionObject.code) >> 2];
      i32[(Region.frames + FrameRecord.base) >> 2] = Region.stack;
      i32[(Region.frames + FrameRecord.tier) >> 2] = i32[(code + FunctionObject.tier) >> 2];
      i32[(Region.state + State.frame) >> 2] = Region.frames;
    },
    *walk() {
      for (let record = newestRecord(); record >= Region.frames; record -= FrameRecord.size) {
        yield frameAt(record);
      }
    },
  };
}

/**
 * Which instruction a frame is in. A record's pc is a return address: the
 * instruction that is being executed ends there. Only the newest frame of a
 * program that was stopped between two instructions is at the next one.
 */
export type Position = 'executing' | 'next';

/** The source of the instruction that a frame stands at. */
export function spanAt(code: BytecodeFunction, pc: number, position: Position): Span {
  return code.spans[instructionAt(code, position === 'executing' ? pc - 1 : pc)];
}

/** Traces longer than this are shortened: so many lines at the top and at the bottom stay. */
const TRACE_TOP = 24;
const TRACE_BOTTOM = 8;

/**
 * The stack trace, newest frame first, a line such as `[line 3] in f()` for
 * each. Long ones leave out the middle and say how much.
 */
export function stackTrace(frames: Frames, newest: Position): string[] {
  const walked = [...frames.walk()];
  const placeOf = createPlaceOf(walked.at(-1));
  const lines = walked.map((frame, index) => {
    const { name, kind } = frame.function.bytecode;
    const place = placeOf(frame, index === 0 ? newest : 'executing');
    return `[${place}] in ${kind === 'script' ? 'script' : `${name}()`}`;
  });
  const omitted = lines.length - TRACE_TOP - TRACE_BOTTOM;
  if (omitted > 1) lines.splice(TRACE_TOP, omitted, `[${omitted} more calls]`);
  return lines;
}

/**
 * Says where a frame stands. Lines are those of the running script's source: a
 * function that a REPL was given earlier has none there.
 * @param oldest the script's frame; undefined: nothing runs yet
 */
function createPlaceOf(oldest: Frame | undefined): (frame: Frame, position: Position) => string {
  const present = new Set(oldest && functionsIn(oldest.function.bytecode));
  return ({ function: { bytecode }, pc }, position) =>
    present.has(bytecode) ? `line ${spanAt(bytecode, pc, position).end.line}` : 'earlier input';
}
