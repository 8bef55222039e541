/**
 * Redefinitions: a global variable that held a class or a function is given
 * another value. Caches and compiled code that relied on the old one listen
 * here, and forget it.
 *
 * Source: Bee Smalltalk flushes its lookup caches and its native code by the
 * method that has changed, and nothing else.
 */

import type { Reference } from '../contracts/values.ts';
import type { Events } from '../events/events.ts';

/** How much relied on what has changed. */
export interface Flushed {
  /** Property and call sites that have forgotten something. */
  readonly sites: number;
  /** Functions whose native code was dropped. */
  readonly functions: number;
}

/** Forgets what relies on a class or a closure, before it is replaced, and says how much that was. */
export type ForgetDependents = (object: Reference) => Flushed;

/** The redefinitions of one VM. */
export interface Redefinitions {
  /** Registers what relies on classes and functions. */
  listen(forget: ForgetDependents): void;
  /** To be called before the class or closure in a global of this name is replaced. It collects nothing. */
  announce(object: Reference, name: string): void;
}

/** Makes the redefinitions of one VM. */
export function createRedefinitions(events: Events): Redefinitions {
  const listeners: ForgetDependents[] = [];
  return {
    listen: (forget) => void listeners.push(forget),
    announce(object, name) {
      const all = listeners.map((forget) => forget(object));
      const sum = (of: keyof Flushed) => all.reduce((total, one) => total + one[of], 0);
      const flushed = { sites: sum('sites'), functions: sum('functions') };
      if (flushed.sites + flushed.functions > 0) events.emit('flush', { name, ...flushed });
    },
  };
}
