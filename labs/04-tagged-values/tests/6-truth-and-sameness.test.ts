import { graded, task } from '#grader/probe/graded.ts';
import { forbidden, lengthOf } from './listing.ts';
import type { EmitterName, irOf, nativePairs, nativeTests } from './scenarios.ts';
import {
  areSame,
  byPair,
  byValue,
  digits,
  forPairs,
  isNumber,
  nans,
  numbers,
  references,
} from './some-values.ts';

const needs = ['libLLVM'] as const;

task('04.6', 'Truth and sameness', () => {
  graded('knows what counts as false', { points: 4, needs }, async ({ probe, expect, random }) => {
    const others = [0, -0, 2, 2 ** 40].map(digits);
    const list = ['nil', 'false', 'true', ...others, ...nans, ...references(random)];
    const found = await probe.scenario<ReturnType<typeof nativeTests>>('nativeTests', {
      name: 'isFalsey',
      list,
    });
    expect(byValue(list, found), 'isFalsey: 1 or 0').toEqual(
      byValue(
        list,
        list.map((value) => (value === 'nil' || value === 'false' ? 1 : 0)),
      ),
    );
  });

  graded('knows identical values', { points: 3, needs }, async ({ probe, expect, random }) => {
    const list = ['nil', 'true', 'false', 'empty', ...references(random)];
    const found = await probe.scenario<ReturnType<typeof nativePairs>>('nativePairs', {
      name: 'identical',
      list,
    });
    expect(byPair(list, found), 'identical').toEqual(byPair(list, forPairs(list, areSame)));
    const mixed = ['nil', 'true', references(random)[0], ...[0, 1, 2.5].map(digits)];
    const unlike = await probe.scenario<ReturnType<typeof nativePairs>>('nativePairs', {
      name: 'identical',
      list: mixed,
    });
    const relevant = (answers: boolean[][]) =>
      answers.map((row, left) =>
        row.filter((_, right) => !isNumber(mixed[left]) || !isNumber(mixed[right])),
      );
    expect(relevant(unlike), 'a number is identical to nothing but numbers').toEqual(
      relevant(forPairs(mixed, areSame)),
    );
  });

  graded('compares numbers as numbers', { points: 5, needs }, async ({ probe, expect, random }) => {
    const list = [...numbers(random), ...nans, 'nil', 'true', 'false', ...references(random)];
    const found = await probe.scenario<ReturnType<typeof nativePairs>>('nativePairs', {
      name: 'same',
      list,
    });
    expect(
      byPair(list, found),
      'same: 0 is -0, NaN is nothing; the same as the TypeScript side says',
    ).toEqual(byPair(list, forPairs(list, areSame)));
  });

  graded('takes no branch', { points: 2, needs }, async ({ probe, expect }) => {
    const names: EmitterName[] = ['isFalsey', 'identical', 'same'];
    const found = await probe.scenario<ReturnType<typeof irOf>>('irOf', { names });
    expect(found.flatMap(forbidden), 'no memory access, no branch, no call').toEqual([]);
    const most: Partial<Record<EmitterName, number>> = { isFalsey: 4, identical: 2, same: 16 };
    const long = found.filter((emitted) => lengthOf(emitted) > (most[emitted.name] ?? 2));
    expect(
      long.map(({ optimized }) => optimized).join('\n'),
      'instructions that are left when the optimizer is done: at most 4 of isFalsey, 2 of identical, 16 of same',
    ).toBe('');
  });

  graded('decides natively', { points: 4, needs }, async ({ probe, expect, random }) => {
    const n = random.integer(20, 60);
    const run = await probe.run(
      `fun truth(v) { if (v) return "yes"; return "no"; }
       fun count(limit, what) { var hits = 0; var i = 0; while (i != limit) { if (i == 5 or i == what) hits = hits + 1; i = i + 1; } return hits; }
       fun same(a, b) { return a == b; }
       print truth(0); print truth(nil); print truth("");  print truth(1 > 2); print truth(truth);
       print count(${n}, 7); print count(${n}, nil);
       print same(0, -0); print same(0/0, 0/0); print same(nil, 1 > 2); print same("a" + "b", "ab"); print same(truth, truth); print same(truth, same); print !same(1, nil);`,
      { tier: 'baseline' },
    );
    expect(run.output).toBe(
      'yes\nno\nyes\nno\nyes\n2\n1\ntrue\nfalse\nfalse\ntrue\ntrue\nfalse\ntrue\n',
    );
    expect(
      run.statistics?.native.crossings,
      'calls from native code into TypeScript: each print, and what looks into two objects that might be strings; no comparison of numbers',
    ).toBeLessThan(24);
  });
});
