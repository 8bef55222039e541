import { strangeFunction } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';
import type { Random } from '#grader/probe/random.ts';
import { hostArchitecture } from '#shared/memory/architecture.ts';
import { pageSize } from '#shared/memory/code-pages.ts';

const page = pageSize();
const needs = ['machine code'] as const;

const word = (random: Random) => random.integer(-(2 ** 31), 2 ** 31 - 1);

/** Code that fills more than one page: a function, and bytes behind it. */
function longCode(random: Random): number[] {
  const code = strangeFunction(hostArchitecture(), word(random), word(random));
  const length = page * random.integer(1, 3) + random.integer(1, page - 1);
  return [...code, ...Array.from({ length: length - code.length }, () => random.integer(0, 255))];
}

task('00.3', 'Write, then execute', () => {
  graded('rounds up to whole pages', { points: 1, needs }, async ({ probe, expect, random }) => {
    const pages = random.integer(2, 9);
    const lengths = [
      1,
      page - 1,
      page,
      page + 1,
      pages * page,
      pages * page + random.integer(1, page - 1),
    ];
    const sizes = await probe.scenario<{ rounded: number; size: number; address: number }[]>(
      'sizes',
      { lengths },
    );
    for (const [index, { rounded, size, address }] of sizes.entries()) {
      const expected = Math.ceil(lengths[index] / page) * page;
      const code = `code of ${lengths[index]} bytes, in pages of ${page} bytes`;
      expect(rounded, `roundToPages: ${code}`).toBe(expected);
      expect(size, `mapCode's size: ${code}`).toBe(expected);
      expect(
        address % page,
        `mapCode's address 0x${address.toString(16)}, over the page size`,
      ).toBe(0);
    }
  });

  graded(
    'fills pages that can be written and not executed',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const code = longCode(random);
      const { before, bytes } = await probe.scenario<Protections>('protections', { code, page });
      expect(bytes, 'the bytes that lie at the address').toEqual(code);
      expect(before ?? writable(code), 'what may be done with each page').toEqual(writable(code));
      const { call } = await probe.scenario<{ call: string | null }>('tooEarly', { code });
      expect(
        call,
        'toFunction before makeExecutable, which is to throw and name the state',
      ).toMatch('writable');
      const { ended } = await probe.scenarioToAnyEnd('executeWritable', { code });
      expect(ended, 'called all the same, at its address').toMatchObject({ kind: 'signal' });
    },
  );

  graded(
    'makes them executable, and no longer writable',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const code = longCode(random);
      const { after } = await probe.scenario<Protections>('protections', { code, page });
      expect(after ?? executable(code), 'what may be done with each page').toEqual(
        executable(code),
      );
      const { twice } = await probe.scenario<{ twice: string | null }>('tooEarly', { code });
      expect(twice, 'makeExecutable twice, which is to throw and name the state').toMatch(
        'executable',
      );
      const { ended } = await probe.scenarioToAnyEnd('writeExecutable', { code });
      expect(ended, 'written into all the same').toMatchObject({ kind: 'signal' });
    },
  );

  graded(
    'returns 42, from the processor',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const values = [42, -1, ...Array.from({ length: 8 }, () => word(random))];
      expect(await probe.scenario('callReturns', { values })).toEqual(values);
    },
  );

  graded(
    'runs code that it has never seen',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const [factor, addend] = [word(random), word(random)];
      const inputs = [0, 1, -1, ...Array.from({ length: 8 }, () => word(random))];
      const code = strangeFunction(hostArchitecture(), factor, addend);
      const results = await probe.scenario('callCode', { code, inputs });
      expect(results).toEqual(inputs.map((input) => (Math.imul(input, factor) + addend) | 0));
    },
  );
});

type Protections = { before: string[] | null; after: string[] | null; bytes: number[] };

const pagesOf = (code: number[]) => Math.ceil(code.length / page);
const writable = (code: number[]) => new Array(pagesOf(code)).fill('rw-p');
const executable = (code: number[]) => new Array(pagesOf(code)).fill('r-xp');
