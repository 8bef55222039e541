import { type GradedContext, graded, task } from '#grader/probe/graded.ts';
import type { TierName } from '#shared/contracts/engine.ts';
import { INSTANCE_FIELDS, SLOT_SIZE } from '#shared/memory/layout.ts';
import { assignments, distinctNames } from './names.ts';
import type { instancesOf } from './scenarios.ts';

/** Bytes of an instance with room for so many fields. */
const bytesFor = (slots: number) => INSTANCE_FIELDS + slots * SLOT_SIZE;

/** A class, and a function that makes an instance with these fields, the first of which is n. */
const maker = (fields: readonly string[]) => `class Box {}
  fun make(n) { var box = Box(); ${assignments('box', fields, (index) => `n + ${index}`)} return box; }
  fun makeMany() { for (var i = 0; i < 50; i = i + 1) make(i); }`;

/** What the fields of such an instance hold. */
const valuesOf = (fields: readonly string[], first: number) =>
  Object.fromEntries(fields.map((name, index) => [name, String(first + index)]));

/** Bytes that an instance takes when its class has made many, counted on the heap. */
async function bytesPerInstance({
  probe,
  expect,
  fields,
  tier,
}: Pick<GradedContext, 'probe' | 'expect'> & {
  fields: readonly string[];
  tier: TierName;
}): Promise<number> {
  const bytesOf = async (rounds: number) => {
    const run = await probe.run(
      `${maker(fields)} makeMany(); for (var i = 0; i < ${rounds}; i = i + 1) make(i); print make(7).${fields[0]};`,
      { tier },
    );
    expect(run.output).toBe('7\n');
    return run.statistics?.heap.allocatedBytes ?? 0;
  };
  return ((await bytesOf(900)) - (await bytesOf(400))) / 500;
}

task('07.6', 'Learning the size', () => {
  graded('cuts off what nobody uses', { points: 5 }, async ({ probe, expect, random }) => {
    const fields = distinctNames(random, random.integer(1, 3));
    const n = random.integer(10, 99);
    const { errors, instances } = await probe.scenario<ReturnType<typeof instancesOf>>(
      'instancesOf',
      {
        source: `${maker(fields)} var early = make(${n}); makeMany(); var late = make(${n + 1});`,
        names: ['early', 'late'],
      },
    );
    expect(errors).toEqual([]);
    const [early, late] = instances;
    expect(
      late.bytes,
      `bytes of an instance with ${fields.length} fields, fifty instances later`,
    ).toBe(bytesFor(fields.length));
    expect(early.bytes, 'bytes of the first instance, which has more room').toBeGreaterThanOrEqual(
      bytesFor(4),
    );
    expect(late.shape === early.shape, 'early and late have the same shape').toBe(true);
    expect([early.fields, late.fields]).toEqual([valuesOf(fields, n), valuesOf(fields, n + 1)]);
  });

  graded(
    'spares bytes in the interpreter and in threaded code',
    { points: 3 },
    async ({ probe, expect, random }) => {
      const count = random.integer(1, 3);
      const fields = distinctNames(random, count);
      for (const tier of ['interpreter', 'threaded'] as const) {
        expect(
          await bytesPerInstance({ probe, expect, fields, tier }),
          `bytes per instance with ${count} fields, in the tier ${tier}`,
        ).toBe(bytesFor(count));
      }
    },
  );

  graded(
    'spares bytes in native code',
    { points: 2, needs: ['libLLVM'] },
    async ({ probe, expect, random }) => {
      const count = random.integer(1, 3);
      const fields = distinctNames(random, count);
      expect(
        await bytesPerInstance({ probe, expect, fields, tier: 'baseline' }),
        `bytes per instance with ${count} fields, made by native code`,
      ).toBe(bytesFor(count));
    },
  );

  graded(
    'begins a new tree for larger instances',
    { points: 5 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, random.integer(18, 22));
      const n = random.integer(10, 99);
      const { errors, output, instances } = await probe.scenario<ReturnType<typeof instancesOf>>(
        'instancesOf',
        {
          source: `${maker(fields)} var early = make(${n}); makeMany(); var late = make(${n + 1});
            fun sum(box) { return box.${fields[0]} + box.${fields[17]}; }
            print sum(early); print sum(late); early.more = 1; print sum(early);`,
          names: ['early', 'late'],
        },
      );
      expect(errors).toEqual([]);
      expect(output).toBe(`${2 * n + 17}\n${2 * n + 19}\n${2 * n + 17}\n`);
      const [early, late] = instances;
      expect(
        { bytes: late.bytes, inside: late.inside, overflow: late.overflow },
        `an instance with ${fields.length} fields, fifty instances later: all of them are inside`,
      ).toEqual({ bytes: bytesFor(fields.length), inside: fields.length, overflow: 0 });
      expect(late.hasCurrentRoot, "it comes from its class's root").toBe(true);
      expect(
        { hasCurrentRoot: early.hasCurrentRoot, inside: early.inside < fields.length },
        'the first instance keeps its tree, and has fields outside',
      ).toEqual({ hasCurrentRoot: false, inside: true });
      expect(early.fields).toEqual({ ...valuesOf(fields, n), more: '1' });
      expect(late.fields).toEqual(valuesOf(fields, n + 1));
    },
  );

  graded(
    'learns again when it has learned too little',
    { points: 5 },
    async ({ probe, expect, random }) => {
      const fields = distinctNames(random, 2);
      const added = distinctNames(random, random.integer(3, 6)).map((name) => `${name}2`);
      const all = [...fields, ...added];
      const n = random.integer(10, 99);
      const extend = (name: string) =>
        assignments(name, added, (index) => `${name}.${fields[0]} + ${index + 2}`);
      const { errors, instances } = await probe.scenario<ReturnType<typeof instancesOf>>(
        'instancesOf',
        {
          source: `${maker(fields)} makeMany(); var one = make(${n}); ${extend('one')}
            make(0); var two = make(${n + 1}); ${extend('two')} makeMany(); var three = make(${n + 2});`,
          names: ['one', 'two', 'three'],
        },
      );
      expect(errors).toEqual([]);
      const [one, two, three] = instances;
      expect(
        { bytes: one.bytes, inside: one.inside, fields: one.fields },
        `an instance made with room for 2 fields, that got ${added.length} more`,
      ).toEqual({ bytes: bytesFor(2), inside: 2, fields: valuesOf(all, n) });
      expect(
        { bytes: two.bytes, overflow: two.overflow, fields: two.fields },
        'one made after that',
      ).toEqual({ bytes: bytesFor(all.length), overflow: 0, fields: valuesOf(all, n + 1) });
      expect(
        { bytes: three.bytes, fields: three.fields },
        'one made much later: the new tree has nothing to learn',
      ).toEqual({ bytes: bytesFor(all.length), fields: valuesOf(fields, n + 2) });
    },
  );
});
