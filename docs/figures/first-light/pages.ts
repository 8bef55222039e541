/** The life of a page of code, as the system tells it. */
import { readFileSync } from 'node:fs';
import type { CodeMemory } from '#shared/contracts/first-light/executable-memory.ts';
import { makeExecutable, mapCode, release } from '#vm/first-light/executable-memory';
import { createEncoder } from '#vm/first-light/machine-code';
import { arrow, box, drawing, LINE, type Look, label } from '../drawing.ts';
import { hex } from './fields.ts';

const WIDTH = 170;

/** What may be done with the page of some code: `rw-p` and so on, as Linux writes it. */
function protectionOf({ address }: CodeMemory): string {
  const entries = readFileSync('/proc/self/maps', 'utf8').split('\n');
  const found = entries.find((entry) => {
    const [start, end] = entry.split(/[- ]/, 2).map((text) => Number.parseInt(text, 16));
    return start <= address && address < end;
  });
  return found?.split(' ')[1].slice(0, 3) ?? 'no page';
}

/** Draws the page before, while and after its code can be called. */
export function drawPages(): string {
  const code = createEncoder('x86-64').returnInteger(42);
  const memory = mapCode(code);
  const written = protectionOf(memory);
  makeExecutable(memory);
  const sealed = protectionOf(memory);
  release(memory);
  const gone = protectionOf(memory);

  const page = (x: number, look: Look, protection: string, caption: string) => [
    label(x, 24, protection, 'strong'),
    box(x, 34, WIDTH, hex(code), look),
    box(x, 34 + LINE, WIDTH, '00 00 00 …', 'quiet'),
    label(x, 100, caption, 'quiet'),
  ];
  const step = (x: number, name: string) => [label(x, 40, name), arrow([x, 56], [x + 112, 56])];
  return drawing(830, 112, 'A page of code: first writable, then executable, then gone', [
    ...page(8, 'third', written, 'mapCode filled it'),
    ...step(190, 'makeExecutable'),
    ...page(314, 'second', sealed, 'it can be called'),
    ...step(496, 'release'),
    label(620, 24, gone, 'strong'),
    label(620, 60, 'touched: SIGSEGV', 'quiet'),
  ]);
}
