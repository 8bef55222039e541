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
import { slotAt } from '#shared/threaded/frame-slots.ts';
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
   * Puts an entry into its own slot: emits the operation that does so, if one is
   * needed, and remembers that the value is there now. MOVE for a copy,
   * LOAD_CONSTANT for a constant, LOAD_NIL and so on for a literal. The own slot of
   * entry `index` is `slotAt(index)`, of '#shared/threaded/frame-slots.ts'.
   *
   * @lab 02.1 Settle an entry
   */
  function settle(index: number): void {
    const entry = entries[index];
    const to = slotAt(index);
    if (entry.kind === 'copy') emit('MOVE', to, slotAt(entry.index));
    else if (entry.kind === 'constant') emit('LOAD_CONSTANT', to, entry.offset);
    else if (entry.kind === 'literal') emit(`LOAD_${entry.value}`, to);
    entries[index] = OWN;
  }

  /** Stands worked: settles what is a copy of a slot that is about to change. */
  function settleCopiesOf(index: number): void {
    for (const [holder, entry] of entries.entries()) {
      if (entry.kind === 'copy' && entry.index === index) settle(holder);
    }
  }

  /**
   * The slot, in bytes from the base, where the value of an entry can be read: its
   * own, or for a copy that of the entry which it is a copy of. Constants and
   * literals are in no slot of the frame, so they are settled first.
   *
   * @lab 02.1 Read an entry
   */
  function read(index: number): number {
    const entry = entries[index];
    if (entry.kind === 'copy') return slotAt(entry.index);
    settle(index);
    return slotAt(index);
  }

  /**
   * Lets the last operation write into the slot of entry `index` instead of that
   * of the topmost entry, which becomes a copy of it. That can be done if the last
   * operation is the one that made the topmost entry, `writesAnywhere`, and nothing
   * can jump behind it: `last` is -1 where a block begins.
   *
   *     ADD 4, 1, 2    MOVE 3, 4        becomes        ADD 3, 1, 2
   *
   * @returns whether it could be done
   *
   * @lab 02.6 Redirect a result
   */
  function redirect(index: number): boolean {
    const top = entries.length - 1;
    if (last < 0 || code[last + 1] !== slotAt(top) || !writesAnywhere(code[last])) return false;
    code[last + 1] = slotAt(index);
    entries[top] = { kind: 'copy', index };
    return true;
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
     * Pushes a copy of a local variable: no operation is needed. Where the variable
     * is deferred itself, so that its slot is not where its value is, the new entry
     * is what the variable's entry is.
     *
     * @lab 02.2 Load a local variable
     */
    load(index) {
      const entry = entries[index];
      entries.push(entry.kind === 'own' ? { kind: 'copy', index } : entry);
    },
    /**
     * Stores the topmost entry, which stays, into a local variable: afterwards the
     * variable is in its own slot, and the stack as deep as before. Copies of the
     * variable's old value are settled before it changes. Storing a variable into
     * itself needs nothing. (Task 02.6: ask `redirect` before you emit a MOVE.)
     *
     * @lab 02.2 Store a local variable
     */
    store(index) {
      const top = entries.length - 1;
      const value = entries[top];
      if (value.kind === 'copy' && value.index === index) return;
      settleCopiesOf(index);
      if (entries[top].kind === 'own' && redirect(index)) {
        entries[index] = OWN;
        return;
      }
      entries[index] = entries[top].kind === 'own' ? { kind: 'copy', index: top } : entries[top];
      settle(index);
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
