import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { LookupStep, lookupsAfter, runSpoilt, useLookups } from './scenarios.ts';

task('06.5', 'The global lookup cache', () => {
  graded('finds what was noted', { points: 1 }, async ({ probe, expect, random }) => {
    const shape = random.integer(1_000, 90_000) * 8;
    const [x, y] = [random.identifier(), random.identifier()];
    const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
      steps: [
        { find: [shape, x] },
        { put: [shape, x, 16, 0] },
        { find: [shape, x] },
        { find: [shape, `${y}y`] },
        { find: [shape + 88, x] },
        { put: [shape, x, 0, 4_000] },
        { find: [shape, x] },
      ] satisfies LookupStep[],
    });
    expect(found, 'of a shape and a name: place and link').toEqual([
      'nothing',
      '16, 0',
      'nothing',
      'nothing',
      '0, 4000',
    ]);
  });

  graded('tells reading from writing', { points: 1 }, async ({ probe, expect, random }) => {
    const shape = random.integer(1_000, 90_000) * 8;
    const x = random.identifier();
    const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
      steps: [
        { put: [shape, x, 16, 0] },
        { find: [shape, `${x}=`] },
        { find: [shape, x] },
        { put: [shape, `${x}=`, 24, shape + 88] },
        { find: [shape, `${x}=`] },
      ] satisfies LookupStep[],
    });
    expect(found, "a key is the name's offset, and one more where it is written").toEqual([
      'nothing',
      '16, 0',
      `24, ${shape + 88}`,
    ]);
  });

  graded(
    'keeps pairs apart, and spreads them',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const first = random.integer(1_000, 9_000) * 88;
      const names = Array.from({ length: 120 }, (_, index) => `${random.identifier()}${index}`);
      const pairs = Array.from({ length: 2_400 }, (_, index): [number, string] => [
        first + Math.floor(index / names.length) * 88,
        names[index % names.length],
      ]);
      const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
        steps: [
          ...pairs.map(([shape, name], index): LookupStep => ({ put: [shape, name, 16, index] })),
          ...pairs.map((pair): LookupStep => ({ find: pair })),
        ],
      });
      const wrong = found.filter((words, index) => words !== 'nothing' && words !== `16, ${index}`);
      expect(wrong, 'what is found for a pair is what was noted for it').toEqual([]);
      expect(found.at(-1), 'what was noted last is there').toBe('16, 2399');
      const kept = found.filter((words) => words !== 'nothing').length;
      expect(kept, '2,400 pairs, 1,024 entries').toBeLessThanOrEqual(1_024);
      expect(
        kept,
        'a good hash uses shape and name, and spreads pairs over the table',
      ).toBeGreaterThan(400);
    },
  );

  graded('keeps two pairs that share a place', { points: 1 }, async ({ probe, expect, random }) => {
    const first = random.integer(1_000, 9_000) * 88;
    const [x, y] = [random.identifier(), `${random.identifier()}y`];
    const pair: [number, string] = [first, x];
    const others = Array.from({ length: 3_000 }, (_, index): [number, string] => [
      first + ((index >> 1) + 1) * 88,
      index % 2 === 0 ? x : y,
    ]);
    const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
      steps: others.flatMap((other): LookupStep[] => [
        { fresh: true },
        { put: [...pair, 16, 0] },
        { put: [...other, 24, 0] },
        { find: pair },
        { find: other },
      ]),
    });
    expect(
      found.filter((words) => words === 'nothing').length,
      'so many of 3,000 pairs have driven out another one, or were not noted',
    ).toBe(0);
  });

  graded('is asked by megamorphic sites', { points: 4 }, async ({ probe, expect, random }) => {
    const count = random.integer(6, 9);
    const numbers = Array.from({ length: count }, (_, index) => index);
    const classes = numbers.map(
      (index) =>
        `class K${index} { init() { this.f${index} = 0; this.x = "x${index}"; } m() { return "m${index}"; } }`,
    );
    const make = numbers.map(
      (index) => `var a${index} = K${index}(); var b${index} = K${index}();`,
    );
    const warm = numbers.map((index) => `all(a${index});`).join(' ');
    const found = await probe.scenario<ReturnType<typeof runSpoilt>>('runSpoilt', {
      source: inTurn([
        `${classes.join(' ')} ${make.join(' ')} fun all(p) { print p.x; p.x = "w"; print p.x; print p.m(); var f = p.m; print f(); p.y = 1; }`,
        `${warm} ${numbers.map((index) => `a${index} = K${index}();`).join(' ')} ${warm}`,
        ...numbers.map((index) => `all(b${index});`),
      ]),
      prepared: 2,
    });
    const right = found.shown.filter(({ output }, index) => {
      return output === `x${index}\nw\nm${index}\nm${index}\n`;
    });
    expect(
      right.length,
      `each site has seen ${count} shapes twice; then the test has taken all names and methods out of memory; so many instances were used rightly all the same (one may have lost its place to others)`,
    ).toBeGreaterThanOrEqual(count - 1);
    expect(found.newShapes, 'shapes made when fields were written').toBeLessThanOrEqual(1);
    const noted = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: inTurn([
        `${classes.slice(0, 4).join(' ')} fun read(p) { p.x; p.m(); p.x = 1; } ${[0, 1, 2, 3]
          .map((index) => `read(K${index}());`)
          .join(' ')}`,
      ]),
    });
    expect(noted.lookups, 'sites with entries of their own note nothing in it').toEqual([]);
  });
});
