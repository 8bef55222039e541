/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import type { Machine, MachineOptions } from '#shared/contracts/machine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import {
  CacheEntry,
  CacheState,
  ClassObject,
  GlobalCell,
  Header,
  KIND_MASK,
  Kind,
  LOOKUP_ENTRIES,
  LookupEntry,
  MAX_ENTRIES,
  NO_SHAPE,
  Region,
  Shape,
  SITE_ENTRY,
  SITE_SIZE,
  Site,
  State,
} from '#shared/memory/layout.ts';
import { supportSymbol } from '#shared/native/signatures.ts';
import {
  cacheStates,
  type LookupView,
  type PropertySite,
  readCaches,
  type ShapeName,
} from '#shared/runtime/cache-table.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { type CreateEngines, createEngines, createVm, type EngineNeeds } from '#solutions/vm.ts';
import { createLookupCache } from '#vm/caches/lookup-cache';
import { createSites } from '#vm/caches/sites';
import { startSession } from '#vm/jit/session';
import { programsIn } from './in-turn.ts';

const MiB = 1024 * 1024;

/** Makes a VM, in the interpreter if no option says otherwise, and what runs programs on it. */
function createRunner(options: Partial<MachineOptions> = {}, engines?: CreateEngines) {
  let chunks: Buffer[] = [];
  const output = createOutput((bytes) => {
    chunks.push(Buffer.from(bytes));
  });
  const chosen = { heapBytes: 16 * MiB, tier: 'interpreter', ...options } as const;
  const vm = createVm(output, chosen, engines);
  const run = (source: string) => {
    const compiled = compileLox(source);
    if (!compiled.ok) {
      return { output: '', errors: compiled.diagnostics.map(formatDiagnostic) };
    }
    const result = vm.run(compiled.script);
    output.flush();
    const text = Buffer.concat(chunks).toString();
    chunks = [];
    return { output: text, errors: result.ok ? [] : [result.error.message] };
  };
  return { vm, machine: vm.machine, run };
}

type Runner = ReturnType<typeof createRunner>;

/** Runs programs on one VM, one after the other; joins what they show. */
function runAll({ run }: Runner, sources: readonly string[], between: () => void = () => {}) {
  const shown = sources.map((source, index) => {
    if (index > 0) between();
    return run(source);
  });
  return {
    output: shown.map(({ output }) => output).join(''),
    errors: shown.flatMap(({ errors }) => errors),
  };
}

const wordAt = ({ memory }: Pick<Machine, 'memory'>, at: number) => memory.i32[at >> 2];

/** The cell of a global variable; its value comes first in it. */
function globalNamed(machine: Machine, name: string): number {
  const { strings } = machine;
  let cell = wordAt(machine, Region.state + State.globals);
  while (cell !== 0 && strings.textOf(wordAt(machine, cell + GlobalCell.name)) !== name) {
    cell = wordAt(machine, cell + GlobalCell.next);
  }
  if (cell === 0) throw new Error(`the program of this test has no global variable '${name}'`);
  return cell;
}

/** The object that a global variable holds. */
function objectNamed(machine: Machine, name: string): number {
  return machine.values.referenceAt(globalNamed(machine, name) + GlobalCell.value);
}

/** The property sites of a function, by line and column. */
function sitesOf(machine: Machine, name: string): PropertySite[] {
  const found = readCaches(machine).sites.filter(
    (site): site is PropertySite => site.function === name && site.use !== 'call',
  );
  if (found.length === 0) throw new Error(`'${name}' has no property sites`);
  return found;
}

/** `Point {x, y}` and so on. */
function shapeText(shape: ShapeName): string {
  if (shape === 'gone') return 'a shape that is gone';
  if (shape.isDictionary) return `a dictionary of ${shape.class}`;
  return `${shape.class} {${shape.fields.join(', ')}}`;
}

