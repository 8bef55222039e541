import type { Machine } from '../machine.ts';
import type { LookupCache, Sites } from '../objects.ts';

/** Keeps the caches of one VM right: across collections, and when classes and functions are redefined. */
export declare function reviseCaches(
  machine: Pick<Machine, 'memory' | 'heap' | 'functions' | 'redefinitions'>,
  sites: Sites,
  lookups: LookupCache,
): void;
