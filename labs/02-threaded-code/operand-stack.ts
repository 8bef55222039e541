// Lab 02, Threaded code: operand-stack.ts
//
// To start, run `npm run lab -- start 02`. It copies this file to mine/02-threaded-code/;
// edit it there. The handout is labs/02-threaded-code/README.md.

/**
 * The operand stack at translation time. What the bytecode will have on its
 * stack is known for every instruction, up to the values: so pushing needs no
 * operation at all, as long as the translator remembers where each value is to
 * be found.
 *
 *     bytecode           stack                       words
 *     GET_LOCAL 1        copy of 1                   (none)
 *     CONSTANT 0         copy of 1, constant 0       (none)
 *     SUBTRACT           own slot                    SUBTRACT_NUMBER 2, 1, constant 0
 *
 * An entry that is not in its own slot is deferred. It is put there, or
 * settled, where the frame has to be as the bytecode has it: at every
 * safepoint, and where control flow splits or joins.
 *
 * Source: Ertl, *Stack caching for interpreters* (1995), there for registers;
 * Davis et al., *The case for virtual register machines* (2003).
 */
import type * as contract from '#shared/contracts/threaded/operand-stack.ts';
import type { Operand, OperandStack } from '#shared/contracts/threaded.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import { Word, type WordName, words } from '#shared/threaded/words.ts';

const OWN: Operand = { kind: 'own' };

/** Makes the stack of a function, with so many entries on it. */
export function createOperandStack(initialDepth: number): OperandStack {
  const code: number[] = [];
  /** Where the last operation begins, if nothing can jump behind it. */
  let last = -1;
  let entries: Operand[] = Array.from({ length: initialDepth }, () => OWN);

  function emit(name: WordName, ...operands: readonly number[]): void {
    last = code.length;
    code.push(Word[name], ...operands);
  }

  /**
   * Task 02.1: Settle an entry.
   *
   * Puts an entry into its own slot: emits the operation that does so, if one is
   * needed, and remembers that the value is there now. MOVE for a copy,
   * LOAD_CONSTANT for a constant, LOAD_NIL and so on for a literal. The own slot of
   * entry `index` is `slotAt(index)`, of '#shared/threaded/frame-slots.ts'.
   */
  function settle(index: number): void {
    return unfinished('02.1');
  }

  /** Stands worked: settles what is a copy of a slot that is about to change. */
  function settleCopiesOf(index: number): void {
    for (const [holder, entry] of entries.entries()) {
      if (entry.kind === 'copy' && entry.index === index) settle(holder);
    }
  }

  /**
   * Task 02.1: Read an entry.
   *
   * The slot, in bytes from the base, where the value of an entry can be read: its
   * own, or for a copy that of the entry which it is a copy of. Constants and
   * literals are in no slot of the frame, so they are settled first.
   */
  function read(index: number): number {
    return unfinished('02.1');
  }

  /**
   * Task 02.6: Redirect a result.
   *
   * Lets the last operation write into the slot of entry `index` instead of that
   * of the topmost entry, which becomes a copy of it. That can be done if the last
   * operation is the one that made the topmost entry, `writesAnywhere`, and nothing
   * can jump behind it: `last` is -1 where a block begins.
   *
   *     ADD 4, 1, 2    MOVE 3, 4        becomes        ADD 3, 1, 2
   *
   * @returns whether it could be done
   */
  function redirect(index: number): boolean {
    return unfinished('02.6');
  }

  return {
    code,
    depth: () => entries.length,
    begin(depth) {
      last = -1;
      entries = Array.from({ length: depth }, () => OWN);
    },
    emit,
    push: (entry) => void entries.push(entry),
    pushOwn: () => void entries.push(OWN),
    pop() {
      settleCopiesOf(entries.length - 1);
      entries.pop();
    },
    at: (index) => entries[index],
    read,
    settle,
    settleAll(end = entries.length) {
      for (let index = 0; index < end; index += 1) settle(index);
    },
    /**
     * Task 02.2: Load a local variable.
     *
     * Pushes a copy of a local variable: no operation is needed. Where the variable
     * is deferred itself, so that its slot is not where its value is, the new entry
     * is what the variable's entry is.
     */
    load(index) {
      return unfinished('02.2');
    },
    /**
     * Task 02.2: Store a local variable.
     *
     * Stores the topmost entry, which stays, into a local variable: afterwards the
     * variable is in its own slot, and the stack as deep as before. Copies of the
     * variable's old value are settled before it changes. Storing a variable into
     * itself needs nothing. (Task 02.6: ask `redirect` before you emit a MOVE.)
     */
    store(index) {
      return unfinished('02.2');
    },
  };
}

const movableResults: ReadonlySet<number> = new Set(
  Object.values(words)
    .filter(({ operands }) => (operands[0] as string) === 'to')
    .map(({ code }) => code),
);

/** Whether an operation puts its result wherever its first operand says. */
function writesAnywhere(word: number): boolean {
  return movableResults.has(word);
}

createOperandStack satisfies typeof contract.createOperandStack;
