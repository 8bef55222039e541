import type { BasicBlock, Value } from '../../llvm/namespace.ts';
import type { Step } from '../../lox/control-flow.ts';
import type { Emitter } from '../ir.ts';

/** The closure of an instance's method; what the site, by its number, does not know goes to `otherwise`. */
export declare function findMethod(
  emitter: Emitter,
  receiver: Value,
  site: number,
  otherwise: BasicBlock,
): Value;

/** The closure of a class's method; what the site does not know goes to `otherwise`. The value is a class. */
export declare function findClassMethod(
  emitter: Emitter,
  value: Value,
  site: number,
  otherwise: BasicBlock,
): Value;

/** GET_PROPERTY: reads a field, or lets the runtime function bind a method. */
export declare function getProperty(emitter: Emitter, step: Step, name: number, site: number): void;

/** SET_PROPERTY: writes a field that is there, or lets the runtime function add it. */
export declare function setProperty(emitter: Emitter, step: Step, name: number, site: number): void;

/** GET_SUPER: binds a method of the superclass that lies above the instance. */
export declare function getSuper(emitter: Emitter, step: Step, name: number, site: number): void;

/** Comes back with ERROR when a runtime function has failed, which it says by 0. */
export declare function check(emitter: Emitter, result: Value): void;

/** The offset of the slot that holds a captured variable now. */
export declare function capturedSlot(emitter: Emitter, index: number): Value;

/** GET_GLOBAL: a load, and a test as long as the variable was undefined when this was compiled. */
export declare function getGlobal(emitter: Emitter, step: Step, constant: number): void;

/** Writes the topmost value to a global, given its cell, and tells those who relied on what was there. */
export declare function writeGlobal(emitter: Emitter, step: Step, cell: number): void;

/** SET_GLOBAL: as GET_GLOBAL, and a store. */
export declare function setGlobal(emitter: Emitter, step: Step, constant: number): void;
