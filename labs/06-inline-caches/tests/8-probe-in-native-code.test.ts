import { graded, task } from '#grader/probe/graded.ts';
import type { probeSite, runNative, useLookups } from './scenarios.ts';

const needs = ['libLLVM'] as const;

task('06.8', 'Probe in native code', () => {
  graded(
    'finds the shape in each of the four entries',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const first = random.integer(1_000, 90_000) * 8;
      const [a, b, c, d, other] = random.shuffle([0, 88, 176, 264, 352]).map((at) => first + at);
      const asked = random.shuffle([a, b, c, d, other]);
      const entries = new Map([a, b, c, d].map((shape, index) => [shape, `entry ${index}`]));
      const known = asked.map((shape) => entries.get(shape) ?? 'nothing');
      const ask = (own: number, block?: readonly number[]) =>
        probe.scenario<ReturnType<typeof probeSite>>('probeSite', {
          own,
          asked,
          native: true,
          ...(block && { block }),
        });
      expect(await ask(a, [b, c, d])).toEqual(known);
      expect(await ask(-a, [-b, c, -d]), 'a shape may be negated in any entry').toEqual(known);
      const two = asked.map((shape) =>
        shape === a || shape === b ? entries.get(shape) : 'nothing',
      );
      expect(await ask(a, [b, 0, 0]), 'two entries are free').toEqual(two);
      const one = asked.map((shape) => (shape === a ? 'entry 0' : 'nothing'));
      expect(await ask(a), 'a site without a block').toEqual(one);
      expect(await ask(0), 'a site that knows nothing').toEqual(asked.map(() => 'nothing'));
    },
  );

  graded(
    'asks the global lookup cache at a megamorphic site',
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const shape = random.integer(1_000, 90_000) * 8;
      const [x, y] = [random.identifier(), `${random.identifier()}y`];
      const link = random.integer(100, 900) * 8;
      const source = [
        `find ${shape} ${x}`,
        `put ${shape} ${x} 16 0`,
        `put ${shape} ${x}= 24 ${link}`,
        `put ${shape + 88} ${y} 0 ${link}`,
        `find ${shape} ${x}=`,
        `find ${shape} ${y}`,
        `find ${shape + 88} ${x}`,
        `find ${shape + 88} ${y}`,
        'clear',
        `find ${shape + 88} ${y}`,
      ].join('\n');
      const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
        source,
        native: true,
      });
      expect(found, 'what `put` has noted, in TypeScript, machine code finds').toEqual([
        `find ${shape} ${x}: nothing`,
        `find ${shape} ${x}=: 24, ${link}`,
        `find ${shape} ${y}: nothing`,
        `find ${shape + 88} ${x}: nothing`,
        `find ${shape + 88} ${y}: 0, ${link}`,
        `find ${shape + 88} ${y}: nothing`,
      ]);
      const names = Array.from({ length: 150 }, (_, index) => `${random.identifier()}${index}`);
      const many = names.flatMap((name) =>
        [0, 1, 2, 3, 4, 5, 6, 7].map((index) => `${shape + index * 88} ${name}`),
      );
      const useAll = (native: boolean) =>
        probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
          native,
          source: [
            ...many.map((pair, index) => `put ${pair} 16 ${index}`),
            ...many.map((pair) => `find ${pair}`),
          ].join('\n'),
        });
      expect(await useAll(true), 'both look for a pair in the same place').toEqual(
        await useAll(false),
      );
    },
  );

  graded(
    "binds a superclass's method without leaving native code",
    { points: 4, needs },
    async ({ probe, expect, random }) => {
      const times = random.integer(20, 40);
      const run = (times: number) =>
        probe.scenario<ReturnType<typeof runNative>>('runNative', {
          held: ['script', 'init', 'other'],
          source: `class A { m() { return "A"; } } class B < A { m() { return super.m; } other() { this.m(); } }
            var b = B(); for (var i = 0; i < ${times}; i = i + 1) b.other(); print b.m(); var f = b.m(); print f();`,
        });
      const [few, many] = [await run(times), await run(3 * times)];
      expect(few).toMatchObject({ output: '<fn m>\nA\n', errors: [] });
      expect(
        many.crossings,
        `calls from native code to the VM for ${3 * times} reads of \`super.m\`; for ${times} reads it made ${few.crossings}`,
      ).toBe(few.crossings);
    },
  );
});
