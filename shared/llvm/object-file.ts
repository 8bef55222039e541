/** Object files, as far as a JIT wants to know them: which sections there are, and how large. */
import koffi from 'koffi';
import { LlvmError } from './errors.ts';
import { createBuffer, takeMessage } from './messages.ts';
import { c } from './symbols.ts';

/** A section of an object file. */
export interface Section {
  /** Such as `.text`. */
  readonly name: string;
  readonly contents: Buffer;
}

/**
 * The sections of an object file, such as `TargetMachine.emitObject` makes.
 * @throws LlvmError when it is none
 */
export function readSections(object: Uint8Array): Section[] {
  const buffer = createBuffer(object, 'object');
  const message: [number] = [0];
  const binary = c.LLVMCreateBinary(buffer, 0, message);
  if (binary === 0) {
    c.LLVMDisposeMemoryBuffer(buffer);
    throw new LlvmError(`no object file: ${takeMessage(message[0])}`);
  }
  const sections: Section[] = [];
  const iterator = c.LLVMObjectFileCopySectionIterator(binary);
  while (c.LLVMObjectFileIsSectionIteratorAtEnd(binary, iterator) === 0) {
    sections.push({ name: c.LLVMGetSectionName(iterator) ?? '', contents: contentsAt(iterator) });
    c.LLVMMoveToNextSection(iterator);
  }
  c.LLVMDisposeSectionIterator(iterator);
  c.LLVMDisposeBinary(binary);
  c.LLVMDisposeMemoryBuffer(buffer);
  return sections;
}

/** The machine code in an object file: the contents of its section for code. @throws LlvmError when it is none */
export function readCode(object: Uint8Array): Uint8Array {
  const code = readSections(object).find(({ name }) => name.includes('text'));
  return code?.contents ?? new Uint8Array(0);
}

/** A copy of the contents of the section where an iterator stands. */
function contentsAt(iterator: number): Buffer {
  const size = Number(c.LLVMGetSectionSize(iterator));
  const start = c.LLVMGetSectionContents(iterator);
  if (size === 0 || start === 0) return Buffer.alloc(0);
  return Buffer.from(Buffer.from(koffi.view(start, size)));
}
