import type { Machine } from '../machine.ts';
import type { PropertyAccess } from '../objects.ts';

/** Inline caches: makes the property access of one VM. */
export declare function createPropertyAccess(
  machine: Pick<
    Machine,
    | 'memory'
    | 'values'
    | 'heap'
    | 'handles'
    | 'strings'
    | 'tables'
    | 'fields'
    | 'errors'
    | 'events'
    | 'functions'
    | 'options'
    | 'redefinitions'
  >,
): PropertyAccess;
