import type { BasicWord, Budget, OperationTable, ThreadedNeeds } from '../threaded.ts';

/** Makes the operations that compute, compare, move and jump. */
export declare function createOperations(
  machine: ThreadedNeeds,
  budget: Budget,
): OperationTable<BasicWord>;
