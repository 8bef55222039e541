import { graded, task } from '#grader/probe/graded.ts';
import { inTurn } from './in-turn.ts';
import type { cachesAfter, lookupsAfter, missesOf, runSpoilt, useLookups } from './scenarios.ts';

/** Classes K0, K1 and so on, each with a field `x` behind one of its own, and a method `m`. */
const classesOf = (numbers: readonly number[]) =>
  numbers
    .map(
      (index) =>
        `class K${index} { init() { this.f${index} = 0; this.x = "x${index}"; } m() { return "m${index}"; } }`,
    )
    .join(' ');

const numbersTo = (count: number) => Array.from({ length: count }, (_, index) => index);

task('06.5', 'The global lookup cache', () => {
  graded('finds what was noted', { points: 1 }, async ({ probe, expect, random }) => {
    const shape = random.integer(1_000, 90_000) * 8;
    const [x, y] = [random.identifier(), random.identifier()];
    const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
      source: [
        `find ${shape} ${x}`,
        `put ${shape} ${x} 16 0`,
        `find ${shape} ${x}`,
        `find ${shape} ${y}y`,
        `find ${shape + 88} ${x}`,
        `put ${shape} ${x} 0 4000`,
        `find ${shape} ${x}`,
      ].join('\n'),
    });
    expect(found, 'of a shape and a name: place and link').toEqual([
      `find ${shape} ${x}: nothing`,
      `find ${shape} ${x}: 16, 0`,
      `find ${shape} ${y}y: nothing`,
      `find ${shape + 88} ${x}: nothing`,
      `find ${shape} ${x}: 0, 4000`,
    ]);
  });

  graded('tells reading from writing', { points: 1 }, async ({ probe, expect, random }) => {
    const shape = random.integer(1_000, 90_000) * 8;
    const x = random.identifier();
    const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
      source: [
        `put ${shape} ${x} 16 0`,
        `find ${shape} ${x}=`,
        `find ${shape} ${x}`,
        `put ${shape} ${x}= 24 ${shape + 88}`,
        `find ${shape} ${x}=`,
      ].join('\n'),
    });
    expect(found, "a key is the name's offset, and one more where it is written").toEqual([
      `find ${shape} ${x}=: nothing`,
      `find ${shape} ${x}: 16, 0`,
      `find ${shape} ${x}=: 24, ${shape + 88}`,
    ]);
  });

  graded(
    'keeps pairs apart, and spreads them',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const first = random.integer(1_000, 9_000) * 88;
      const names = Array.from({ length: 120 }, (_, index) => `${random.identifier()}${index}`);
      const pairs = Array.from(
        { length: 2_400 },
        (_, index) =>
          `${first + Math.floor(index / names.length) * 88} ${names[index % names.length]}`,
      );
      const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
        source: [
          ...pairs.map((pair, index) => `put ${pair} 16 ${index}`),
          ...pairs.map((pair) => `find ${pair}`),
        ].join('\n'),
      });
      const known = found.filter((line) => !line.endsWith(': nothing'));
      const right = new Set(pairs.map((pair, index) => `find ${pair}: 16, ${index}`));
      const wrong = known.filter((line) => !right.has(line));
      expect(wrong, 'what is found for a pair is what was noted for it').toEqual([]);
      expect(found.at(-1), 'what was noted last is there').toBe(`find ${pairs[2399]}: 16, 2399`);
      const kept = known.length;
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
    const pair = `${first} ${x}`;
    const others = Array.from(
      { length: 3_000 },
      (_, index) => `${first + ((index >> 1) + 1) * 88} ${index % 2 === 0 ? x : y}`,
    );
    const found = await probe.scenario<ReturnType<typeof useLookups>>('useLookups', {
      source: others
        .flatMap((other) => [
          'fresh',
          `put ${pair} 16 0`,
          `put ${other} 24 0`,
          `find ${pair}`,
          `find ${other}`,
        ])
        .join('\n'),
    });
    expect(
      found.filter((line) => line.endsWith(': nothing')).length,
      'so many of 3,000 pairs have driven out another one, or were not noted',
    ).toBe(0);
  });

  graded('is asked by megamorphic sites', { points: 2 }, async ({ probe, expect, random }) => {
    const count = random.integer(6, 9);
    const numbers = numbersTo(count);
    const make = numbers.map(
      (index) => `var a${index} = K${index}(); var b${index} = K${index}();`,
    );
    const warm = numbers.map((index) => `all(a${index});`).join(' ');
    const found = await probe.scenario<ReturnType<typeof runSpoilt>>('runSpoilt', {
      source: inTurn([
        `${classesOf(numbers)} ${make.join(' ')} fun all(p) { print p.x; p.x = "w"; print p.x; print p.m(); var f = p.m; print f(); p.y = 1; }`,
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
  });

  graded('is asked by no other sites', { points: 1 }, async ({ probe, expect, random }) => {
    const four = numbersTo(4);
    const noted = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: `${classesOf(four)} fun read(p) { p.x; p.m(); p.x = 1; } ${four.map((index) => `read(K${index}());`).join(' ')}`,
    });
    expect(noted.lookups, 'sites with entries of their own note nothing in it').toEqual([]);
    const numbers = numbersTo(random.integer(6, 9));
    const all = numbers.map((index) => `all(K${index}());`).join(' ');
    const index = random.pick(numbers);
    const found = await probe.scenario<ReturnType<typeof cachesAfter>>('cachesAfter', {
      source: `${classesOf(numbers)} fun all(p) { p.x; p.m(); p.x = 1; } ${all} ${all} ${all}
        fun fresh(p) { p.x; p.m(); p.x = 1; } fresh(K${index}()); fresh(K${index}());`,
      name: 'fresh',
    });
    const shape = `K${index} {f${index}, x}`;
    expect(
      found.sites,
      'the global cache knows it all, but a site that has room learns for itself',
    ).toEqual([
      { site: 'get x', state: 'monomorphic', entries: [`${shape}: at 24`] },
      { site: 'invoke m', state: 'monomorphic', entries: [`${shape}: method m`] },
      { site: 'set x', state: 'monomorphic', entries: [`${shape}: at 24 then ${shape}`] },
    ]);
  });

  graded('notes at once, and each pair once', { points: 1 }, async ({ probe, expect, random }) => {
    const five = random.shuffle(numbersTo(5));
    const use = 'fun use(p) { p.x; p.m(); p.x = 1; }';
    const first = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source: `${classesOf(numbersTo(5))} ${use} ${five.map((index) => `use(K${index}());`).join(' ')}`,
    });
    const fifth = `of K${five[4]} {f${five[4]}, x}`;
    expect(
      first.lookups,
      'the fifth shape has made the sites megamorphic; it is noted, the four before are forgotten',
    ).toEqual([`get m ${fifth}`, `get x ${fifth}`, `set x ${fifth}`]);
    const numbers = numbersTo(random.integer(6, 9));
    const rounds = random.integer(16, 24);
    const source = `${classesOf(numbers)} ${use} for (var i = 0; i < ${rounds}; i = i + 1) { ${numbers.map((index) => `use(K${index}());`).join(' ')} }`;
    const { lookups } = await probe.scenario<ReturnType<typeof lookupsAfter>>('lookupsAfter', {
      source,
    });
    const twice = lookups.filter((text, index) => lookups.indexOf(text) !== index);
    expect(twice, `pairs that are in it twice, after ${rounds} rounds`).toEqual([]);
    const { misses } = await probe.scenario<ReturnType<typeof missesOf>>('missesOf', {
      source,
      name: 'use',
    });
    const accesses = numbers.length * rounds;
    expect(
      misses.filter((count) => count >= accesses / 2),
      `the misses of sites with ${accesses} accesses: what the global cache knows is none`,
    ).toEqual([]);
  });
});
