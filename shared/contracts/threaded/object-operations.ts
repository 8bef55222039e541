import type { ObjectWord, OperationTable, ThreadedNeeds } from '../threaded.ts';

/** Makes the operations that call and return, and those of closures, classes and properties. */
export declare function createObjectOperations(machine: ThreadedNeeds): OperationTable<ObjectWord>;
