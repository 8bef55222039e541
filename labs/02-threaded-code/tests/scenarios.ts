/**
 * What the tests of this lab look at beside a program's output. Runs in the
 * process with the student's code; knows nothing of what is expected.
 */
import { outcomesOf } from '#grader/probe/child/outcomes.ts';
import { type Engine, Status, Tier, tierNames } from '#shared/contracts/engine.ts';
import type { Machine, MachineOptions } from '#shared/contracts/machine.ts';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { decodeInstruction, jumpTarget } from '#shared/lox/disassembler.ts';
import {
  FrameRecord,
  FunctionObject,
  Poll,
  Region,
  SITE_SHIFT,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { Word, type WordName, wordNames, words } from '#shared/threaded/words.ts';
import { type CreateEngines, createEngines, createVm, type Vm } from '#solutions/vm.ts';

const MiB = 1024 * 1024;
const heapBytes = 16 * MiB;
const FRAME = (Region.state + State.frame) >> 2;
const POLL = (Region.state + State.poll) >> 2;
const STACK_TOP = (Region.state + State.stackTop) >> 2;

interface Setting {
  readonly options?: Partial<MachineOptions>;
  readonly engines?: CreateEngines;
  readonly prepare?: (vm: Vm) => void;
  /** Called at each line that the program prints. */
  readonly printed?: (machine: Machine) => void;
}

/** Runs a program on a VM of its own, in the threaded tier if no option says otherwise. */
function run(source: string, { options, engines = createEngines, prepare, printed }: Setting = {}) {
  const chunks: Buffer[] = [];
  const output = createOutput((bytes) => {
    chunks.push(Buffer.from(bytes));
    printed?.(vm.machine);
  }, printed !== undefined);
  const vm = createVm(output, { heapBytes, tier: 'threaded', ...options }, engines);
  prepare?.(vm);
  const compiled = compileLox(source);
  if (!compiled.ok) {
    return { vm, output: '', exitCode: 65, errors: compiled.diagnostics.map(formatDiagnostic) };
  }
  const result = vm.run(compiled.script);
  output.flush();
  const errors = result.ok ? [] : [result.error.message, ...result.error.trace];
  return { vm, output: Buffer.concat(chunks).toString(), exitCode: result.ok ? 0 : 70, errors };
}

const field = ({ memory }: Machine, structure: number, at: number) =>
  memory.i32[(structure + at) >> 2];

function functionNamed(machine: Machine, name: string) {
  const found = machine.functions.find(({ bytecode }) => (bytecode.name || 'script') === name);
  if (found === undefined) throw new Error(`the program of this test has no function '${name}'`);
  return found;
}

/** An operation with its operands, each as what it stands for. */
export interface ListedWord {
  readonly name: string;
  /**
   * By kind: the index of a slot, the text of a constant, how many operations a
   * jump goes on, the offset of a pc in the function's bytecode.
   */
  readonly operands: readonly { readonly kind: string; readonly value: number | string }[];
}

/** A function's words as they lie in memory. */
function wordsIn(machine: Machine, code: number): ListedWord[] {
  const { i32 } = machine.memory;
  const start = field(machine, code, FunctionObject.words) >> 2;
  const end = start + field(machine, code, FunctionObject.wordCount);
  const starts: number[] = [];
  for (let at = start; at < end; at += 1 + operandsAt(machine, at).length) starts.push(at);
  return starts.map((at) => ({
    name: wordNames[i32[at]],
    operands: operandsAt(machine, at).map((kind, index) => {
      const value = i32[at + 1 + index];
      if (kind !== 'jump') return { kind, value: meaningOf(machine, code, kind, value) };
      const target = starts.indexOf(at + value);
      return { kind, value: target === -1 ? 'nowhere' : target - starts.indexOf(at) };
    }),
  }));
}

function operandsAt(machine: Machine, at: number): readonly string[] {
  const name = wordNames[machine.memory.i32[at]];
  if (name === undefined)
    throw new Error(
      `your words hold ${machine.memory.i32[at]} where an operation should begin (does each operation have all its operands, and does \`wordCount\` count words?)`,
    );
  return words[name].operands;
}

function meaningOf(machine: Machine, code: number, kind: string, value: number): number | string {
  if (kind === 'to' || kind === 'slot' || kind === 'top') return value / SLOT_SIZE;
  if (kind === 'constant') return machine.printer.textOf(value);
  if (kind === 'pc') return value - field(machine, code, FunctionObject.code);
  if (kind === 'site') return (value - field(machine, code, FunctionObject.sites)) >> SITE_SHIFT;
  return kind === 'count' ? value : kind;
}

/** The words of a function after the program has run, and what it printed. */
export function wordsOf({ source, name }: { source: string; name: string }) {
  const { vm, output, errors } = run(source);
  const { offset } = functionNamed(vm.machine, name);
  return { output, errors, words: wordsIn(vm.machine, offset) };
}

/** The words of a script that is translated, but never run. */
export function translated({ source }: { source: string }) {
  let words: ListedWord[] = [];
  const engines: CreateEngines = (machine) => {
    const engine: Engine = {
      run() {
        const { offset } = functionNamed(machine as unknown as Machine, 'script');
        machine.translate(offset);
        words = wordsIn(machine as unknown as Machine, offset);
        return Status.OK;
      },
    };
    return new Map([...createEngines(machine), [Tier.THREADED, engine]]);
  };
  run(source, { engines });
  return { words };
}

/** The words of a function after a run; nothing is done yet while no comparison is fused with its jump. */
export function fusedWordsOf(args: { source: string; name: string }) {
  const found = wordsOf(args);
  const isFused = ({ name }: ListedWord) => /^JUMP_(UNLESS|IF_NIL)/.test(name);
  if (!found.words.some(isFused)) throw new UnfinishedError('02.6');
  return found;
}

/**
 * Where the way in of a function leads: for each offset of its bytecode that has
 * one, whether that is where an operation begins. And the offsets at which frames
 * do begin or go on: the start, behind calls, where jumps arrive.
 */
export function waysIn({ source, name }: { source: string; name: string }) {
  const { vm } = run(source);
  const { machine } = vm;
  const { offset, bytecode } = functionNamed(machine, name);
  const { i32 } = machine.memory;
  const start = field(machine, offset, FunctionObject.words) >> 2;
  const count = field(machine, offset, FunctionObject.wordCount);
  const operations: number[] = [];
  for (let at = start; at < start + count; at += 1 + operandsAt(machine, at).length)
    operations.push(at);
  const code = field(machine, offset, FunctionObject.code);
  const entry = (pc: number) =>
    i32[(field(machine, offset, FunctionObject.resume) + (code + pc) * 4) >> 2];
  const used = new Set([0]);
  for (const at of bytecode.offsets) {
    const instruction = decodeInstruction(bytecode.code, at);
    if (/CALL|INVOKE/.test(instruction.name)) used.add(instruction.end);
    if (instruction.name === 'LOOP') used.add(jumpTarget(instruction) ?? 0);
  }
  return {
    used: [...used].sort((a, b) => a - b),
    ways: Array.from({ length: bytecode.code.length }, (_, pc) => pc).filter(
      (pc) => entry(pc) !== 0,
    ),
    astray: Array.from({ length: bytecode.code.length }, (_, pc) => pc).filter(
      (pc) => entry(pc) !== 0 && !operations.includes(entry(pc)),
    ),
  };
}

/** Lets `before` look at the newest frame each time before the engine of the threaded tier runs. */
const watched =
  (before: (machine: Machine) => void): CreateEngines =>
  (machine) => {
    const engines = createEngines(machine);
    const inner = engines.get(Tier.THREADED);
    if (inner === undefined) throw new Error('there is no engine of the threaded tier');
    const engine: Engine = {
      run() {
        before(machine as unknown as Machine);
        return inner.run();
      },
    };
    return new Map([...engines, [Tier.THREADED, engine]]);
  };

/** Translates the script, puts other words in the place of some, and runs it. */
export function runPatched({ source, from, to }: { source: string; from: WordName; to: WordName }) {
  let isPatched = false;
  let replaced = 0;
  const engines = watched((machine) => {
    if (isPatched) return;
    isPatched = true;
    const { offset } = functionNamed(machine, 'script');
    machine.translate(offset);
    const { i32 } = machine.memory;
    const start = field(machine, offset, FunctionObject.words) >> 2;
    const end = start + field(machine, offset, FunctionObject.wordCount);
    for (let at = start; at < end; at += 1 + operandsAt(machine, at).length) {
      if (i32[at] !== Word[from]) continue;
      i32[at] = Word[to];
      replaced += 1;
    }
  });
  const { output, errors } = run(source, { engines });
  return { output, errors, replaced };
}

/** At each line that a program prints: the tiers of all frames, oldest first, and whose engine is running. */
export function tiersAtPrints({
  source,
  tier,
  hotThreshold,
  quantum,
}: {
  source: string;
  tier: 'threaded' | 'auto';
  hotThreshold: number;
  quantum: number;
}) {
  let running = '';
  const seen: string[] = [];
  const { output, errors } = run(source, {
    options: { tier, hotThreshold, quantum: () => quantum },
    engines: noting((next) => {
      running = tierNames[next];
    }),
    printed: ({ frames }) => void seen.push(`${tiersOf(frames)}; run by ${running}`),
  });
  return { output, errors, seen };
}

function tiersOf(frames: Machine['frames']): string {
  const texts = [...frames.walk()].map(
    ({ function: { bytecode }, tier }) => `${bytecode.name || 'script'}: ${tierNames[tier]}`,
  );
  return texts.reverse().join(', ');
}

/** The engines, each saying when it is entered. */
const noting =
  (entered: (tier: Tier) => void): CreateEngines =>
  (machine) =>
    new Map(
      [...createEngines(machine)].map(([tier, engine]): [Tier, Engine] => [
        tier,
        {
          run() {
            entered(tier);
            return engine.run();
          },
        },
      ]),
    );

/** No program of a test hands over more often. */
const MOST_HAND_OVERS = 10_000;

/** What the frames are at each hand-over to the driver: function, pc, and the values of the newest frame's slots. */
export function canonicalFrames({
  source,
  tier,
}: {
  source: string;
  tier: 'threaded' | 'interpreter';
}) {
  const seen: string[] = [];
  const engines: CreateEngines = (machine) =>
    new Map(
      [...createEngines(machine)].map(([number, engine]): [Tier, Engine] => [
        number,
        {
          run() {
            const status = engine.run();
            if (status === Status.SWITCH) seen.push(frameText(machine as unknown as Machine));
            if (seen.length > MOST_HAND_OVERS)
              throw new Error(
                `the engine came back with SWITCH ${MOST_HAND_OVERS.toLocaleString('en')} times: does each \`run\` make progress?`,
              );
            return status;
          },
        },
      ]),
    );
  const { output, errors } = run(source, { options: { tier, quantum: () => 0 }, engines });
  return { output, errors, seen };
}

function frameText({ frames, memory, printer }: Machine): string {
  const { base, pc, function: loaded } = frames.newest();
  const slots: string[] = [];
  for (let slot = base; slot < memory.i32[STACK_TOP]; slot += SLOT_SIZE)
    slots.push(printer.textOf(slot));
  return `${loaded.bytecode.name || 'script'} at ${pc}: ${slots.join(' | ')}`;
}

/** A generator of numbers below 1, from a seed. */
function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Interpreter and threaded code hand frames to one another: each time that one
 * of them is entered, the newest frame changes its tier or does not.
 */
const switching =
  (random: () => number): CreateEngines =>
  (machine) => {
    const { i32 } = machine.memory;
    const engines = createEngines(machine);
    const engine: Engine = {
      run() {
        const tier = random() < 0.5 ? Tier.INTERPRETER : Tier.THREADED;
        i32[(i32[FRAME] + FrameRecord.tier) >> 2] = tier;
        return engines.get(tier)?.run() ?? Status.ERROR;
      },
    };
    return new Map([
      [Tier.INTERPRETER, engine],
      [Tier.THREADED, engine],
    ]);
  };

/** Runs a program in both tiers, which hand over at random safepoints. */
export function runSwitching({
  source,
  seed,
  stressGc,
}: {
  source: string;
  seed: number;
  stressGc: boolean;
}) {
  const random = randomFrom(seed);
  const quantum = () => Math.floor(random() * 6);
  const { output, errors } = run(source, {
    options: { quantum, stressGc },
    engines: switching(random),
  });
  return { output, errors };
}

/** What each program does, in the threaded tier. */
export function runAll({ sources }: { sources: readonly string[] }) {
  return outcomesOf(sources, run);
}

/** Runs a program that overflows the stack, and asks it afterwards how many calls its `n` counted. */
export function overflowDepth({ source }: { source: string }) {
  const { vm, errors } = run(source);
  const { values, functions } = vm.machine;
  const asked = compileLox('n = n;');
  if (!asked.ok || !vm.run(asked.script).ok) return { message: errors[0], calls: -1 };
  const constants = field(
    vm.machine,
    functions[functions.length - 1].offset,
    FunctionObject.constants,
  );
  return { message: errors[0], calls: values.numberAt(values.referenceAt(constants)) };
}

/** Which functions a program has made hot, and what their counters were then. */
export function whenHot({
  threshold,
  quantum,
  source,
}: {
  threshold: number;
  quantum: number;
  source: string;
}) {
  const hot: { name: string; calls: number; loops: number }[] = [];
  const { output } = run(source, {
    options: { hotThreshold: threshold, quantum: () => quantum },
    prepare: ({ machine }) =>
      machine.events.listen((event) => {
        if (event.kind === 'hot')
          hot.push({ name: event.name, calls: event.calls, loops: event.loops });
      }),
  });
  return { output, hot };
}

/** Runs a program and asks for its end, by the poll word, while it prints its so-manieth line. */
export function interruptAtLine({ lines, source }: { lines: number; source: string }) {
  let count = 0;
  const { output, errors } = run(source, {
    options: { quantum: () => 1_000_000, hotThreshold: 1_000_000 },
    printed({ memory }) {
      count += 1;
      if (count === lines) memory.i32[POLL] = Poll.INTERRUPT;
      if (count > lines + 10_000)
        throw new Error('the program went on after the poll word was set');
    },
  });
  return { printed: output.split('\n').length - 1, errors };
}

/**
 * A debugger of the simplest kind: when line number `stop` is printed it sets the
 * poll word. At the next safepoint the engine comes back; the debugger clears the
 * word, has the interpreter do the next `steps` safepoints, one at a time, and
 * gives the frame back. For each line: which tier's engine was running.
 */
export function stepThrough({
  source,
  stop,
  steps,
}: {
  source: string;
  stop: number;
  steps: number;
}) {
  let running: string = 'none';
  let left = 0;
  const stops: string[] = [];
  const lines: string[] = [];
  const engines: CreateEngines = (machine) => {
    const { i32 } = machine.memory;
    const inner = createEngines(machine);
    const engine: Engine = {
      run() {
        const tier = left > 0 ? Tier.INTERPRETER : Tier.THREADED;
        i32[(i32[FRAME] + FrameRecord.tier) >> 2] = tier;
        running = tierNames[tier];
        const status = inner.get(tier)?.run() ?? Status.ERROR;
        if (left > 0) left -= 1;
        if (status === Status.SWITCH && i32[POLL] !== 0) {
          i32[POLL] = 0;
          left = steps;
        }
        if (status === Status.SWITCH && left > 0)
          stops.push(frameText(machine as unknown as Machine));
        return status;
      },
    };
    return new Map([
      [Tier.INTERPRETER, engine],
      [Tier.THREADED, engine],
    ]);
  };
  const { output, errors } = run(source, {
    engines,
    // While stepping, one safepoint an entry; else none in sight.
    options: { quantum: () => (left > 0 ? 0 : 1_000_000), hotThreshold: 1_000_000 },
    printed({ memory }) {
      lines.push(running);
      if (lines.length === stop) memory.i32[POLL] = Poll.INTERRUPT;
    },
  });
  return { output, errors, lines, stops };
}
