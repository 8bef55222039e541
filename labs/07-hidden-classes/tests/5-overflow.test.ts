import { graded, task } from '#grader/probe/graded.ts';
import { FIELDS_SLOTS, INSTANCE_FIELDS, Kind, SLOT_SIZE } from '#shared/memory/layout.ts';
import { assignments, distinctNames } from './names.ts';
import type { instancesOf, walk } from './scenarios.ts';

/** The place of the field with this number, where so many have room in the instance. */
const placeAt = (index: number, slots: number) =>
  index < slots
    ? INSTANCE_FIELDS + index * SLOT_SIZE
    : -(FIELDS_SLOTS + (index - slots) * SLOT_SIZE);

task('07.5', 'Overflow', () => {
  graded(
    'places fields outside when the instance is full',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const slots = random.integer(1, 4);
      const names = distinctNames(random, 8);
      const found = await probe.scenario<ReturnType<typeof walk>>('walk', {
        slots,
        paths: [names],
      });
      expect(
        found.paths[0].map(({ name, place, inside }) => ({ name, place, inside })),
        `places, in a tree whose instances have room for ${slots}`,
      ).toEqual(
        names.map((name, index) => ({
          name,
          place: placeAt(index, slots),
          inside: Math.min(index + 1, slots),
        })),
      );
      expect(found.places[0], 'what `placeOf` says').toEqual({
        ...Object.fromEntries(names.map((name, index) => [name, placeAt(index, slots)])),
        unknown: 0,
      });
    },
  );

  graded(
    'gives each instance as many fields as it wants',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, random.integer(24, 40));
      const run = await probe.run(`
        class Wide { name() { return "wide"; } }
        var a = Wide(); var b = Wide();
        ${fields.map((field, index) => `a.${field} = ${index}; b.${field} = ${1000 + index};`).join(' ')}
        a.${fields[20]} = "again";
        ${fields.map((field) => `print a.${field}; print b.${field};`).join(' ')}
        print a.name();`);
      const lines = fields.map(
        (_, index) => `${index === 20 ? 'again' : index}\n${1000 + index}\n`,
      );
      expect(run.errors).toEqual([]);
      expect(run.output).toBe(`${lines.join('')}wide\n`);
    },
  );

  graded(
    'takes everything along when the overflow grows',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, random.integer(25, 50));
      const first = random.integer(100, 999);
      const { errors, instances } = await probe.scenario<ReturnType<typeof instancesOf>>(
        'instancesOf',
        {
          source: `class Wide {} var a = Wide(); ${assignments('a', fields, (index) => first + index)}
            var b = Wide(); ${assignments('b', fields, (index) => index)}`,
          names: ['a', 'b'],
        },
      );
      expect(errors).toEqual([]);
      const [a, b] = instances;
      const expected = fields.map((name, index) => [name, String(first + index)] as const);
      expect(a.fields, 'the values in the places that the shape says').toEqual(
        Object.fromEntries(expected),
      );
      const outside = fields.length - a.inside;
      expect(outside, 'fields outside of the instance').toBeGreaterThan(0);
      expect(a.overflowKind, 'the kind of the overflow object').toBe(Kind.FIELDS);
      expect(a.overflowValues, 'the slots of the overflow object').toEqual([
        ...expected.slice(a.inside).map(([, value]) => value),
        ...new Array(Math.max(0, a.overflowSlots - outside)).fill('EMPTY'),
      ]);
      expect(b.overflow === a.overflow, 'two instances have the same overflow object').toBe(false);
    },
  );

  graded('makes room while everything moves', { points: 3 }, async ({ probe, expect, random }) => {
    const fields = distinctNames(random, 30);
    const word = random.identifier();
    const run = await probe.run(
      `class Wide {}
        fun fill(wide, text) { ${assignments('wide', fields, (index) => `text + "${index}"`)} return wide; }
        fun show(wide) { ${fields.map((field) => `print wide.${field};`).join(' ')} }
        var a = fill(Wide(), "${word}"); var b = fill(Wide(), "b"); fill(Wide(), "c");
        show(a); print b.${fields[29]};`,
      { stressGc: true },
    );
    expect(run.errors).toEqual([]);
    expect(run.output).toBe(`${fields.map((_, index) => `${word}${index}\n`).join('')}b29\n`);
  });
});
