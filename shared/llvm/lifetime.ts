/**
 * How long a reference may be used. LLVM's C API hands out bare pointers, and
 * one that is used too late ends the process. So whatever is handed out here
 * names the lifetime that it belongs to, and lifetimes lie in one another:
 *
 *     context ─┬─ module ─┬─ function: its arguments, blocks, instructions
 *              │          └─ function
 *              └─ module
 *
 * Types and constants belong to the context, functions and global variables
 * to the module. When a lifetime ends, all that lie in it end too.
 */
export class Lifetime {
  /** Why it ended, as the end of a sentence; null as long as it lasts. */
  ended: string | null = null;
  /** What lies in it and still lasts. */
  readonly inner: Set<Lifetime> = new Set();
  readonly #outer: Lifetime | null;

  constructor(outer: Lifetime | null) {
    this.#outer = outer;
    outer?.inner.add(this);
  }

  /** Whether it lies in another one, at any depth. */
  liesIn(outer: Lifetime): boolean {
    return this.#outer === outer || (this.#outer?.liesIn(outer) ?? false);
  }

  /** Ends it, and everything in it. */
  end(reason: string): void {
    this.ended = reason;
    this.#outer?.inner.delete(this);
    for (const lifetime of this.inner) lifetime.end(reason);
  }
}
