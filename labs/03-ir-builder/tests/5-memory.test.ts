import { graded, task } from '#grader/probe/graded.ts';
import { count, functionIn, functionsIn } from './printed-ir.ts';
import type { Access, accesses } from './scenarios.ts';

const needs = ['libLLVM'] as const;

/** Bytes that say where they are: no two words are the same. */
const bytes = Array.from(
  { length: 4096 },
  (_, index) => (index * 7 + (index >> 8) * 13 + 129) & 0xff,
);

/** A little-endian number of so many bytes, in hexadecimal as the scenario writes it. */
function numberAt(offset: number, size: number): string {
  return BigInt(
    `0x${Buffer.from(bytes.slice(offset, offset + size))
      .reverse()
      .toString('hex')}`,
  ).toString(16);
}

const hexOf = (value: bigint, size: number) =>
  Buffer.from(
    Array.from({ length: size }, (_, index) => Number((value >> BigInt(8 * index)) & 0xffn)),
  ).toString('hex');

task('03.5', "Memory through the VM's base", () => {
  graded(
    'reads words, values and addresses',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const at = 8 * random.integer(2, 200);
      const argument = 8 * random.integer(201, 400);
      const displacement = 4 * random.integer(1, 20);
      const list: Access[] = (['load32', 'load64', 'loadPointer'] as const).flatMap((op) => [
        { op, offset: at },
        { op, offset: at, displacement },
        { op, offset: 'argument' as const },
        { op, offset: 'argument' as const, displacement },
      ]);
      const seen = await probe.scenario<ReturnType<typeof accesses>>('accesses', {
        list: [...list],
        argument,
        stored: '0',
        bytes,
      });
      expect(seen.verdict, 'what the verifier says').toBe('');
      const wanted = list.map(({ op, offset, displacement: more = 0 }) =>
        numberAt((offset === 'argument' ? argument : offset) + more, op === 'load32' ? 4 : 8),
      );
      expect(
        seen.results,
        `accesses: ${list.map((access) => JSON.stringify(access)).join(' ')}`,
      ).toEqual(wanted);
    },
  );

  graded(
    'writes words, values and numbers',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const [at, argument] = [8 * random.integer(2, 200), 8 * random.integer(201, 400)];
      const displacement = 4 * random.integer(1, 20);
      // No byte of it is one that lies there already.
      const stored = 0x0102_0304_0506_0708n;
      const ops = ['store32', 'store64', 'storeDouble', 'storeConstant'] as const;
      const list: Access[] = ops.flatMap((op) => [
        { op, offset: at },
        { op, offset: 'argument' as const, displacement },
      ]);
      const zeroes = new Array<number>(4096).fill(0);
      const seen = await probe.scenario<ReturnType<typeof accesses>>('accesses', {
        list: [...list],
        argument,
        stored: `${stored}`,
        bytes: zeroes,
      });
      expect(seen.verdict, 'what the verifier says').toBe('');
      const wanted = list.map(({ op, offset, displacement: more = 0 }) => {
        const value = op === 'storeConstant' ? 0xffff_fffen : stored;
        const size = op === 'store64' || op === 'storeDouble' ? 8 : 4;
        return `${(offset === 'argument' ? argument : offset) + more}: ${hexOf(value, size)}`;
      });
      expect(
        seen.changed,
        `bytes that were changed by ${list.map((access) => JSON.stringify(access)).join(' ')}`,
      ).toEqual(wanted);
    },
  );

  graded(
    'makes addresses with and without a displacement',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const at = random.integer(1, 2000);
      const argument = random.integer(0x4000_0000, 0x7fff_0000);
      const displacement = random.integer(1, 100);
      const list: Access[] = [
        { op: 'at', offset: at },
        { op: 'at', offset: at, displacement },
        { op: 'at', offset: 'argument' },
        { op: 'at', offset: 'argument', displacement },
      ];
      const { results } = await probe.scenario<ReturnType<typeof accesses>>('accesses', {
        list: [...list],
        argument,
        stored: '0',
        bytes: [],
      });
      const wanted = [at, at + displacement, argument, argument + displacement];
      expect(results, 'distances from the base').toEqual(
        wanted.map((distance) => distance.toString(16)),
      );
    },
  );

  graded(
    'reads anew what another thread may change',
    { points: 2, needs },
    async ({ probe, expect, random }) => {
      const at = 8 * random.integer(2, 200);
      const { ir, results } = await probe.scenario<ReturnType<typeof accesses>>('accesses', {
        list: [
          { op: 'loadVolatile32', offset: at },
          { op: 'load32', offset: at },
        ],
        argument: 0,
        stored: '0',
        bytes,
      });
      expect(results).toEqual([numberAt(at, 4), numberAt(at, 4)]);
      const volatile = functionsIn(ir).map((fn) => count(fn, /^load volatile$/));
      expect(volatile, `volatile loads in loadVolatile32, and in load32, in\n${ir}`).toEqual([
        1, 0,
      ]);
    },
  );

  graded(
    'knows while compiling what can be known',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const at = 8 * random.integer(2, 200);
      const { ir } = await probe.scenario<ReturnType<typeof accesses>>('accesses', {
        list: [{ op: 'load64', offset: at, displacement: 8 }],
        argument: 0,
        stored: '0',
        bytes,
      });
      const arithmetic = count(functionIn(ir), /^(add|zext|sext|mul)$/);
      expect(arithmetic, `instructions that compute with numbers known already, in\n${ir}`).toBe(0);
    },
  );
});
