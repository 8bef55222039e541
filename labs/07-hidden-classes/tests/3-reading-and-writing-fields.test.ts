import { graded, task } from '#grader/probe/graded.ts';
import { assignments, distinctNames } from './names.ts';
import type { instancesOf, missesOf } from './scenarios.ts';

task('07.3', 'Reading and writing fields', () => {
  graded('reads what was written', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 99);
    const run = await probe.run(`
      class Point { init(x, y) { this.x = x; this.y = y; } sum() { return this.x + this.y; } }
      var p = Point(${n}, 2); var q = Point(3, 4);
      print p.sum(); print q.sum();
      p.x = p.y; p.y = "up"; print p.x; print p.y; print q.x;
      p.sum = q.sum; print p.sum();
      print q.z;`);
    expect(run.output).toBe(`${n + 2}\n7\n2\nup\n3\n7\n`);
    expect(run.errors).toEqual(["Undefined property 'z'.", '[line 7] in script']);
  });

  graded(
    'gives instances built alike one shape, and others others',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, 4);
      const [first, second] = [random.integer(10, 99), random.integer(100, 999)];
      const turned = [...fields].reverse();
      const source = `class Box {} var a = Box(); var b = Box(); var c = Box();
        ${assignments('a', fields, (index) => first + index)}
        ${assignments('b', fields, (index) => second + index)}
        ${assignments('c', turned, (index) => second - index)}`;
      const { errors, instances } = await probe.scenario<ReturnType<typeof instancesOf>>(
        'instancesOf',
        { source, names: ['a', 'b', 'c'] },
      );
      expect(errors).toEqual([]);
      const [a, b, c] = instances;
      expect(b.shape === a.shape, 'a and b have the same shape').toBe(true);
      expect(c.shape === a.shape, 'a and c have the same shape').toBe(false);
      const valuesOf = (names: readonly string[], value: (index: number) => number) =>
        Object.fromEntries(names.map((name, index) => [name, String(value(index))]));
      expect(
        [a, b, c].map(({ fields }) => fields),
        'values in the places that the shapes say',
      ).toEqual([
        valuesOf(fields, (index) => first + index),
        valuesOf(fields, (index) => second + index),
        valuesOf(turned, (index) => second - index),
      ]);
      expect([a, b, c].map(({ isDictionary }) => isDictionary)).toEqual([false, false, false]);
    },
  );

  graded(
    'keeps the shape when a field gets another value',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const { errors, instances, shapes } = await probe.scenario<ReturnType<typeof instancesOf>>(
        'instancesOf',
        {
          source: `class Box {} var a = Box(); var b = Box();
          a.x = 1; a.y = 2; b.x = 1; b.y = 2;
          b.x = ${n}; b.y = "text"; b.x = nil; b.y = ${n + 1};`,
          names: ['a', 'b'],
        },
      );
      expect(errors).toEqual([]);
      expect(
        instances.map(({ fields, count }) => ({ fields, count })),
        'fields of a and b, and their number',
      ).toEqual([
        { fields: { x: '1', y: '2' }, count: 2 },
        { fields: { x: 'nil', y: `${n + 1}` }, count: 2 },
      ]);
      expect(instances[0].shape === instances[1].shape, 'both have the same shape').toBe(true);
      expect(shapes, 'shapes in all: the root, {x}, {x, y}').toBe(3);
    },
  );

  graded(
    'lets a site that has met one instance know all',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const count = random.integer(6, 12);
      const numbers = Array.from({ length: count }, () => random.integer(10, 99));
      const { output, misses } = await probe.scenario<ReturnType<typeof missesOf>>('missesOf', {
        name: 'work',
        source: `class Point {}
          fun work(p) { p.x = p.x + p.y; return p.x; }
          var sum = 0;
          ${numbers.map((n) => `{ var p = Point(); p.x = ${n}; p.y = 1; sum = sum + work(p); }`).join('\n')}
          print sum;`,
      });
      expect(output).toBe(`${numbers.reduce((sum, n) => sum + n + 1, 0)}\n`);
      expect(
        Math.max(...misses),
        `how often a site of work() had to ask for a place; it met ${count} instances, made in ${count} places, all alike`,
      ).toBe(1);
    },
  );

  graded(
    'serves threaded code as it does the interpreter',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const n = random.integer(20, 60);
      const source = `
        class Node { init(value, next) { this.value = value; this.next = next; } }
        class List { init() { this.head = nil; this.length = 0; }
          push(value) { this.head = Node(value, this.head); this.length = this.length + 1; }
          sum() { var sum = 0; var at = this.head; while (at != nil) { sum = sum + at.value; at = at.next; } return sum; } }
        var list = List();
        for (var i = 1; i <= ${n}; i = i + 1) list.push(i);
        list.name = "list"; print list.name; print list.length; print list.sum();`;
      const expected = `list\n${n}\n${(n * (n + 1)) / 2}\n`;
      for (const tier of ['interpreter', 'threaded'] as const) {
        const run = await probe.run(source, { tier });
        expect(run.errors).toEqual([]);
        expect(run.output, `in the tier ${tier}`).toBe(expected);
      }
    },
  );
});
