/** Contexts: each is a world of types and constants of its own. */
import { listenTo } from './diagnostics.ts';
import { LlvmMisuse } from './errors.ts';
import { Lifetime } from './lifetime.ts';
import { c, provides } from './symbols.ts';
import type { IntegerType, Type } from './types.ts';

/**
 * Everything that belongs together: types and constants exist once in a
 * context, and nothing of one context may be used in another.
 *
 * A context is used by one thread at a time. To compile a module give it a
 * context of its own: the JIT takes both over, and `dispose` is then its affair.
 */
export class LLVMContext {
  /** LLVM's reference. */
  readonly ref: number;
  /** Lasts until the context is disposed of or taken over by the JIT. */
  readonly lifetime = new Lifetime(null);
  /** The types that were seen, by their references: equal types are one object. */
  readonly types: Map<number, Type> = new Map();
  /** Integer types by their width in bits. */
  readonly integerTypes: Map<number, IntegerType> = new Map();
  /** References of the builders that work in it; they end with it. */
  readonly #builders: number[] = [];
  /** ORC's handle of this context, or 0 as long as there is none. */
  #threadSafe = 0;

  /**
   * A new, empty world.
   * @throws LlvmUnavailable when there is no libLLVM
   */
  constructor() {
    // Up to LLVM 20 ORC makes the context; from 21 on it takes over one that is there.
    if (provides('LLVMOrcThreadSafeContextGetContext')) {
      this.#threadSafe = c.LLVMOrcCreateNewThreadSafeContext();
      this.ref = c.LLVMOrcThreadSafeContextGetContext(this.#threadSafe);
    } else {
      this.ref = c.LLVMContextCreate();
    }
    listenTo(this.ref);
  }

  /**
   * Frees the context with all its modules and builders.
   * @throws LlvmMisuse when it was disposed of before, or the JIT has it
   */
  dispose(): void {
    checkContext('LLVMContext.dispose', this);
    this.#end('was disposed of with its context');
    if (this.#threadSafe !== 0) c.LLVMOrcDisposeThreadSafeContext(this.#threadSafe);
    else c.LLVMContextDispose(this.ref);
  }

  /** The builder that every `IRBuilder` of its own has; freed with the context. */
  createBuilder(): number {
    const builder = c.LLVMCreateBuilderInContext(this.ref);
    this.#builders.push(builder);
    return builder;
  }

  /** Gives the context up to the JIT: returns ORC's handle of it, which the caller owns. */
  moveToJit(): number {
    this.#end('has moved into the JIT');
    if (this.#threadSafe !== 0) return this.#threadSafe;
    return c.LLVMOrcCreateNewThreadSafeContextFromLLVMContext(this.ref);
  }

  #end(reason: string): void {
    for (const builder of this.#builders) c.LLVMDisposeBuilder(builder);
    this.lifetime.end(reason);
  }
}

/**
 * Checks that a context is one, and is there.
 * @throws LlvmMisuse when it is not
 */
export function checkContext(method: string, context: LLVMContext): void {
  if (!(context instanceof LLVMContext)) throw new LlvmMisuse(method, 'the context is missing');
  const { ended } = context.lifetime;
  if (ended !== null) throw new LlvmMisuse(method, `the context ${ended}`);
}