/** A site in words: what it does, its state, and its entries in order. */
function describeSite({ use, name, state, entries }: Omit<PropertySite, 'line'>) {
  return {
    site: `${use} ${name}`,
    state,
    entries: entries.map(({ shape, inlined, place, link }) => {
      const where = place === 0 ? '' : place > 0 ? `at ${place}` : `at ${-place}, outside`;
      const what =
        link === undefined
          ? ''
          : 'method' in link
            ? `method ${link.method}`
            : `then ${shapeText(link.after)}`;
      const words = [`${shapeText(shape)}:`, where, what, inlined ? '' : 'not inlined'];
      return words.filter((word) => word !== '').join(' ');
    }),
  };
}

/** What the sites of a function know after programs have run on one VM. */
export function cachesAfter({
  source,
  name,
  collecting = false,
  stressGc = false,
}: {
  source: string;
  name: string;
  /** Collect ahead of each program but the first, and at the end. */
  collecting?: boolean;
  /** Collect at every allocation. */
  stressGc?: boolean;
}) {
  const runner = createRunner({ stressGc });
  const { machine } = runner;
  const collect = () => {
    if (collecting) machine.heap.collect();
  };
  const shown = runAll(runner, programsIn(source), collect);
  collect();
  return { ...shown, sites: sitesOf(machine, name).map(describeSite) };
}

/** How often the sites of a function, added up, have not known. */
export function missesOf({ source, name }: { source: string; name: string }) {
  const runner = createRunner();
  const shown = runner.run(source);
  const misses = sitesOf(runner.machine, name).map((site) => site.misses);
  return { ...shown, misses };
}

/** How often a program has looked for a property, as the VM has counted. */
export function lookupsCounted({ source }: { source: string }) {
  const runner = createRunner({ countDispatches: true });
  const shown = runner.run(source);
  return { ...shown, counted: runner.vm.statistics().lookups };
}

/** The words of a site's cell, and of its block, if it has one. */
export function wordsOf({ source, name }: { source: string; name: string }) {
  const runner = createRunner();
  const { machine } = runner;
  const shown = runner.run(source);
  const [{ site }] = sitesOf(machine, name);
  const block = wordAt(machine, site + Site.entries);
  const entries = [site + SITE_ENTRY];
  for (let number = 0; block !== 0 && number < MAX_ENTRIES - 1; number += 1) {
    entries.push(block + number * CacheEntry.size);
  }
  const named = new Map<number, string>();
  let shape = wordAt(machine, Region.state + State.shapes);
  for (; shape !== 0; shape = wordAt(machine, shape + Shape.next)) {
    const class_ = wordAt(machine, shape + Shape.class);
    const name = machine.strings.textOf(wordAt(machine, class_ + ClassObject.name));
    named.set(shape, `${name}, ${wordAt(machine, shape + Shape.count)} fields`);
  }
  const shapeWord = (word: number) =>
    word === NO_SHAPE ? 'NO_SHAPE' : (named.get(word) ?? `negated ${named.get(-word)}`);
  return {
    ...shown,
    state: cacheStates[wordAt(machine, site + Site.state)],
    hasBlock: block !== 0,
    entries: entries.map((entry) => ({
      shape: shapeWord(wordAt(machine, entry + CacheEntry.shape)),
      place: wordAt(machine, entry + CacheEntry.place),
    })),
  };
}

/** Makes it impossible to find anything by its name: what is not remembered is not found any more. */
function spoilNames(machine: Machine): void {
  const { i32 } = machine.memory;
  let shape = wordAt(machine, Region.state + State.shapes);
  for (; shape !== 0; shape = wordAt(machine, shape + Shape.next)) {
    i32[(shape + Shape.name) >> 2] = 0;
    i32[(wordAt(machine, shape + Shape.class) + ClassObject.methods) >> 2] = 0;
  }
}

function countShapes(machine: Machine): number {
  let count = 0;
  let shape = wordAt(machine, Region.state + State.shapes);
  for (; shape !== 0; shape = wordAt(machine, shape + Shape.next)) count += 1;
  return count;
}

