/** Reading the program's text, from a file or from standard input. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import { readStandardInput } from './standard-input.ts';

/** A program's text, or one line that says why there is none. */
export type SourceText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string; readonly exitCode: ExitCode };

/** Reads a program. `-` is standard input. */
export function readSource(file: string): SourceText {
  const name = file === '-' ? 'standard input' : file;
  try {
    return decode(name, file === '-' ? readStandardInput() : readFileSync(file));
  } catch (error) {
    const problem = `lox: cannot read ${name || "''"}: ${reason(error as NodeJS.ErrnoException)}`;
    return { ok: false, problem, exitCode: ExitCode.NO_INPUT };
  }
}

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'permission denied'],
]);

function reason({ code, message }: NodeJS.ErrnoException): string {
  return reasons.get(code) ?? message;
}

function decode(name: string, bytes: Buffer): SourceText {
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) {
    const problem = `${name} is not a text file: invalid UTF-8 at byte ${firstInvalidByte(bytes, text)}`;
    return { ok: false, problem, exitCode: ExitCode.COMPILE_ERROR };
  }
  // A byte order mark may stand at the start of a file; it is no part of the text.
  return { ok: true, text: text.startsWith('\ufeff') ? text.slice(1) : text };
}

/**
 * The offset of the first byte that is not UTF-8. Decoding has put U+FFFD in
 * its place; where the file has that character itself, its bytes say so.
 */
function firstInvalidByte(bytes: Buffer, text: string): number {
  const replacement = Buffer.from('\ufffd');
  let offset = 0;
  let done = 0;
  for (;;) {
    const found = text.indexOf('\ufffd', done);
    offset += Buffer.byteLength(text.slice(done, found));
    if (!bytes.subarray(offset, offset + replacement.length).equals(replacement)) return offset;
    offset += replacement.length;
    done = found + 1;
  }
}
