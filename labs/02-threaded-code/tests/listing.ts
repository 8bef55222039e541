/** Words as tests write them down. */
import type { ListedWord } from './scenarios.ts';

/** What says where values are, and where a jump goes. Sites, pcs and the like depend on the bytecode alone. */
const shown: ReadonlySet<string> = new Set(['to', 'slot', 'constant', 'jump']);

/** `ADD 3 1 2`, `LOAD_CONSTANT 2 "text"`, `JUMP +3`: slots by their index, jumps by operations to go on. */
export function show({ name, operands }: ListedWord): string {
  const texts = operands
    .filter(({ kind }) => shown.has(kind))
    .map(({ kind, value }) => (kind === 'jump' && Number(value) >= 0 ? `+${value}` : `${value}`));
  return [name, ...texts].join(' ');
}

/** The names alone. */
export function names(words: readonly ListedWord[]): string[] {
  return words.map(({ name }) => name);
}

/** An operand of one kind, of the first operation with a name. */
export function operandOf(words: readonly ListedWord[], name: string, kind: string): unknown {
  const word = words.find((candidate) => candidate.name === name);
  return word?.operands.find((operand) => operand.kind === kind)?.value;
}