/**
 * Runs programs on one VM. When so many of them have prepared it, the names of all
 * fields and the methods of all classes are taken out of memory.
 */
export function runSpoilt({ source, prepared: count }: { source: string; prepared: number }) {
  const programs = programsIn(source);
  const runner = createRunner();
  const { machine } = runner;
  const prepared = runAll(runner, programs.slice(0, count));
  const shapes = countShapes(machine);
  spoilNames(machine);
  const shown = programs.slice(count).map(runner.run);
  return { prepared, shown, newShapes: countShapes(machine) - shapes };
}

/** An entry that a test writes into a site. */
export interface Patch {
  readonly function: string;
  /** Which of its property sites. */
  readonly site: number;
  /** Which of the four entries. */
  readonly entry: number;
  /** The global whose shape it is for: an instance's, or a class's own. */
  readonly shapeOf: string;
  readonly negated?: boolean;
  /** The field, of the same instance, whose place it is. */
  readonly placeOf?: string;
  /** The class and method that are its link; without: a shape. */
  readonly link?: readonly [class_: string, method: string];
  /** The global whose shape is the link, and in which the field has its place; without: the same. */
  readonly after?: string;
}

/** Runs a program, writes entries into sites by hand, and runs another. */
export function runPatched({ source, patches }: { source: string; patches: readonly Patch[] }) {
  const runner = createRunner();
  const { machine } = runner;
  const [first, second] = programsIn(source);
  const before = runner.run(first);
  for (const patch of patches) applyPatch(machine, patch);
  const after = runner.run(second);
  return { before, after };
}

function applyPatch(machine: Machine, patch: Patch): void {
  const { memory, strings, tables, fields, values, heap } = machine;
  const { i32 } = memory;
  const object = objectNamed(machine, patch.shapeOf);
  const isClass = (wordAt(machine, object + Header.info) & KIND_MASK) === Kind.CLASS;
  const shape = wordAt(machine, isClass ? object + ClassObject.shape : object);
  const { site } = sitesOf(machine, patch.function)[patch.site];
  const after =
    patch.after === undefined ? shape : wordAt(machine, objectNamed(machine, patch.after));
  const place =
    patch.placeOf === undefined ? 0 : fields.placeOf(after, strings.intern(patch.placeOf));
  let link = patch.placeOf === undefined ? 0 : after;
  if (patch.link !== undefined) {
    const [class_, method] = patch.link;
    const methods = wordAt(machine, objectNamed(machine, class_) + ClassObject.methods);
    link = values.referenceAt(tables.find(methods, strings.intern(method)));
  }
  const block = patch.entry === 0 ? 0 : heap.allocateNonMoving((MAX_ENTRIES - 1) * CacheEntry.size);
  i32[(site + Site.state) >> 2] = block === 0 ? CacheState.MONOMORPHIC : CacheState.POLYMORPHIC;
  if (block !== 0) {
    for (let entry = 0; entry < MAX_ENTRIES - 1; entry += 1) {
      i32[(block + entry * CacheEntry.size) >> 2] = NO_SHAPE;
    }
    i32[(site + Site.entries) >> 2] = block;
  }
  const at = patch.entry === 0 ? site + SITE_ENTRY : block + (patch.entry - 1) * CacheEntry.size;
  i32[(at + CacheEntry.shape) >> 2] = patch.negated === true ? -shape : shape;
  i32[(at + CacheEntry.place) >> 2] = place;
  i32[(at + CacheEntry.link) >> 2] = link;
}

