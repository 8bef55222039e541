import { problemsOf } from '#grader/corpus/problems.ts';
import { conformancePrograms } from '#grader/corpus/programs.ts';
import { graded, task } from '#grader/probe/graded.ts';
import { assignments, distinctNames } from './names.ts';
import type { runAll, treesAfter } from './scenarios.ts';

task('07.4', 'Forget dead children', () => {
  graded(
    'takes freed shapes out of the tree, and no others',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const [a, b, c, d] = distinctNames(random, 4);
      const n = random.integer(10, 99);
      const box = (name: string, fields: readonly string[]) =>
        `var ${name} = Box(); ${assignments(name, fields, (index) => n + index)}`;
      const sources = [
        `class Box {} ${box('kept', [a, b])}`,
        `{ ${box('first', [a, c])} ${box('second', [c, d])} ${box('third', [d])} print second.${d}; }`,
        `${box('again', [a, c])} { ${box('fourth', [d, b])} print fourth.${b}; }`,
        `kept = nil; print again.${c};`,
      ];
      const trees = [`${a}(${b})`, `${a}(${b})`, `${a}(${[b, c].sort().join(' ')})`, `${a}(${c})`];
      // First the half in which no memory is used again: what is wrong there is easier to see.
      for (const parts of [2, 4]) {
        const found = await probe.scenario<ReturnType<typeof treesAfter>>('treesAfter', {
          name: 'Box',
          sources: sources.slice(0, parts),
        });
        expect(found.flatMap(({ errors }) => errors)).toEqual([]);
        expect(
          found.map(({ tree }) => tree),
          'the tree of Box after each part and a collection: a field, and in brackets what comes after it',
        ).toEqual(trees.slice(0, parts));
        expect(found.map(({ output }) => output).join('')).toBe(`${n + 1}\n`.repeat(parts - 1));
      }
    },
  );

  graded(
    'makes new shapes where freed ones were',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [a, b, c] = distinctNames(random, 3);
      const run = async (rounds: number) =>
        probe.run(
          `class Box {}
          fun make(n) { var box = Box(); if (n > 1) { box.${a} = n; box.${b} = n + 1; } else { box.${b} = n; box.${c} = n; box.${a} = n + 2; } return box; }
          var kept = make(2); var sum = 0;
          for (var i = 0; i < ${rounds}; i = i + 1) { sum = sum + make(1).${a}; sum = sum + make(2).${b}; sum = sum + kept.${b}; }
          print sum;`,
          { stressGc: true },
        );
      const [few, many] = [await run(10), await run(30)];
      expect(few.output).toBe(`${10 * 9}\n`);
      expect(many.output).toBe(`${30 * 9}\n`);
      expect(
        many.statistics?.heap.nonMovingBytes,
        'bytes of shapes and of code after 30 rounds, as after 10',
      ).toBe(few.statistics?.heap.nonMovingBytes);
    },
  );

  graded(
    'runs while everything moves, at every allocation',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const words = distinctNames(random, 3);
      const run = await probe.run(
        `class Pair { init(left, right) { this.left = left; this.right = right; } both() { return this.left + this.right; } }
        class Tail < Pair { init(n) { super.init("${words[0]}" + n, "${words[1]}"); this.more = n + "${words[2]}"; } }
        var tails = nil;
        for (var i = 0; i < 5; i = i + 1) { var t = Tail("-"); t.next = tails; tails = t; }
        while (tails != nil) { print tails.both() + tails.more; tails = tails.next; }`,
        { stressGc: true },
      );
      expect(run.errors).toEqual([]);
      expect(run.output).toBe(`${words[0]}-${words[1]}-${words[2]}\n`.repeat(5));
    },
  );

  graded('runs programs of the corpus', { points: 2 }, async ({ probe, expect, random }) => {
    const programs = random
      .shuffle(conformancePrograms().filter(({ source }) => source.includes('class ')))
      .slice(0, 20);
    for (const stressGc of [false, true]) {
      // A collection at every allocation takes its time.
      const chosen = stressGc ? programs.filter(isShort).slice(0, 6) : programs;
      const tier = stressGc ? 'interpreter' : 'threaded';
      const { text, count } = await problemsOf(chosen, (sources) =>
        probe.scenario<ReturnType<typeof runAll>>('runAll', { sources, stressGc, tier }),
      );
      expect(
        text,
        `${count} of ${chosen.length} programs with classes, chosen at random${stressGc ? ', with a collection at every allocation' : ''}`,
      ).toBe('');
    }
  });
});

const isShort = ({ source }: { readonly source: string }) => source.length < 1_000;
