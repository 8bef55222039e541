import { graded, task } from '#grader/probe/graded.ts';
import { Kind, SLOT_SIZE } from '#shared/memory/layout.ts';
import type { freshInstance, makeRoots, rootsOf } from './scenarios.ts';

/** What a root has that nothing has been made from. */
const untouched = {
  kind: Kind.SHAPE,
  isItsRoot: true,
  parent: 0,
  count: 0,
  inside: 0,
  isDictionary: 0,
  children: 0,
  known: true,
};

task('07.1', 'A shape for every class', () => {
  graded('makes classes and instances', { points: 3 }, async ({ probe, expect, random }) => {
    const n = random.integer(10, 99);
    const run = await probe.run(`
      class Point { init(n) { print n; } }
      class Pixel < Point {}
      class Empty {}
      print Point; print Point(${n}); print Pixel(${n + 1}); print Empty();
      var one = Empty(); var other = Empty();
      print one == one; print one == other;`);
    expect(run.errors).toEqual([]);
    expect(run.output).toBe(
      `Point\n${n}\nPoint instance\n${n + 1}\nPixel instance\nEmpty instance\ntrue\nfalse\n`,
    );
  });

  graded('gives each class a root of its own', { points: 4 }, async ({ probe, expect, random }) => {
    const sizes = [random.integer(0, 3), random.integer(4, 9), random.integer(10, 30)];
    const found = await probe.scenario<ReturnType<typeof rootsOf>>('rootsOf', {
      source: 'class Point {} class Pixel < Point {}',
      names: ['Point', 'Pixel'],
    });
    expect(found.errors).toEqual([]);
    expect(found.distinct, 'different roots of two classes').toBe(2);
    expect(found.roots, 'the roots of Point and Pixel').toEqual([
      { ...untouched, class: 'Point' },
      { ...untouched, class: 'Pixel' },
    ]);
    const roots = await probe.scenario<ReturnType<typeof makeRoots>>('makeRoots', { sizes });
    expect(
      roots,
      `roots made with room for ${sizes.join(', ')} fields; \`bytes\` is \`instanceBytes\` without what lies ahead of the fields`,
    ).toEqual(sizes.map((slots) => ({ ...untouched, class: 'Point', bytes: slots * SLOT_SIZE })));
  });

  graded('makes instances as the root says', { points: 3 }, async ({ probe, expect }) => {
    const found = await probe.scenario<ReturnType<typeof freshInstance>>('freshInstance');
    expect(
      found,
      'an instance of a class, where memory was full of 0x5a before; `says` is its root',
    ).toEqual({
      succeeded: true,
      isNew: true,
      kind: Kind.INSTANCE,
      hasTheRoot: true,
      overflow: 0,
      bytes: found.says,
      says: found.says,
    });
  });
});