/** Asks a site, made by hand, for shapes: the number of the entry that is found, or -1. */
export function probeSite({
  own,
  block,
  asked,
  native = false,
}: {
  /** The shape in its own entry; 0: it is free. */
  own: number;
  /** The shapes in its block, 0 for a free entry; none: there is no block. */
  block?: readonly number[];
  asked: readonly number[];
  /** Ask the support function of native code. */
  native?: boolean;
}) {
  const { machine } = createRunner();
  const { memory, heap } = machine;
  const { i32 } = memory;
  const cell = heap.allocateNonMoving(SITE_SIZE);
  const entriesAt = heap.allocateNonMoving((MAX_ENTRIES - 1) * CacheEntry.size);
  const shapeWord = (shape: number) => (shape === 0 ? NO_SHAPE : shape);
  const known = [own, ...(block ?? [])].filter((shape) => shape !== 0).length;
  i32[(cell + Site.shape) >> 2] = shapeWord(own);
  i32[(cell + Site.state) >> 2] = Math.min(known, CacheState.POLYMORPHIC);
  const offsets = [cell + SITE_ENTRY];
  for (const [index, shape] of (block ?? []).entries()) {
    offsets.push(entriesAt + index * CacheEntry.size);
    i32[(entriesAt + index * CacheEntry.size) >> 2] = shapeWord(shape);
  }
  if (block !== undefined) i32[(cell + Site.entries) >> 2] = entriesAt;
  const name = machine.strings.intern('asked');
  const nativeProbe = native ? probeOf(machine) : undefined;
  const { probe } = createSites(machine);
  return asked.map((shape) => {
    const entry = nativeProbe ? nativeProbe(cell, shape, name) : probe(cell, shape);
    return entry === 0 ? 'nothing' : `entry ${offsets.indexOf(entry)}`;
  });
}

/** The support function `probe`, to be called with a site, a shape and a key. */
function probeOf({ memory }: Machine): (site: number, shape: number, key: number) => number {
  const address = startSession().jit.lookup(supportSymbol('probe'));
  const type = koffi.proto('int32_t', ['uintptr_t', 'int32_t', 'int32_t', 'int32_t']);
  const call = koffi.decode(BigInt(address), type) as (...words: number[]) => number;
  return (site, shape, key) => call(memory.address, site, shape, key);
}

/**
 * Does one thing after the other with a lookup cache of its own, and repeats each
 * `find`, with the place and link that were there. A name that ends in `=` is one that
 * is written.
 */
export function useLookups({
  source,
  native = false,
}: {
  /** One step a line: `put SHAPE NAME PLACE LINK`, `find SHAPE NAME`, `clear`, or `fresh`: take a new cache. */
  source: string;
  /** Ask the support function of native code, at a megamorphic site. */
  native?: boolean;
}) {
  const { machine } = createRunner();
  const { memory, heap, strings } = machine;
  const { i32 } = memory;
  let lookups = createLookupCache(machine);
  const nativeProbe = native ? probeOf(machine) : undefined;
  const cell = heap.allocateNonMoving(SITE_SIZE);
  i32[(cell + Site.shape) >> 2] = NO_SHAPE;
  i32[(cell + Site.state) >> 2] = CacheState.MEGAMORPHIC;
  const keyOf = (name: string) =>
    name.endsWith('=') ? strings.intern(name.slice(0, -1)) | 1 : strings.intern(name);
  const found: string[] = [];
  for (const line of source.split('\n')) {
    const [step, shapeText, name, place, link] = line.split(' ');
    const shape = Number(shapeText);
    if (step === 'put') lookups.put(shape, keyOf(name), Number(place), Number(link));
    else if (step === 'clear') lookups.clear();
    else if (step === 'fresh') lookups = createLookupCache(machine);
    else if (step === 'find') {
      const key = keyOf(name);
      const entry = nativeProbe ? nativeProbe(cell, shape, key) : lookups.find(shape, key);
      const word = (field: number) => i32[(entry + field) >> 2];
      const known = entry === 0 ? 'nothing' : `${word(CacheEntry.place)}, ${word(CacheEntry.link)}`;
      found.push(`${line}: ${known}`);
    } else throw new Error(`'${step}' is no step`);
  }
  return found;
}

const lookupText = ({ name, isWrite, shape }: LookupView) =>
  `${isWrite ? 'set' : 'get'} ${name} of ${shapeText(shape)}`;

