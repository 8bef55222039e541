import { graded, task } from '#grader/probe/graded.ts';
import { INSTANCE_FIELDS, SLOT_SIZE } from '#shared/memory/layout.ts';
import { distinctNames } from './names.ts';
import type { walk } from './scenarios.ts';

/** The place of the field with this number. */
const placeAt = (index: number) => INSTANCE_FIELDS + index * SLOT_SIZE;

task('07.2', 'Transitions', () => {
  graded(
    'leads the same fields in the same order to the same shape',
    { points: 4 },
    async ({ probe, expect, random }) => {
      const [x, y, z] = distinctNames(random, 3);
      const found = await probe.scenario<ReturnType<typeof walk>>('walk', {
        slots: random.integer(6, 9),
        paths: [
          [x, y, z],
          [x, y, z],
          [x, y],
        ],
      });
      expect(
        found.paths.map((path) => path.map(({ shape }) => shape)),
        `shapes, by number, as ${x}, ${y} and ${z} are added three times in turn`,
      ).toEqual([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2],
      ]);
      expect(found.made, 'shapes made, with the root').toBe(4);
    },
  );

  graded(
    'leads another order to another shape',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const [x, y, z] = distinctNames(random, 3);
      const found = await probe.scenario<ReturnType<typeof walk>>('walk', {
        slots: random.integer(6, 9),
        paths: [[x, y], [y, x], [x, z], [y, x, z], [x], [z, y]],
      });
      expect(
        found.paths.map((path) => path.map(({ shape }) => shape)),
        `shapes, by number, along ${x}-${y}, ${y}-${x}, ${x}-${z}, ${y}-${x}-${z}, ${x}, ${z}-${y}`,
      ).toEqual([[1, 2], [3, 4], [1, 5], [3, 4, 6], [1], [7, 8]]);
      expect(found.places[0], `places after ${x}, ${y}`).toEqual({
        [x]: placeAt(0),
        [y]: placeAt(1),
        [z]: 0,
        unknown: 0,
      });
      expect(found.places[1], `places after ${y}, ${x}`).toEqual({
        [x]: placeAt(1),
        [y]: placeAt(0),
        [z]: 0,
        unknown: 0,
      });
    },
  );

  graded(
    'notes in each shape what it has more than its parent',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const names = distinctNames(random, random.integer(4, 6));
      const { paths } = await probe.scenario<ReturnType<typeof walk>>('walk', {
        slots: random.integer(6, 9),
        paths: [names],
      });
      expect(paths[0], `shapes, by number, as ${names.join(', ')} are added`).toEqual(
        names.map((name, index) => ({
          shape: index + 1,
          parent: index,
          root: 0,
          name,
          class: 'Point',
          place: placeAt(index),
          count: index + 1,
          inside: index + 1,
          isDictionary: 0,
        })),
      );
    },
  );

  graded('finds every field, and no other', { points: 3 }, async ({ probe, expect, random }) => {
    const names = distinctNames(random, 6);
    const paths = Array.from({ length: 8 }, () =>
      random.shuffle(names).slice(0, random.integer(1, 6)),
    );
    const found = await probe.scenario<ReturnType<typeof walk>>('walk', { slots: 6, paths });
    const placesOf = (path: readonly string[]) =>
      Object.fromEntries(
        [...Object.keys(found.places[0])].map((name) => [
          name,
          path.includes(name) ? placeAt(path.indexOf(name)) : 0,
        ]),
      );
    for (const [index, path] of paths.entries()) {
      expect(found.places[index], `places after ${path.join(', ')}`).toEqual(placesOf(path));
    }
    expect(
      found.rootPlaces.filter((place) => place !== 0),
      'places that the root knows',
    ).toEqual([]);
  });

  graded('calls the methods of instances', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 99);
    const run = await probe.run(`
      class Animal { name() { return "animal"; } speak(n) { print this.name(); return n; } }
      class Cat < Animal { name() { return "cat"; } speak(n) { return super.speak(n) + 1; } }
      print Animal().speak(${n}); print Cat().speak(${n});
      var bound = Cat().name; print bound();`);
    expect(run.errors).toEqual([]);
    expect(run.output).toBe(`animal\n${n}\ncat\n${n + 1}\ncat\n`);
  });
});
