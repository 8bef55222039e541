import type { BasicBlock, Value } from '../../llvm/namespace.ts';
import type { Step } from '../../lox/control-flow.ts';
import type { Emitter, Register } from '../ir.ts';

/** A register's value as 64 bits. */
export declare function taggedOf(emitter: Emitter, register: Register): Value;

/** A block beside the way, filled by `emit`, which ends it. The builder stands where it stood. */
export declare function aside(emitter: Emitter, name: string, emit: () => void): BasicBlock;

/** Takes two numbers off and pushes what `combine` makes of them. */
export declare function binary(
  emitter: Emitter,
  step: Step,
  combine: (left: Value, right: Value) => Register,
): void;

/** `-number`. */
export declare function negate(emitter: Emitter, step: Step): void;

/** `a + b`, at a feedback site by its number. */
export declare function add(emitter: Emitter, step: Step, site: number): void;

/** `a == b`, as an `i1`; both are taken off. */
export declare function equal(emitter: Emitter, step: Step, site: number): Value;

/** Whether a value counts as false, as an `i1`. */
export declare function isFalsey(emitter: Emitter, register: Register): Value;