/** What is in the global lookup cache after programs have run on one VM. */
export function lookupsAfter({
  source,
  collecting = false,
}: {
  source: string;
  collecting?: boolean;
}) {
  const runner = createRunner();
  const shown = runAll(runner, programsIn(source));
  if (collecting) runner.machine.heap.collect();
  const table = wordAt(runner.machine, Region.state + State.lookupCache);
  let used = 0;
  for (let index = 0; index < LOOKUP_ENTRIES; index += 1) {
    if (wordAt(runner.machine, table + index * LookupEntry.size) !== 0) used += 1;
  }
  const lookups = collecting ? [] : readCaches(runner.machine).lookups.map(lookupText).sort();
  return { ...shown, used, lookups };
}

/** The call sites of a function after programs have run on one VM. */
export function calleesAfter({ source, name }: { source: string; name: string }) {
  const runner = createRunner();
  const shown = runAll(runner, programsIn(source));
  const callees = readCaches(runner.machine).sites.flatMap((site) =>
    site.use === 'call' && site.function === name
      ? [`${site.callee ?? 'nobody'}, ${site.changes} callees so far`]
      : [],
  );
  return { ...shown, callees };
}

/** The engines, with some functions of the program left to the interpreter. */
const holding =
  (held: readonly string[]): CreateEngines =>
  (machine) => {
    const { functions, tiers } = machine as Machine & EngineNeeds;
    let isHeld = false;
    const holdOnce = () => {
      if (isHeld) return;
      isHeld = true;
      for (const { bytecode, offset } of functions) {
        if (held.includes(bytecode.name || 'script')) tiers.hold(offset);
      }
    };
    return new Map(
      [...createEngines(machine)].map(([tier, engine]) => [
        tier,
        {
          run() {
            holdOnce();
            return engine.run();
          },
        },
      ]),
    );
  };

/** Runs a program in native code, but for some functions: how often that code needed the VM. */
export function runNative({ source, held = [] }: { source: string; held?: readonly string[] }) {
  const runner = createRunner({ tier: 'baseline' }, holding(held));
  const shown = runner.run(source);
  return { ...shown, crossings: runner.vm.statistics().native.crossings };
}

/**
 * Runs a program in native code that makes the global `o`, and has sites for its
 * shape; then takes from that object's header that it is an instance, and
 * runs another: whoever looks at the shape alone does not notice.
 */
export function runWithOddKind({ source }: { source: string }) {
  const [first, second] = programsIn(source);
  const runner = createRunner({ tier: 'baseline' });
  const { machine } = runner;
  const before = runner.run(first);
  const info = (objectNamed(machine, 'o') + Header.info) >> 2;
  const kind = machine.memory.i32[info];
  machine.memory.i32[info] = (kind & ~KIND_MASK) | Kind.FIELDS;
  const after = runner.run(second);
  machine.memory.i32[info] = kind;
  return { before, after };
}

/**
 * Lets native code write a field to a place that overlaps the shape, as a site
 * says, and tells which of the two is there afterwards.
 */
export function writeOverShape({ source }: { source: string }) {
  const [first, second] = programsIn(source);
  const runner = createRunner({ tier: 'baseline' });
  const { machine } = runner;
  const { i32 } = machine.memory;
  const before = runner.run(first);
  const object = objectNamed(machine, 'o');
  const [shape, info] = [i32[object >> 2], i32[(object + Header.info) >> 2]];
  const [{ site }] = sitesOf(machine, 'write');
  const place = i32[(site + Site.place) >> 2];
  i32[(site + Site.place) >> 2] = 0;
  const after = runner.run(second);
  const isShape = i32[object >> 2] === i32[(site + Site.link) >> 2];
  i32[object >> 2] = shape;
  i32[(object + Header.info) >> 2] = info;
  i32[(site + Site.place) >> 2] = place;
  return { before, after, holds: isShape ? 'the shape' : 'the value' };
}
