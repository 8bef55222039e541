/** Three instructions, cut out of the bytes that the reference's encoders give. */
import { createEncoder } from '#vm/first-light/machine-code';
import { drawing, label } from '../drawing.ts';
import { bits, drawFields, hex } from './fields.ts';

const x86 = createEncoder('x86-64');
const arm64 = createEncoder('arm64');

/** `mov eax, 42; ret`, byte by byte. */
export function drawNumber(): string {
  const code = x86.returnInteger(42);
  return drawing(480, 112, 'The six bytes of mov eax, 42 and ret', [
    label(8, 24, 'mov eax, 42; ret', 'strong'),
    ...drawFields(8, 36, [
      { content: hex(code.slice(0, 1)), look: 'first', meaning: ['mov eax:', 'b8 + 0'] },
      {
        content: hex(code.slice(1, 5)),
        look: 'second',
        meaning: ['the number 42,', 'lowest first'],
      },
      { content: hex(code.slice(5)), look: 'third', meaning: ['ret'] },
    ]),
  ]);
}

/** `mov eax, edi`, with its ModRM byte bit by bit. */
export function drawModRM(): string {
  const [opcode, modrm] = x86.identity();
  const field = (high: number, low: number) => bits(modrm, high, low);
  return drawing(480, 112, 'mov eax, edi: the ModRM byte has two fields for registers', [
    label(8, 24, 'mov eax, edi', 'strong'),
    ...drawFields(8, 36, [
      { content: hex([opcode]), look: 'first', meaning: ['mov rm, reg'] },
      { content: `${hex([modrm])} =`, look: 'quiet', meaning: ['ModRM'] },
      { content: field(7, 6), look: 'plain', meaning: ['rm is a', 'register'] },
      { content: field(5, 3), look: 'second', meaning: ['reg: 7,', 'edi'] },
      { content: field(2, 0), look: 'third', meaning: ['rm: 0,', 'eax'] },
    ]),
  ]);
}

/** `movz w0, #42`, bit by bit, and as it lies in memory. */
export function drawWord(): string {
  const code = arm64.returnInteger(42).slice(0, 4);
  const word = code.reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0);
  return drawing(560, 180, 'movz w0, #42: one word of 32 bits', [
    label(8, 24, `movz w0, #42        0x${word.toString(16)}`, 'strong'),
    ...drawFields(8, 36, [
      { content: bits(word, 31, 31), look: 'plain', meaning: ['32', 'bits'] },
      { content: bits(word, 30, 23), look: 'first', meaning: ['movz'] },
      { content: bits(word, 22, 21), look: 'plain', meaning: ['low', 'half'] },
      { content: bits(word, 20, 5), look: 'second', meaning: ['42, in bits 20 to 5'] },
      { content: bits(word, 4, 0), look: 'third', meaning: ['w0'] },
    ]),
    ...drawFields(8, 118, [
      {
        content: hex(code),
        look: 'quiet',
        meaning: ['the same word in memory, lowest byte first'],
      },
    ]),
  ]);
}
