/** Sources to make skeletons of, for tests. */
import type { Lab } from '../lab/course.ts';
import { makeSkeleton } from './skeleton.ts';

const task = (id: string, title: string) => ({ id, title, points: 50, stretch: false, hints: [] });

/** A lab with two tasks and one file. */
export const lab: Lab = {
  id: '42',
  name: '42-fixtures',
  title: 'Fixtures',
  files: [
    { file: 'module.ts', key: '#vm/fixtures/module', solution: 'solutions/fixtures/module.ts' },
  ],
  tasks: [task('42.1', 'Count'), task('42.2', 'Compare')],
};

/** The skeleton of a source, not formatted. */
export function skeletonOf(text: string): string {
  return makeSkeleton({ file: lab.files[0].solution, text }, lab);
}

/** Functions of every shape that a tag may stand on. */
export const functions = `/**
 * Counting, in many ways.
 *
 *     a picture  ──▶  with its indentation
 */
import type { Machine } from '#shared/contracts/machine.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { Kind, Region, SLOT_SIZE } from '#shared/memory/layout.ts';
import * as natives from '#shared/runtime/natives.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';

interface Counter {
  count(slot: Slot): number;
  readonly isString: (slot: Slot) => boolean;
  readonly reset: () => void;
  readonly slots: number;
  readonly surplus?: () => number;
}

/** Makes a counter; this part is given. */
export function createCounter(machine: Pick<Machine, 'memory' | 'values'>): Counter {
  const { i32 } = machine.memory;
  const START = Region.state;
  const isKind = createIsKind(machine.memory, machine.values);

  /**
   * Adds one, and says how far
   * one has come.
   *
   *     0 ──▶ 1
   * @lab 42.1 Add one
   * @returns the count
   */
  function increment(): number {
    // In memory, where all can see it.
    i32[START >> 2] += SLOT_SIZE;
    return i32[START >> 2];
  }

  /** @lab 42.1 */
  const isString = (slot: Slot): boolean => isKind(slot, Kind.STRING);

  /**
   * Gives the answer away.
   * @lab 42.1 omit
   */
  const helper = function (): number {
    return natives.nativeFunctions.length;
  };

  return {
    slots: SLOT_SIZE,

    /**
     * Counts a slot.
     * @lab 42.2 Count slots
     */
    count(slot) {
      return increment() + slot + helper();
    },

    isString,

    /** @lab 42.2 omit */
    surplus: () => 1,

    /** Starts again. @see count
     * @lab 42.2 Begin at 0
     */
    reset: () => {
      i32[START >> 2] = 0;
    },
  };
}

/** Takes its time. @lab 42.2 Wait! */
export async function later(): Promise<number> {
  return 1;
}

/** @lab 42.2 omit */
export function* numbers(): Generator<number> {
  yield 1;
}
`;

/** Regions in a switch and in a plain function. */
export const regions = `import { type Engine, Status } from '#shared/contracts/engine.ts';
import { Called } from '#shared/contracts/interpreter.ts';
import type { Op } from '#shared/lox/opcodes.ts';

export function createLoop(u8: Uint8Array): Engine {
  const { OK, ERROR, SWITCH } = Status;

  function run(): Status {
    let pc = 0;
    frame: for (;;) {
      switch (u8[pc]) {
        // A worked example.
        case 1 satisfies typeof Op.NIL:
          pc += 1;
          break;

        // @lab 42.2 Comparisons
        // Each pops two numbers and pushes a boolean;
        // NaN is not equal to itself.
        case 17 satisfies typeof Op.GREATER:
          pc += 1;
          break;
        case 18 satisfies typeof Op.GREATER_EQUAL: {
          pc += 1;
          break frame;
        }
        // @end

        case 28 satisfies typeof Op.JUMP: {
          // @lab 42.1 Jump

          // The distance counts from the next instruction.
          const distance = u8[pc + 1];
          pc += distance;
          // @end
          break;
        }
        case 32 satisfies typeof Op.LOOP:
          // @lab 42.1 Loop
          if (pc === Called.FAILED) return ERROR;
          pc -= u8[pc + 1];
          break;
          // @end
        // @lab 42.2
        case 38 satisfies typeof Op.RETURN:
          return OK;
        default:
          throw new Error('// @lab 42.1 in a string is no tag');
        // @end
      }
    }
    return SWITCH;
  }

  return { run };
}

export function total(numbers: readonly number[]): number {
  let sum = 0;
  // @lab 42.1 Add them up
  for (const number of numbers) {
    sum += number;
  }
  // @end
  return sum;
}
`;
