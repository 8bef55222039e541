import { strangeFunction } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';
import { hostArchitecture } from '#shared/memory/architecture.ts';
import { pageSize } from '#shared/memory/code-pages.ts';

const page = pageSize();
const needs = ['machine code'] as const;

type Released = { before: (number | null)[]; after: (number | null)[] };

task('00.5', 'Give it back', () => {
  graded(
    'gives every page back to the system',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const code = strangeFunction(hostArchitecture(), 3, 4);
      const lengths = [1, page, ...Array.from({ length: 30 }, () => random.integer(1, 20 * page))];
      const { before, after } = await probe.scenario<Released>('afterRelease', { lengths, page });
      if (process.platform === 'linux') {
        expect(before, 'executable pages before').toEqual(
          lengths.map((length) => Math.ceil(length / page)),
        );
        expect(after, 'executable pages after').toEqual(lengths.map(() => 0));
      } else {
        const { ended } = await probe.scenarioToAnyEnd('readReleased', { code });
        expect(ended, 'reading what was given back').toMatchObject({ kind: 'signal' });
      }
      const { makeExecutable } = await probe.scenario<{ makeExecutable: string | null }>(
        'releaseWritable',
        { code },
      );
      expect(makeExecutable, 'makeExecutable after writable code was released').toMatch('released');
    },
  );

  graded(
    'says so when released code is used',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const [a, b, input] = Array.from({ length: 3 }, () =>
        random.integer(-(2 ** 31), 2 ** 31 - 1),
      );
      const architecture = hostArchitecture();
      const code = strangeFunction(architecture, a, b);
      const other = strangeFunction(architecture, b, a);
      const seen = await probe.scenario('useReleased', { code, other, input });
      const second = (Math.imul(input, b) + a) | 0;
      expect(seen).toEqual({
        first: (Math.imul(input, a) + b) | 0,
        second,
        call: expect.stringContaining('released'),
        toFunction: expect.stringContaining('released'),
        makeExecutable: expect.stringContaining('released'),
        release: expect.stringContaining('released'),
        secondAgain: second,
      });
    },
  );
});
