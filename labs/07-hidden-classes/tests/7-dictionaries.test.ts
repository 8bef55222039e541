import { graded, task } from '#grader/probe/graded.ts';
import { Kind } from '#shared/memory/layout.ts';
import { distinctNames, filler } from './names.ts';
import type { instancesOf } from './scenarios.ts';

/** More fields than any shape has. */
const MANY = 300;

const dictionariesIn = ({ instances }: ReturnType<typeof instancesOf>) =>
  instances.map(({ isDictionary }) => isDictionary);

task('07.7', 'Dictionaries', () => {
  graded('keeps hundreds of fields apart', { points: 5 }, async ({ probe, expect, random }) => {
    const fields = distinctNames(random, MANY);
    const some = random.shuffle([...fields.keys()]).slice(0, 20);
    const source = `
        class Map { size() { return this.count; } }
        ${filler('fill', fields, (index) => index)}
        var map = Map(); var other = Map();
        map.count = ${MANY}; fill(map);
        other.count = 1; other.${fields[0]} = "other";
        ${some.map((index) => `map.${fields[index]} = map.${fields[index]} + 0.5;`).join(' ')}
        ${some.map((index) => `print map.${fields[index]};`).join(' ')}
        print map.${fields[0]} == other.${fields[0]}; print map.size(); print other.size();
        print map.missing;`;
    const run = await probe.scenario<ReturnType<typeof instancesOf>>('instancesOf', {
      source,
      names: ['map', 'other'],
    });
    expect(run.output).toBe(
      `${some.map((index) => `${index + 0.5}\n`).join('')}false\n${MANY}\n1\n`,
    );
    expect(run.errors).toEqual(["Undefined property 'missing'.", '[line 15] in script']);
    expect(dictionariesIn(run), 'whether map and other are dictionaries').toEqual([true, false]);
  });

  graded(
    'gives all dictionaries of a tree one shape',
    { points: 5 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, MANY);
      const { errors, instances, shapes } = await probe.scenario<ReturnType<typeof instancesOf>>(
        'instancesOf',
        {
          source: `class Map {} ${filler('fill', fields, (index) => index)}
            var first = Map(); var second = Map(); fill(first); fill(second);`,
          names: ['first', 'second'],
        },
      );
      expect(errors).toEqual([]);
      const [first, second] = instances;
      expect(
        instances.map(({ isDictionary, class: name, count, inside, overflowKind }) => ({
          isDictionary,
          name,
          count,
          inside,
          overflowKind,
        })),
        'what the words of both instances and of their shapes say',
      ).toEqual(
        new Array(2).fill({
          isDictionary: true,
          name: 'Map',
          count: 0,
          inside: 0,
          overflowKind: Kind.TABLE,
        }),
      );
      expect(first.shape === second.shape, 'both have the same shape').toBe(true);
      expect(first.rootDictionary === first.shape, 'the root knows it').toBe(true);
      expect(shapes, `shapes made for ${MANY} fields: as many as are worth it`).toBeLessThan(262);
    },
  );

  graded(
    'is asked nothing that caches know of its old shape',
    { points: 4 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, MANY);
      const [early, late] = [fields[random.integer(0, 3)], fields[random.integer(40, 60)]];
      const n = random.integer(10, 99);
      const source = `class Map {}
        ${filler('begin', fields.slice(0, 62), () => 1)}
        ${filler('go', fields.slice(62), () => 3)}
        var map = begin(Map()); var twin = begin(Map());
        fun read(map) { return map.${early} + map.${late}; }
        fun write(map, n) { map.${early} = n; map.${late} = n; }
        for (var i = 0; i < 10; i = i + 1) { read(map); read(twin); write(map, i); }
        print read(map); print read(twin);
        go(map);
        print read(map); write(map, ${n}); print read(map); print read(twin);
        write(twin, 5); print read(map); print read(twin);`;
      for (const tier of ['interpreter', 'threaded'] as const) {
        const run = await probe.scenario<ReturnType<typeof instancesOf>>('instancesOf', {
          source,
          tier,
          names: ['map', 'twin'],
        });
        expect(run.errors).toEqual([]);
        expect(run.output, `in the tier ${tier}`).toBe(`18\n2\n18\n${2 * n}\n2\n${2 * n}\n10\n`);
        expect(dictionariesIn(run), 'whether map and twin are dictionaries').toEqual([true, false]);
      }
    },
  );

  graded('changes while everything moves', { points: 4 }, async ({ probe, expect, random }) => {
    const fields = distinctNames(random, MANY);
    const some = random.shuffle([...fields.keys()]).slice(0, 40);
    const word = random.identifier();
    const run = await probe.scenario<ReturnType<typeof instancesOf>>('instancesOf', {
      names: ['map'],
      stressGc: true,
      source: `class Map {} var text = "${word}";
        ${filler('fill', fields, (index) => (index % 5 === 0 ? `text + "${index}"` : `"${index}"`))}
        var map = fill(Map());
        ${some.map((index) => `print map.${fields[index]};`).join(' ')}`,
    });
    expect(run.errors).toEqual([]);
    expect(run.output).toBe(
      some.map((index) => `${index % 5 === 0 ? word : ''}${index}\n`).join(''),
    );
    expect(dictionariesIn(run), 'whether map is a dictionary').toEqual([true]);
  });

  graded(
    'serves native code, too',
    { points: 2, needs: ['libLLVM'] },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, MANY);
      const [early, late] = [fields[2], fields[280]];
      const n = random.integer(10, 99);
      const run = await probe.scenario<ReturnType<typeof instancesOf>>('instancesOf', {
        tier: 'baseline',
        names: ['map'],
        source: `class Map { size() { return this.${early}; } }
          ${filler('fill', fields, (index) => index)}
          var map = fill(Map()); map.${early} = ${n}; map.${late} = map.size() + 1;
          print map.${early}; print map.${late}; print map.missing;`,
      });
      expect(run.output).toBe(`${n}\n${n + 1}\n`);
      expect(run.errors[0]).toBe("Undefined property 'missing'.");
      expect(dictionariesIn(run), 'whether map is a dictionary').toEqual([true]);
    },
  );
});
