import type { Engine } from '../engine.ts';
import type { InterpreterNeeds } from '../interpreter.ts';

/** The dispatch loop: makes the interpreter of one VM. */
export declare function createInterpreter(machine: InterpreterNeeds): Engine;
