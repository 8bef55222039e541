import { expect, test } from 'vitest';
import { functions, regions, skeletonOf } from './fixtures.ts';
import { format } from './format.ts';

const formatted = (text: string) => format('solutions/fixtures/module.ts', skeletonOf(text));

test('functions of every shape become unfinished and keep their doc comments', () => {
  expect(formatted(functions)).toMatchInlineSnapshot(`
    "// Lab 42, Fixtures: module.ts
    //
    // To start, run \`npm run lab -- start 42\`. It copies this file to mine/42-fixtures/;
    // edit it there. The handout is labs/42-fixtures/README.md.

    /**
     * Counting, in many ways.
     *
     *     a picture  ──▶  with its indentation
     */
    import type { Machine } from '#shared/contracts/machine.ts';
    import { unfinished } from '#shared/contracts/unfinished.ts';
    import type { Slot } from '#shared/contracts/values.ts';
    import { Region, SLOT_SIZE } from '#shared/memory/layout.ts';
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
       * Task 42.1: Add one.
       *
       * Adds one, and says how far
       * one has come.
       *
       *     0 ──▶ 1
       * @returns the count
       */
      function increment(): number {
        return unfinished('42.1');
      }

      /** Task 42.1: Count. */
      const isString = (slot: Slot): boolean => {
        return unfinished('42.1');
      };

      return {
        slots: SLOT_SIZE,

        /**
         * Task 42.2: Count slots.
         *
         * Counts a slot.
         */
        count(slot) {
          return unfinished('42.2');
        },

        isString,

        /**
         * Task 42.2: Begin at 0.
         *
         * Starts again. @see count
         */
        reset: () => {
          return unfinished('42.2');
        },
      };
    }

    /**
     * Task 42.2: Wait!
     *
     * Takes its time.
     */
    export async function later(): Promise<number> {
      return unfinished('42.2');
    }
    "
  `);
});

test('regions become unfinished and keep case labels and specification', () => {
  expect(formatted(regions)).toMatchInlineSnapshot(`
    "// Lab 42, Fixtures: module.ts
    //
    // To start, run \`npm run lab -- start 42\`. It copies this file to mine/42-fixtures/;
    // edit it there. The handout is labs/42-fixtures/README.md.

    import { type Engine, Status } from '#shared/contracts/engine.ts';
    import { unfinished } from '#shared/contracts/unfinished.ts';
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

            // Task 42.2: Comparisons.
            // Each pops two numbers and pushes a boolean;
            // NaN is not equal to itself.
            case 17 satisfies typeof Op.GREATER:
            case 18 satisfies typeof Op.GREATER_EQUAL:
              return unfinished('42.2');

            case 28 satisfies typeof Op.JUMP: {
              // Task 42.1: Jump.
              return unfinished('42.1');
              break;
            }
            case 32 satisfies typeof Op.LOOP:
              // Task 42.1: Loop.
              return unfinished('42.1');
            // Task 42.2: Compare.
            case 38 satisfies typeof Op.RETURN:
            default:
              return unfinished('42.2');
          }
        }
        return SWITCH;
      }

      return { run };
    }

    export function total(numbers: readonly number[]): number {
      let sum = 0;
      // Task 42.1: Add them up.
      return unfinished('42.1');
      return sum;
    }
    "
  `);
});

const tagged = '/** @lab 42.1 */\nfunction f(): void {}\n';

test('imports are kept only where something uses them', () => {
  const imports = `import 'node:process';
import fs from 'node:fs';
import type * as contract from '#shared/contracts/interpreter/calls.ts';
import { type Slot, type Values } from '#shared/contracts/values.ts';
import { Kind as K, Region as R } from '#shared/memory/layout.ts';
`;
  const uses = 'export const used: Slot = R.state satisfies typeof contract.never;\n';
  expect(
    skeletonOf(imports + tagged + uses)
      .split('\n')
      .slice(5, 11),
  ).toEqual([
    "import 'node:process';",
    "import type * as contract from '#shared/contracts/interpreter/calls.ts';",
    "import { unfinished } from '#shared/contracts/unfinished.ts';",
    "import { type Slot } from '#shared/contracts/values.ts';",
    "import { Region as R } from '#shared/memory/layout.ts';",
    '/** Task 42.1: Count. */',
  ]);
});

test('a file without imports gets one', () => {
  expect(skeletonOf(tagged)).toContain(
    "import { unfinished } from '#shared/contracts/unfinished.ts';\n",
  );
});

test('line comments and text that only look like tags stay', () => {
  const text = `${tagged}\nconst text = '// @lab 42.1';\nconst pattern = /@end/;\n`;
  expect(skeletonOf(text)).toContain(`const text = '// @lab 42.1';\nconst pattern = /@end/;\n`);
});
