import { graded, task } from '#grader/probe/graded.ts';
import type { lookupsCounted } from './scenarios.ts';

task('06.1', 'Look it up', () => {
  graded('reads and writes fields', { points: 2 }, async ({ probe, expect, random }) => {
    const [a, b] = [random.integer(1, 99), random.integer(100, 199)];
    const run = await probe.run(
      `class Point { init(x, y) { this.x = x; this.y = y; } } var p = Point(${a}, ${b}); var q = Point(${b}, ${a});
      print p.x; print p.y; print q.x; print p.z = p.x - q.x; print p.z; p.x = "text"; print p.x; print q.x;
      fun sum(p) { return p.x + p.y; } print sum(q); q.y = ${a + 1}; print sum(q); print sum(Point(1, 2));`,
    );
    expect(run.errors).toEqual([]);
    expect(run.output).toBe(
      `${a}\n${b}\n${b}\n${a - b}\n${a - b}\ntext\n${b}\n${a + b}\n${a + b + 1}\n3\n`,
    );
    const times = random.integer(3, 20);
    const found = await probe.scenario<ReturnType<typeof lookupsCounted>>('lookupsCounted', {
      source: `class T {} var t = T(); t.n = 0; for (var i = 0; i < ${times}; i = i + 1) t.n = t.n + 1; print t.n;`,
    });
    expect(found, 'each read and each write of a field is counted').toEqual({
      output: `${times}\n`,
      errors: [],
      counted: 2 * times + 2,
    });
  });

  graded(
    'finds a field first, and binds a method',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(1, 1000);
      const run = await probe.run(
        `class Counter { init() { this.n = ${n}; } next() { this.n = this.n + 1; return this.n; } }
        fun take(c) { return c.next; }
        var one = Counter(); var two = Counter(); var f = take(one); print f; print f(); print f(); print one.n; print two.n;
        fun other() { return "field"; } two.next = other; print take(two); print take(one); var g = take(two); print g();
        class Sub < Counter {} var third = Sub(); var h = take(third); print h(); print third.n;`,
      );
      expect(run.errors).toEqual([]);
      expect(
        run.output,
        'a field shadows a method of the same name; a method that is read remembers its instance',
      ).toBe(
        `<fn next>\n${n + 1}\n${n + 2}\n${n + 2}\n${n}\n<fn other>\n<fn next>\nfield\n${n + 1}\n${n + 1}\n`,
      );
    },
  );

  graded(
    'finds what lies outside of an instance, and in dictionaries',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const count = random.integer(9, 40);
      const names = (length: number) => Array.from({ length }, (_, index) => `f${index}`);
      const last = `f${count - 1}`;
      const many = await probe.run(
        `class Big {} var b = Big(); ${names(count)
          .map((name, index) => `b.${name} = ${index};`)
          .join(' ')}
        fun sum(b) { return ${names(count)
          .map((name) => `b.${name}`)
          .join(' + ')}; }
        print sum(b); b.${last} = 1000; print b.${last}; print b.f0; print sum(b);`,
      );
      const sum = (count * (count - 1)) / 2;
      expect(many.output).toBe(`${sum}\n1000\n0\n${sum + 1000 - (count - 1)}\n`);
      const all = names(140);
      const dictionary = await probe.run(
        `class Dict { method() { return "method"; } } var d = Dict();
        fun fill(d) { ${all
          .slice(0, 100)
          .map((name, index) => `d.${name} = ${index};`)
          .join(' ')} }
        fun rest(d) { ${all
          .slice(100)
          .map((name, index) => `d.${name} = ${index + 100};`)
          .join(' ')} }
        fill(d); rest(d); fun get(d) { return d.f${count}; } print get(d); d.f${count} = "new"; print get(d); print d.f139;
        print d.method; var f = d.method; print f();`,
      );
      expect(dictionary.errors).toEqual([]);
      expect(
        dictionary.output,
        'an instance with more than 128 fields is a dictionary: `fields.find` and `fields.set` know it',
      ).toBe(`${count}\nnew\n139\n<fn method>\nmethod\n`);
    },
  );

  graded(
    'says what is wrong, and on which line',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const gap = '\n'.repeat(random.integer(1, 6));
      const failure = async (source: string) => {
        const { output, errors } = await probe.run(`${gap}${source} print "after";`);
        return { output, errors };
      };
      const at = (message: string) => ({
        output: '',
        errors: [message, `[line ${gap.length + 1}] in script`],
      });
      const name = random.pick(['x', 'name', 'width']);
      expect(await failure(`class A {} A().${name};`)).toEqual(at(`Undefined property '${name}'.`));
      expect(await failure(`class A {} var a = A(); a.${name} = 1; a.${name}s;`)).toEqual(
        at(`Undefined property '${name}s'.`),
      );
      expect(await failure(`var n = 1; n.${name};`)).toEqual(at('Only instances have properties.'));
      expect(await failure(`class A {} A.${name};`)).toEqual(at('Only instances have properties.'));
      expect(await failure(`"text".${name} = 2;`)).toEqual(at('Only instances have fields.'));
    },
  );
});
