import type { OperandStack } from '../threaded.ts';

/** Makes the operand stack of a function that is translated, with so many entries on it. */
export declare function createOperandStack(initialDepth: number): OperandStack;
