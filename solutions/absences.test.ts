/** The VM without hidden classes, without inline caches, and without both. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';

const absences = {
  '#vm/shapes/fields': () => import('./shapes/dictionary.ts'),
  '#vm/caches/property-access': () => import('#vm/caches/plain-lookup'),
} as const;

type Key = keyof typeof absences;

const without: readonly (readonly [string, readonly Key[]])[] = [
  ['hidden classes', ['#vm/shapes/fields']],
  ['inline caches', ['#vm/caches/property-access']],
  ['both', ['#vm/shapes/fields', '#vm/caches/property-access']],
];

const tiers = whyUnavailable() === null ? ['interpreter', 'baseline'] : ['interpreter'];

/** Every way to a property: fields read, written and added, methods, bound ones, fields that are called, `super`. */
const source = `
  class Base {
    init(x) { this.x = x; }
    get() { return this.x; }
    add(n) { this.x = this.x + n; return this; }
  }
  class Derived < Base {
    init(x, y) { super.init(x); this.y = y; }
    get() { var inherited = super.get; return inherited() + this.y; }
    add(n) { super.add(n); return this; }
  }
  fun twice(n) { return 2 * n; }
  var sum = 0;
  for (var i = 0; i < 50; i = i + 1) {
    var object = Base(i);
    if (i > 20) object = Derived(i, 1);
    object.call = twice;
    var bound = object.add(2).get;
    sum = sum + bound() + object.get() + object.call(i);
  }
  print sum;
  fun missing() { return Base(1).nothing; }
  missing();
`;

describe.each(without)('without %s', (_, keys) => {
  afterAll(() => {
    for (const key of keys) vi.doUnmock(key);
    vi.resetModules();
  });

  it.each(tiers)('programs do what they do with it, in the tier %s', async (tier) => {
    vi.resetModules();
    for (const key of keys) vi.doMock(key, absences[key]);
    const { createTestVm } = await import('./test-vm.ts');
    const { run, printed } = createTestVm({ tier: tier as 'interpreter' | 'baseline' });
    const result = run(source);
    expect(printed()).toEqual(['5158']);
    expect(!result.ok && result.error.message).toBe("Undefined property 'nothing'.");
  });
});
