/** The states of some caches over the time of a program, which is counted in property accesses. */
import { cacheStates, type PropertySite, readCaches } from '#shared/runtime/cache-table.ts';
import { drawing, type Look, label } from '../drawing.ts';
import { lookupsOf, openVm, runOn } from './machine.ts';

const CLASSES = `
class Circle { init(r) { this.r = r; } area() { return 3 * this.r * this.r; } }
class Square { init(side) { this.side = side; } area() { return this.side * this.side; } }
class Oval < Circle {} class Box < Square {} class Tile < Square {}
fun blob() { class Blob { init() { this.a = 1; } area() { return this.a; } } return Blob(); }
fun measure(shape) {
  return shape.area();
}
var keep = Circle(1);`;

/** What is typed, or done, one after the other. */
const steps: readonly { readonly does: string; readonly source?: string }[] = [
  { does: 'circles', source: 'for (var i = 0; i < 6; i = i + 1) measure(keep);' },
  { does: 'a blob', source: '{ var b = blob(); for (var i = 0; i < 5; i = i + 1) measure(b); }' },
  { does: 'collection' },
  { does: 'circles', source: 'for (var i = 0; i < 5; i = i + 1) measure(keep);' },
  { does: 'squares', source: 'for (var i = 0; i < 6; i = i + 1) measure(Square(i));' },
  {
    does: 'class Square …',
    source: 'class Square { init(side) { this.side = side; } area() { return this.side; } }',
  },
  { does: 'circles', source: 'for (var i = 0; i < 6; i = i + 1) measure(keep);' },
  {
    does: 'five classes',
    source:
      'for (var i = 0; i < 4; i = i + 1) { measure(Square(i)); measure(Oval(i)); measure(Box(i)); measure(Tile(i)); measure(keep); }',
  },
];

/** The rows of the figure: function and property. */
const rows: readonly (readonly [text: string, fn: string, name: string])[] = [
  ['shape.area()', 'measure', 'area'],
  ['this.r, in Circle', 'area', 'r'],
  ['this.a, in Blob', 'area', 'a'],
];

type State = (typeof cacheStates)[number];
const looks: Readonly<Record<State, Look>> = {
  empty: 'quiet',
  monomorphic: 'second',
  polymorphic: 'third',
  megamorphic: 'first',
};

interface Run {
  /** Of each row: since when it has been in which state. */
  readonly changes: readonly (readonly { at: number; state: State }[])[];
  readonly marks: readonly { at: number; does: string }[];
  readonly end: number;
}

const LEFT = 160;
const UNIT = 3.8;
const TOP = 66;
const ROW = 34;

/** Draws the figure. */
export function drawTimeline(): string {
  const { changes, marks, end } = watch();
  const x = (at: number) => Math.round(LEFT + at * UNIT);
  const bottom = TOP + rows.length * ROW;
  const shapes = rows.flatMap(([text], row) => {
    const y = TOP + row * ROW;
    const segments = changes[row].map(({ at, state }, index) => {
      const width = x(changes[row][index + 1]?.at ?? end) - x(at);
      return `<rect class="${looks[state]}" x="${x(at)}" y="${y}" width="${width}" height="22"/>`;
    });
    return [label(10, y + 15, text), ...segments];
  });
  const lines = marks.map(({ at }) => `<path class="arrow" d="M${x(at)} ${TOP - 14}V${bottom}"/>`);
  const names = marks.map(({ at, does }, index) =>
    label(x(at) + 3, TOP - (index % 2 === 0 ? 8 : 24), does, 'quiet'),
  );
  const legend = cacheStates.flatMap((state, index) => {
    const at = LEFT + index * 130;
    const key = `<rect class="${looks[state]}" x="${at}" y="${bottom + 26}" width="14" height="14"/>`;
    return [key, label(at + 20, bottom + 38, state)];
  });
  return drawing(x(end) + 16, bottom + 52, 'The states of three caches while a program runs', [
    label(10, 22, `three sites, over ${end} property accesses`, 'strong'),
    ...shapes,
    ...lines,
    ...names,
    ...legend,
  ]);
}

function watch(): Run {
  const vm = openVm();
  runOn(vm, CLASSES);
  const sites = rows.map(([, fn, name]) => siteOf(vm, fn, name));
  const begin = lookupsOf(vm);
  const now = () => lookupsOf(vm) - begin;
  const changes = sites.map(({ state }) => [{ at: 0, state }]);
  vm.machine.events.listen((event) => {
    if (event.kind !== 'ic-transition') return;
    const row = sites.findIndex(({ site }) => site === event.site);
    if (row >= 0) changes[row].push({ at: now(), state: event.to as State });
  });
  const marks: { at: number; does: string }[] = [];
  for (const { does, source } of steps) {
    marks.push({ at: now(), does });
    if (source === undefined) vm.machine.heap.collect();
    else runOn(vm, source);
  }
  return { changes, marks, end: now() };
}

function siteOf({ machine }: ReturnType<typeof openVm>, fn: string, name: string): PropertySite {
  const found = readCaches(machine).sites.find(
    (site): site is PropertySite =>
      site.use !== 'call' && site.function === fn && site.name === name,
  );
  if (found === undefined) throw new Error(`There is no site for '${name}' in ${fn}()`);
  return found;
}
