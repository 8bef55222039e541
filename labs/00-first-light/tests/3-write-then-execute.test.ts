import { hex, strangeFunction } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';
import type { Random } from '#grader/probe/random.ts';
import { hostArchitecture } from '#shared/memory/architecture.ts';
import { pageSize } from '#shared/memory/code-pages.ts';

const page = pageSize();
const needs = ['machine code'] as const;

const word = (random: Random) => random.integer(-(2 ** 31), 2 ** 31 - 1);

/** Code, and how long it is with what follows it. */
type Given = { code: number[]; length: number; page: number };
type Protections = { before: string[] | null; after: string[] | null; bytes: number[] };
type Complaints = { call: string | null; twice: string | null };

/** Code that fills more than one page: behind its end the scenario counts 0, 1, 2 and so on. */
function longCode(random: Random): Given {
  const code = strangeFunction(hostArchitecture(), word(random), word(random));
  const length = page * random.integer(1, 3) + random.integer(code.length, page - 1);
  return { code, length, page };
}

function bytesOf({ code, length }: Given): number[] {
  return Array.from({ length }, (_, at) => code[at] ?? (at - code.length) & 0xff);
}

/** The same protection for all pages of the code, as the scenario's are joined. */
function allPages({ length }: Given, protection: string): string {
  return new Array<string>(Math.ceil(length / page)).fill(protection).join(' ');
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
      const given = longCode(random);
      const { before, bytes } = await probe.scenario<Protections>('protections', given);
      expect(hex(bytes), 'the bytes that lie at the address').toBe(hex(bytesOf(given)));
      expect(
        before?.join(' ') ?? allPages(given, 'rw-p'),
        'each page, which is not both w and x',
      ).toBe(allPages(given, 'rw-p'));
      const { call } = await probe.scenario<Complaints>('tooEarly', { code: given.code });
      expect(call, 'toFunction before makeExecutable, which throws and names the state').toMatch(
        'writable',
      );
      const { ended } = await probe.scenarioToAnyEnd('executeWritable', given);
      expect(ended, 'its address called all the same').toMatchObject({ kind: 'signal' });
    },
  );

  graded(
    'makes them executable, and no longer writable',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const given = longCode(random);
      const { after } = await probe.scenario<Protections>('protections', given);
      expect(
        after?.join(' ') ?? allPages(given, 'r-xp'),
        'each page, which is not both w and x',
      ).toBe(allPages(given, 'r-xp'));
      const { twice } = await probe.scenario<Complaints>('tooEarly', { code: given.code });
      expect(twice, 'makeExecutable twice, which throws and names the state').toMatch('executable');
      const { ended } = await probe.scenarioToAnyEnd('writeExecutable', given);
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
