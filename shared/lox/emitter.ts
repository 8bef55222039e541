/**
 * The emitter assembles one function: instructions with their operands, shared
 * constants, jumps, feedback sites, the source of each instruction and how deep
 * the stack gets.
 *
 * Whatever jumps there are, the depth of the stack at an instruction is known:
 * statements leave it as they found it, and both ways through `and` and `or`
 * leave one value. So counting along the code, in order, is enough.
 */
import type {
  BytecodeFunction,
  Constant,
  LocalVariable,
  SiteKind,
  StatementStart,
} from './bytecode.ts';
import { type Reporter, report } from './diagnostics.ts';
import { type OpcodeInfo, type OpcodeName, opcodes, operandWidth } from './opcodes.ts';
import { lastTokenIn } from './scanner.ts';
import type { Span } from './source.ts';

/** Entries of a constant table: an instruction names one in a byte. */
export const maximumConstants = 256;

/** Bytes that a jump may go: its distance is a u16. */
export const maximumJump = 65_535;

/** Feedback sites of a function: an instruction names one in a u16. */
export const maximumSites = 65_535;

/** Slots of a frame. Bounds what a call must have room for on the VM's stack. */
export const maximumFrameSlots = 1024;

/** A local variable's life; `to` is infinite while it lasts. */
export interface LocalRange extends LocalVariable {
  to: number;
}

/** A function being assembled. */
export interface Emitter {
  readonly reporter: Reporter;
  readonly code: number[];
  readonly constants: Constant[];
  /** Index of each constant that can be shared, by `keyOf`. */
  readonly constantIndex: Map<string, number>;
  readonly sites: SiteKind[];
  readonly offsets: number[];
  readonly spans: Span[];
  readonly locals: LocalRange[];
  readonly statements: StatementStart[];
  /** Slots in use at this point of the code, variables included. */
  depth: number;
  /** The most that were in use so far. */
  maximumDepth: number;
}

/** An emitter for a function whose frame starts with `depth` slots in use: callee or receiver, parameters. */
export function createEmitter(reporter: Reporter, depth: number): Emitter {
  return {
    reporter,
    code: [],
    constants: [],
    constantIndex: new Map(),
    sites: [],
    offsets: [],
    spans: [],
    locals: [],
    statements: [],
    depth,
    maximumDepth: depth,
  };
}

/** What an emitter has assembled, in the form in which it leaves the compiler. */
export type Assembly = Pick<
  BytecodeFunction,
  'frameSlots' | 'code' | 'constants' | 'sites' | 'offsets' | 'spans' | 'locals' | 'statements'
>;

/** The finished parts of the function. */
export function finish(emitter: Emitter): Assembly {
  const { constants, sites, offsets, spans, statements, maximumDepth } = emitter;
  const code = Uint8Array.from(emitter.code);
  const locals = emitter.locals.map((local) => ({ ...local, to: Math.min(local.to, code.length) }));
  return { frameSlots: maximumDepth, code, constants, sites, offsets, spans, locals, statements };
}

/** Says that the code of a statement begins here; one inside of another takes its place. */
export function beginStatement({ code, statements }: Emitter, { start }: Span): void {
  const offset = code.length;
  if (statements.at(-1)?.offset === offset) statements.pop();
  statements.push({ offset, line: start.line });
}

/** Appends an instruction; the operands must be those that the instruction table lists. */
export function emit(emitter: Emitter, name: OpcodeName, span: Span, ...operands: number[]): void {
  const info: OpcodeInfo = opcodes[name];
  emitter.offsets.push(emitter.code.length);
  emitter.spans.push(span);
  emitter.code.push(info.code);
  let pops = info.pops;
  for (let index = 0; index < info.operands.length; index++) {
    const kind = info.operands[index];
    emitOperand(emitter, operands[index], operandWidth[kind]);
    if (kind === 'argumentCount') pops += operands[index];
  }
  trackDepth(emitter, info.pushes - pops, span);
}

function emitOperand(emitter: Emitter, value: number, width: 1 | 2): void {
  emitter.code.push(value & 0xff);
  if (width === 2) emitter.code.push(value >> 8);
}

function trackDepth(emitter: Emitter, change: number, span: Span): void {
  emitter.depth += change;
  if (emitter.depth <= emitter.maximumDepth) return;
  if (emitter.depth === maximumFrameSlots + 1) {
    reportAtEnd(emitter, span, 'Too many values in one expression.');
  }
  emitter.maximumDepth = emitter.depth;
}

/** Reports an error at the last token of a span, which is where clox notices it. */
function reportAtEnd({ reporter }: Emitter, span: Span, message: string): void {
  if (!reporter.panicking) report(reporter, lastTokenIn(reporter.source, span), message);
}

/** The index of a constant, a new entry if there is no equal one. `span` is the token to blame. */
export function addConstant(emitter: Emitter, constant: Constant, span: Span): number {
  const key = keyOf(constant);
  const known = key === undefined ? undefined : emitter.constantIndex.get(key);
  if (known !== undefined) return known;
  const index = emitter.constants.length;
  if (index === maximumConstants) {
    report(emitter.reporter, span, 'Too many constants in one chunk.');
    return 0;
  }
  emitter.constants.push(constant);
  if (key !== undefined) emitter.constantIndex.set(key, index);
  return index;
}

/** Equal keys, equal constants; no two functions are equal. 0 and -0 print alike but differ. */
function keyOf(constant: Constant): string | undefined {
  if (constant.kind === 'function') return undefined;
  return `${constant.kind} ${Object.is(constant.value, -0) ? '-0' : constant.value}`;
}

/** The number of a new feedback site. */
export function addSite(emitter: Emitter, kind: SiteKind, span: Span): number {
  if (emitter.sites.length === maximumSites) {
    reportAtEnd(emitter, span, 'Too many feedback sites in function.');
    return 0;
  }
  return emitter.sites.push(kind) - 1;
}

/** Appends a forward jump to a place not known yet. Gives the address of its operand. */
export function emitJump(
  emitter: Emitter,
  name: 'JUMP' | 'JUMP_IF_FALSE' | 'AND' | 'OR',
  span: Span,
): number {
  emit(emitter, name, span, 0);
  return emitter.code.length - 2;
}

/** Lets a jump go to the end of the code so far, which is that of the code for `span`. */
export function patchJump(emitter: Emitter, operand: number, span: Span): void {
  const distance = emitter.code.length - (operand + 2);
  if (distance > maximumJump) reportAtEnd(emitter, span, 'Too much code to jump over.');
  emitter.code[operand] = distance & 0xff;
  emitter.code[operand + 1] = distance >> 8;
}

/** Appends a jump back to `start`. `bodyEnd` is the token to blame for a long way. */
export function emitLoop(emitter: Emitter, start: number, span: Span, bodyEnd: Span): void {
  const distance = emitter.code.length + 3 - start;
  if (distance > maximumJump) report(emitter.reporter, bodyEnd, 'Loop body too large.');
  emit(emitter, 'LOOP', span, distance);
}
