/**
 * Another operand stack: an entry in its own slot is a copy of itself, so there
 * is one kind of entry less to tell apart, and a value is redirected by taking
 * the last operation back and emitting it anew.
 */
import type * as contract from '#shared/contracts/threaded/operand-stack.ts';
import type { Operand, OperandStack } from '#shared/contracts/threaded.ts';
import { slotAt } from '#shared/threaded/frame-slots.ts';
import { Word, type WordName, wordNames, words } from '#shared/threaded/words.ts';

type Entry = Exclude<Operand, { kind: 'own' }>;

/** Makes the stack of a function, with so many entries on it. */
export function createOperandStack(initialDepth: number): OperandStack {
  const code: number[] = [];
  let block = 0;
  let last = 0;
  const entries: Entry[] = [];

  const itself = (index: number): Entry => ({ kind: 'copy', index });
  const isOwn = (index: number) => copies(index, index);
  function copies(holder: number, index: number): boolean {
    const entry = entries[holder];
    return entry.kind === 'copy' && entry.index === index;
  }

  function begin(depth: number): void {
    block = code.length;
    entries.length = 0;
    for (let index = 0; index < depth; index += 1) entries.push(itself(index));
  }

  function emit(name: WordName, ...operands: readonly number[]): void {
    last = code.length;
    code.push(Word[name], ...operands);
  }

  function put(entry: Entry, to: number): void {
    if (entry.kind === 'constant') emit('LOAD_CONSTANT', slotAt(to), entry.offset);
    else if (entry.kind === 'literal') emit(`LOAD_${entry.value}`, slotAt(to));
    else emit('MOVE', slotAt(to), slotAt(entry.index));
  }

  function settle(index: number): void {
    if (isOwn(index)) return;
    put(entries[index], index);
    entries[index] = itself(index);
  }

  /** From the top down: entries that others copy come later. */
  function release(index: number): void {
    for (let holder = entries.length - 1; holder >= 0; holder -= 1) {
      if (holder !== index && copies(holder, index)) settle(holder);
    }
  }

  /** Takes the last operation back, if its result is the topmost entry and may go anywhere. */
  function takeBack(): readonly number[] | undefined {
    const [word, to, ...rest] = code.slice(last);
    const { operands } = words[wordNames[word] ?? 'JUMP'];
    const isResult = code.length > block && last >= block && to === slotAt(entries.length - 1);
    if (!isResult || (operands[0] as string) !== 'to') return undefined;
    code.length = last;
    return [word, ...rest];
  }

  begin(initialDepth);
  return {
    code,
    depth: () => entries.length,
    begin,
    emit,
    push: (entry) => void entries.push(entry.kind === 'own' ? itself(entries.length) : entry),
    pushOwn: () => void entries.push(itself(entries.length)),
    pop() {
      release(entries.length - 1);
      entries.pop();
    },
    at: (index) => (isOwn(index) ? { kind: 'own' } : entries[index]),
    read(index) {
      const entry = entries[index];
      if (entry.kind === 'copy') return slotAt(entry.index);
      settle(index);
      return slotAt(index);
    },
    settle,
    settleAll(end = entries.length) {
      for (let index = end - 1; index >= 0; index -= 1) settle(index);
    },
    load: (index) => void entries.push(entries[index]),
    store(index) {
      const top = entries.length - 1;
      if (copies(top, index)) return;
      release(index);
      const operation = isOwn(top) ? takeBack() : undefined;
      if (operation === undefined) {
        put(entries[top], index);
      } else {
        const [word, ...rest] = operation;
        emit(wordNames[word], slotAt(index), ...rest);
        entries[top] = itself(index);
      }
      entries[index] = itself(index);
    },
  };
}

createOperandStack satisfies typeof contract.createOperandStack;
