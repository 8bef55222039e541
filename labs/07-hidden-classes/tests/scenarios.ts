/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import { outcomesOf } from '#grader/probe/child/outcomes.ts';
import type { TierName } from '#shared/contracts/engine.ts';
import type { Machine, MachineOptions } from '#shared/contracts/machine.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import {
  ClassObject,
  FIELDS_SLOTS,
  FunctionObject,
  GlobalCell,
  Header,
  INSTANCE_FIELDS,
  Instance,
  KIND_MASK,
  Region,
  Shape,
  SITE_SIZE,
  SIZE_SHIFT,
  Site,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { readShapeTrees, type ShapeNode } from '#shared/runtime/shape-tree.ts';
import { createVm, type Vm } from '#solutions/vm.ts';
import { createTransitions } from '#vm/shapes/transitions';

const heapBytes = 16 * 1024 * 1024;
const SHAPES = (Region.state + State.shapes) >> 2;
const GLOBALS = (Region.state + State.globals) >> 2;
const TOP = (Region.state + State.allocationTop) >> 2;

/** Makes a VM, in the interpreter if no option says otherwise, and what runs programs on it. */
function createRunner(options: Partial<MachineOptions> = {}) {
  let chunks: Buffer[] = [];
  const output = createOutput((bytes) => void chunks.push(Buffer.from(bytes)));
  const vm = createVm(output, { heapBytes, tier: 'interpreter', ...options });
  const run = (source: string) => {
    const compiled = compileLox(source);
    if (!compiled.ok) {
      return { output: '', exitCode: 65, errors: compiled.diagnostics.map(formatDiagnostic) };
    }
    const result = vm.run(compiled.script);
    output.flush();
    const text = Buffer.concat(chunks).toString();
    chunks = [];
    const errors = result.ok ? [] : [result.error.message, ...result.error.trace];
    return { output: text, exitCode: result.ok ? 0 : 70, errors };
  };
  return { vm, run };
}

const wordAt = ({ memory }: Pick<Machine, 'memory'>, at: number) => memory.i32[at >> 2];

/** The slot of a global variable. */
function globalSlot(machine: Machine, name: string): Slot {
  const { memory, strings } = machine;
  for (let cell = memory.i32[GLOBALS]; cell !== 0; cell = wordAt(machine, cell + GlobalCell.next)) {
    if (strings.textOf(wordAt(machine, cell + GlobalCell.name)) === name) {
      return cell + GlobalCell.value;
    }
  }
  throw new Error(`the program of this test has no variable '${name}'`);
}

const globalObject = (machine: Machine, name: string): Reference =>
  machine.values.referenceAt(globalSlot(machine, name));

/** All shapes, those that nobody has, too. */
function allShapes(machine: Machine): number[] {
  const shapes: number[] = [];
  const { i32 } = machine.memory;
  for (let at = i32[SHAPES]; at !== 0; at = i32[(at + Shape.next) >> 2]) shapes.push(at);
  return shapes;
}

/** A class's name, by its reference. */
const className = (machine: Machine, class_: Reference) =>
  machine.strings.textOf(wordAt(machine, class_ + ClassObject.name));

// ------------------------------------------------------- shapes by themselves

/** Words of a root, and whether it is among all shapes. */
function describeRoot(machine: Machine, root: number) {
  const word = (field: number) => wordAt(machine, root + field);
  return {
    kind: word(Header.info) & KIND_MASK,
    class: word(Shape.class) === 0 ? '' : className(machine, word(Shape.class)),
    isItsRoot: word(Shape.root) === root,
    parent: word(Shape.parent),
    count: word(Shape.count),
    inside: word(Shape.inside),
    isDictionary: word(Shape.isDictionary),
    children: word(Shape.children),
    known: allShapes(machine).includes(root),
  };
}

/** The roots of the classes in these variables. */
export function rootsOf({ source, names }: { source: string; names: string[] }) {
  const { vm, run } = createRunner();
  const { errors } = run(source);
  const { machine } = vm;
  const roots = names.map((name) =>
    wordAt(machine, globalObject(machine, name) + ClassObject.shape),
  );
  return {
    errors,
    distinct: new Set(roots).size,
    roots: roots.map((root) => describeRoot(machine, root)),
  };
}

