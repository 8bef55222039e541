import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import type { Random } from '#grader/probe/random.ts';
import { compute } from './expressions.ts';
import { count, functionIn } from './printed-ir.ts';
import type { FrameStep, frame, straightLine } from './scenarios.ts';

const needs = ['libLLVM'] as const;

/** Runs steps on slots; what was seen. */
function run(probe: Probe, steps: readonly FrameStep[], slots: readonly number[]) {
  return probe.scenario<ReturnType<typeof frame>>('frame', {
    steps: [...steps],
    slots: [...slots],
  });
}

/** Slots that `look` shows; those beyond the frame hold 0. */
const LOOKED_AT = 6;

const numbersOf = (random: Random, count: number) =>
  Array.from({ length: count }, (_, index) => random.integer(1, 9) + 10 * (index + 1));

const looked = (values: readonly (number | boolean)[]) =>
  Array.from({ length: LOOKED_AT }, (_, index) => `${values[index] ?? 0}`);

task('03.6', 'The frame in registers', () => {
  graded(
    'runs straight-line Lox over a frame',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const [a, b] = [random.integer(2, 50), random.integer(51, 99)];
      const n = random.integer(2, 9);
      const source = `fun f(a, b) {
  var c = a * b - ${n};
  var d = a - (a = c) + a;
  c = b = c / d;
  { var a = 5; d = d + a; }
  return a - b * (c - d) + (a = d) / a;
}`;
      const seen = await probe.scenario<ReturnType<typeof straightLine>>('straightLine', {
        source,
        args: [a, b],
      });
      const c = a * b - n;
      const d = a - c + c;
      const quotient = c / d;
      const result = c - quotient * (quotient - (d + 5)) + (d + 5) / (d + 5);
      expect(seen.verdict, 'what the verifier says').toBe('');
      expect(seen.seen, `f(${a}, ${b})`).toEqual([`${result}`]);
    },
  );

  graded(
    'loads what is read again only once',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const slots = numbersOf(random, 3);
      const { ir, seen } = await run(
        probe,
        [
          { op: 'load', index: 1 },
          { op: 'load', index: 1 },
          { op: 'see', index: 1 },
          { op: 'see', index: 3 },
          { op: 'see', index: 4 },
          { op: 'load', index: 2 },
          { op: 'store', index: 0 },
          { op: 'see', index: 0 },
          { op: 'see', index: 5 },
        ],
        slots,
      );
      const [, one, two] = slots;
      expect(seen).toEqual([one, one, one, two, two].map(String));
      expect(
        count(functionIn(ir), /^load/),
        `loads: entries 1 and 2 are read, some of them several times, in\n${ir}`,
      ).toBe(2);
    },
  );

  graded(
    'has everything in memory after a flush',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const slots = numbersOf(random, 2);
      const n = random.integer(100, 999);
      const { verdict, seen } = await run(
        probe,
        [
          { op: 'number', value: n },
          { op: 'store', index: 0 },
          { op: 'load', index: 1 },
          { op: 'boolean', value: true },
          { op: 'flush' },
          { op: 'look' },
        ],
        slots,
      );
      expect(verdict, 'what the verifier says').toBe('');
      expect(seen, 'numbers, booleans and values of any kind, each as 64 bits').toEqual(
        looked([n, slots[1], n, slots[1], true]),
      );
      const known = await run(
        probe,
        [
          { op: 'load', index: 1 },
          { op: 'load', index: 1 },
          { op: 'load', index: 1 },
          { op: 'compute', operator: '+' },
          { op: 'flush' },
          { op: 'look' },
        ],
        slots,
      );
      expect(
        known.seen.slice(0, 4),
        'slot 2, too, whose value turned out to be a number before it was stored',
      ).toEqual([...slots, slots[1], 2 * slots[1]].map(String));
    },
  );

  graded(
    'stores again what changed after a flush',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const slots = numbersOf(random, 2);
      const [n, m] = [random.integer(100, 499), random.integer(500, 999)];
      const { seen } = await run(
        probe,
        [
          { op: 'number', value: n },
          { op: 'store', index: 1 },
          { op: 'flush' },
          { op: 'drop' },
          { op: 'number', value: m },
          { op: 'store', index: 1 },
          { op: 'flush' },
          { op: 'look' },
        ],
        slots,
      );
      expect(seen, 'the second value of slot 1, not the first one').toEqual(
        looked([slots[0], m, m]),
      );
    },
  );

  graded(
    'has everything in memory on a way that leaves, too',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const slots = numbersOf(random, 2);
      const n = random.integer(100, 999);
      const steps = (taken: boolean): FrameStep[] => [
        { op: 'number', value: n },
        { op: 'store', index: 1 },
        { op: 'load', index: 0 },
        { op: 'away', taken },
        { op: 'flush' },
        { op: 'look' },
      ];
      const wanted = looked([slots[0], n, n, slots[0]]);
      const gone = await run(probe, steps(true), slots);
      expect(gone.seen.slice(0, LOOKED_AT), 'on the way that leaves').toEqual(wanted);
      const stayed = await run(probe, steps(false), slots);
      expect(stayed.verdict, 'what the verifier says').toBe('');
      expect(
        stayed.seen,
        'on the way that goes on: what the other way has stored was not stored here',
      ).toEqual(wanted);
    },
  );

  graded(
    'forgets references, and nothing else',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const slots = numbersOf(random, 3);
      const [n, moved] = [random.integer(100, 499), random.integer(500, 999)];
      const { verdict, seen } = await run(
        probe,
        [
          { op: 'load', index: 1 },
          { op: 'number', value: n },
          { op: 'store', index: 2 },
          { op: 'flushReferences' },
          // A collection moves what slots 1 and 3 refer to.
          { op: 'poke', index: 1, value: moved },
          { op: 'poke', index: 3, value: moved + 1 },
          { op: 'forgetReferences' },
          { op: 'see', index: 1 },
          { op: 'see', index: 3 },
          { op: 'see', index: 2 },
          { op: 'see', index: 4 },
          { op: 'flush' },
          { op: 'look' },
        ],
        slots,
      );
      expect(verdict, 'what the verifier says').toBe('');
      expect(
        seen,
        'a value of any kind is read from its slot again; a number is in its register still, stored or not',
      ).toEqual([
        ...[moved, moved + 1, n, n].map(String),
        ...looked([slots[0], moved, n, moved + 1, n]),
      ]);
    },
  );

  graded(
    'goes on with whatever order of steps',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const slots = numbersOf(random, 3);
      const model = [...slots];
      const steps: FrameStep[] = [];
      const wanted: string[] = [];
      const operators = ['+', '-', '*', '/'] as const;
      for (let turn = 0; turn < 40; turn += 1) {
        const index = random.integer(0, model.length - 1);
        const choice = random.integer(0, 9);
        if (choice <= 1 && model.length < 6) {
          steps.push({ op: 'load', index });
          model.push(model[index]);
        } else if (choice === 2 && model.length < 6) {
          const value = random.integer(1, 99);
          steps.push({ op: 'number', value });
          model.push(value);
        } else if (choice === 3 && model.length < 6) {
          const value = random.integer(1, 99);
          steps.push({ op: 'pushStored', value });
          model.push(value);
        } else if (choice === 4 && model.length > 4) {
          const operator = random.pick(operators);
          steps.push({ op: 'compute', operator });
          const right = model.pop() ?? 0;
          model.push(compute(operator, model.pop() ?? 0, right));
        } else if (choice === 5 && model.length > 3) {
          steps.push({ op: 'drop' });
          model.pop();
        } else if (choice === 6) {
          steps.push({ op: 'store', index });
          model[index] = model[model.length - 1];
        } else if (choice === 7) {
          steps.push({ op: 'flushReferences' }, { op: 'forgetReferences' });
        } else if (choice === 8) steps.push({ op: 'away', taken: false });
        else {
          steps.push({ op: 'see', index });
          wanted.push(`${model[index]}`);
        }
      }
      steps.push({ op: 'flush' });
      for (const index of model.keys()) {
        steps.push({ op: 'see', index });
        wanted.push(`${model[index]}`);
      }
      steps.push({ op: 'look' });
      const { verdict, seen } = await run(probe, steps, slots);
      expect(verdict, 'what the verifier says').toBe('');
      expect(seen.slice(0, wanted.length), JSON.stringify(steps)).toEqual(wanted);
      expect(
        seen.slice(wanted.length, wanted.length + model.length),
        JSON.stringify(steps),
      ).toEqual(model.map(String));
    },
  );
});
