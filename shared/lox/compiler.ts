/**
 * What the bytecode compiler knows while it compiles one function, and how it
 * declares and reaches variables. `compile-expression.ts` and
 * `compile-statement.ts` turn the tree into instructions.
 *
 * A local variable is no more than the stack slot into which its initializer
 * was evaluated: the resolver numbered the variables in the order in which the
 * code pushes them, so declaring one costs no instruction.
 */
import type { FunctionKind } from './bytecode.ts';
import type { Reporter } from './diagnostics.ts';
import { addConstant, createEmitter, type Emitter, emit, type LocalRange } from './emitter.ts';
import type { Resolution } from './resolver.ts';
import type { Binding, Local } from './scopes.ts';
import type { Span } from './source.ts';
import type { Name } from './syntax.ts';

/** A function being compiled. */
export interface Compiler {
  readonly reporter: Reporter;
  readonly resolution: Resolution;
  readonly emitter: Emitter;
  readonly kind: FunctionKind;
  /** The variables that live in the frame at this point of the code, without the unnamed slot 0. */
  readonly locals: LiveLocal[];
}

/** A variable that lives in the frame, and how long. */
export interface LiveLocal {
  readonly local: Local;
  readonly range: LocalRange;
}

/** A compiler for a function of this kind; its parameters are still to be defined by {@link defineLocal}. */
export function createCompiler(
  reporter: Reporter,
  resolution: Resolution,
  kind: FunctionKind,
  arity: number,
): Compiler {
  const emitter = createEmitter(reporter, 1 + arity);
  if (kind === 'method' || kind === 'initializer') beginRange(emitter, 'this', 0);
  return { reporter, resolution, emitter, kind, locals: [] };
}

/** What a name means. Every name was resolved; a missing one is an error of ours. */
export function bindingOf(compiler: Compiler, name: Name): Binding {
  const binding = compiler.resolution.bindings.get(name);
  if (binding === undefined)
    throw new Error(`Unresolved name ${name.text} on line ${name.span.end.line}`);
  return binding;
}

/** The operand by which instructions reach a variable: a slot, an upvalue's index, a global's constant. */
export function variableOperand(compiler: Compiler, name: Name, binding: Binding): number {
  switch (binding.kind) {
    case 'local':
      return binding.slot;
    case 'upvalue':
      return binding.index;
    case 'global':
      return addConstant(compiler.emitter, { kind: 'global', value: name.text }, name.span);
  }
}

/** Pushes a variable's value. */
export function getVariable(compiler: Compiler, name: Name, span: Span = name.span): void {
  const binding = bindingOf(compiler, name);
  const operand = variableOperand(compiler, name, binding);
  emit(compiler.emitter, getters[binding.kind], span, operand);
}

const getters = { local: 'GET_LOCAL', upvalue: 'GET_UPVALUE', global: 'GET_GLOBAL' } as const;

/** Makes the value on top of the stack a new variable. A global's constant must be `operand`. */
export function defineVariable(compiler: Compiler, name: Name, operand: number, span: Span): void {
  const binding = bindingOf(compiler, name);
  if (binding.kind === 'local') defineLocal(compiler, binding);
  else emit(compiler.emitter, 'DEFINE_GLOBAL', span, operand);
}

/** Says that a local variable has its value from here on. */
export function defineLocal({ emitter, locals }: Compiler, local: Local): void {
  locals.push({ local, range: beginRange(emitter, local.name, local.slot) });
}

function beginRange({ code, locals }: Emitter, name: string, slot: number): LocalRange {
  const range = { name, slot, from: code.length, to: Number.POSITIVE_INFINITY };
  locals.push(range);
  return range;
}

/** Pops the variables declared since there were `count` of them; `span` is the end of their scope. */
export function popLocals({ emitter, locals }: Compiler, count: number, span: Span): void {
  for (const { local, range } of locals.splice(count).reverse()) {
    emit(emitter, local.captured ? 'CLOSE_UPVALUE' : 'POP', span);
    range.to = emitter.code.length;
  }
}