/** Roots made for a class, with room for so many fields. */
export function makeRoots({ sizes }: { sizes: number[] }) {
  const { vm, run } = createRunner();
  run('class Point {}');
  const { machine } = vm;
  const class_ = globalObject(machine, 'Point');
  const transitions = createTransitions(machine);
  return sizes.map((slots) => {
    const root = transitions.makeRoot(class_, slots);
    return {
      ...describeRoot(machine, root),
      bytes: wordAt(machine, root + Shape.instanceBytes) - INSTANCE_FIELDS,
    };
  });
}

/** An instance made by `fields.instantiate`, where memory is full of what was there before. */
export function freshInstance() {
  const { vm, run } = createRunner();
  run('class Point {} var made = Point;');
  const { machine } = vm;
  const class_ = globalObject(machine, 'Point');
  const { i32, u8 } = machine.memory;
  u8.fill(0x5a, i32[TOP], i32[TOP] + 4_096);
  const slot = globalSlot(machine, 'made');
  const succeeded = machine.fields.instantiate(slot);
  const instance = machine.values.referenceAt(slot);
  const root = wordAt(machine, class_ + ClassObject.shape);
  return {
    succeeded,
    isNew: instance !== class_,
    kind: wordAt(machine, instance + Header.info) & KIND_MASK,
    hasTheRoot: wordAt(machine, instance) === root,
    overflow: wordAt(machine, instance + Instance.overflow),
    bytes: bytesOf(machine, instance),
    says: wordAt(machine, root + Shape.instanceBytes),
  };
}

const bytesOf = (machine: Machine, object: Reference) =>
  (wordAt(machine, object + Header.info) >>> SIZE_SHIFT) * 8;

/**
 * Adds fields in the order of each path, beginning at one root with so many
 * slots, by `transitions.after`. Shapes have numbers in the order in which they
 * came up; the root's is 0.
 */
export function walk({ slots, paths }: { slots: number; paths: string[][] }) {
  const { vm, run } = createRunner();
  run('class Point {}');
  const { machine } = vm;
  const class_ = globalObject(machine, 'Point');
  const transitions = createTransitions(machine);
  const before = allShapes(machine).length;
  const root = transitions.makeRoot(class_, slots);
  const numbers = new Map([[root, 0]]);
  const numberOf = (shape: number) => {
    if (!numbers.has(shape)) numbers.set(shape, numbers.size);
    return numbers.get(shape);
  };
  const names = [...new Set(paths.flat()), 'unknown'];
  const shapes = paths.map((path) => {
    let at = root;
    return path.map((name) => {
      at = transitions.after(at, machine.strings.intern(name));
      return at;
    });
  });
  return {
    made: allShapes(machine).length - before,
    paths: shapes.map((path) =>
      path.map((shape) => {
        const word = (field: number) => wordAt(machine, shape + field);
        return {
          shape: numberOf(shape),
          parent: numberOf(word(Shape.parent)),
          root: numberOf(word(Shape.root)),
          name: machine.strings.textOf(word(Shape.name)),
          class: className(machine, word(Shape.class)),
          place: word(Shape.place),
          count: word(Shape.count),
          inside: word(Shape.inside),
          isDictionary: word(Shape.isDictionary),
        };
      }),
    ),
    places: shapes.map((path) =>
      Object.fromEntries(
        names.map((name) => [
          name,
          transitions.placeOf(path.at(-1) ?? root, machine.strings.intern(name)),
        ]),
      ),
    ),
    rootPlaces: names.map((name) => transitions.placeOf(root, machine.strings.intern(name))),
  };
}

// ------------------------------------------------------- instances of a program

/** What lies in a slot, as `print` shows it. */
function valueAt(machine: Machine, slot: Slot): string {
  return machine.values.isEmpty(slot) ? 'EMPTY' : machine.printer.textOf(slot);
}

