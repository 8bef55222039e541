/** The instruction set as a table. */
import { instructionLengths, type OpcodeInfo, opcodes } from '#shared/lox/opcodes.ts';
import { markdownTable } from './markdown-table.ts';

/** A row for each instruction. */
export function opcodeTable(): string[] {
  return markdownTable(
    ['byte', 'instruction', 'operands', 'length', 'pops', 'pushes', 'what it does'],
    Object.entries<OpcodeInfo>(opcodes).map(([name, info]) => [
      info.code,
      `\`${name}\``,
      info.operands.join(', '),
      instructionLengths[info.code],
      popsOf(info),
      info.pushes,
      info.meaning,
    ]),
  );
}

function popsOf({ pops, operands }: OpcodeInfo): string {
  return operands.includes('argumentCount') ? `${pops} + arguments` : String(pops);
}
