import type { Step } from '../../lox/control-flow.ts';
import type { Emitter } from '../ir.ts';

/** CALL: calls whatever lies below the arguments. */
export declare function call(
  emitter: Emitter,
  step: Step,
  argumentCount: number,
  site: number,
): void;

/** INVOKE: calls a method of the instance that lies below the arguments. */
export declare function invoke(
  emitter: Emitter,
  step: Step,
  name: number,
  argumentCount: number,
  site: number,
): void;

/** SUPER_INVOKE: calls a method of the superclass that lies on top, above the arguments. */
export declare function invokeSuper(
  emitter: Emitter,
  step: Step,
  name: number,
  argumentCount: number,
  site: number,
): void;