/** An instance as its words say, looked at without the student's functions. */
function describeInstance(machine: Machine, instance: Reference) {
  const word = (at: number) => wordAt(machine, at);
  const shape = word(instance);
  const overflow = word(instance + Instance.overflow);
  const isDictionary = word(shape + Shape.isDictionary) !== 0;
  const fields: Record<string, string> = {};
  const places: Record<string, number> = {};
  if (!isDictionary) {
    for (let at = shape; word(at + Shape.parent) !== 0; at = word(at + Shape.parent)) {
      const place = word(at + Shape.place);
      const name = machine.strings.textOf(word(at + Shape.name));
      fields[name] = valueAt(machine, place > 0 ? instance + place : overflow - place);
      places[name] = place;
    }
  }
  const class_ = word(shape + Shape.class);
  const current = word(class_ + ClassObject.shape);
  const outside = overflow !== 0 && !isDictionary;
  return {
    shape,
    isDictionary,
    class: className(machine, class_),
    count: word(shape + Shape.count),
    inside: word(shape + Shape.inside),
    root: word(shape + Shape.root),
    hasCurrentRoot: word(shape + Shape.root) === current,
    rootDictionary: word(word(shape + Shape.root) + Shape.dictionary),
    bytes: bytesOf(machine, instance),
    fields,
    places,
    overflow,
    overflowKind: overflow === 0 ? 0 : word(overflow + Header.info) & KIND_MASK,
    overflowSlots: outside ? word(overflow) : 0,
    /** What lies in the overflow object, slot by slot. */
    overflowValues: outside
      ? Array.from({ length: word(overflow) }, (_, index) =>
          valueAt(machine, overflow + FIELDS_SLOTS + index * SLOT_SIZE),
        )
      : [],
  };
}

/** Runs a program, and shows the instances in these variables. */
export function instancesOf({
  source,
  names,
  tier = 'interpreter',
  stressGc = false,
}: {
  source: string;
  names: string[];
  tier?: TierName;
  stressGc?: boolean;
}) {
  const { vm, run } = createRunner({ tier, stressGc });
  const ran = run(source);
  const { machine } = vm;
  return {
    ...ran,
    shapes: allShapes(machine).length,
    instances: names.map((name) => describeInstance(machine, globalObject(machine, name))),
  };
}

/** How often the sites of a function did not know what they were asked. */
export function missesOf({ source, name }: { source: string; name: string }) {
  const { vm, run } = createRunner();
  const ran = run(source);
  return { ...ran, misses: missesIn(vm, name) };
}

function missesIn({ machine }: Vm, name: string): number[] {
  const found = machine.functions.find(({ bytecode }) => bytecode.name === name);
  if (found === undefined) throw new Error(`the program of this test has no function '${name}'`);
  const sites = wordAt(machine, found.offset + FunctionObject.sites);
  const count = wordAt(machine, found.offset + FunctionObject.siteCount);
  return Array.from({ length: count }, (_, index) =>
    wordAt(machine, sites + index * SITE_SIZE + Site.misses),
  );
}

// ------------------------------------------------------------- collections

/** A tree as fields in brackets, in the order of their names: `a(b c(d))`. */
function outline({ children }: ShapeNode): string {
  return children
    .map((child) => {
      const below = outline(child);
      const name = child.freed ? 'FREED' : (child.field ?? '?');
      return below === '' ? name : `${name}(${below})`;
    })
    .sort()
    .join(' ');
}

/**
 * Runs programs one after the other on one VM, with a collection behind each, and
 * shows the tree of a class after each of these.
 */
export function treesAfter({ sources, name }: { sources: string[]; name: string }) {
  const { vm, run } = createRunner();
  const { machine } = vm;
  return sources.map((source) => {
    const { output, errors } = run(source);
    machine.heap.collect();
    const root = wordAt(machine, globalObject(machine, name) + ClassObject.shape);
    const tree = readShapeTrees(machine.memory).find((tree) => tree.root.shape === root);
    return {
      output,
      errors,
      tree: tree === undefined ? 'the root is no shape' : outline(tree.root),
      shapes: allShapes(machine).length,
      nonMovingBytes: machine.heap.statistics().nonMovingBytes,
    };
  });
}

/** Runs programs, each on a VM of its own, and says how each ended. */
export function runAll({
  sources,
  stressGc,
  tier,
}: {
  sources: readonly string[];
  stressGc: boolean;
  tier: TierName;
}) {
  return outcomesOf(sources, (source) => createRunner({ stressGc, tier }).run(source));
}
