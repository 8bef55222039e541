/**
 * What LLVM has to say while it works on a context. Left alone, it prints
 * warnings to stderr, and after an error, such as inline assembly that does
 * not exist, it ends the process. Here errors are collected, for whoever asked
 * for the work to throw them, and the rest is dropped.
 */
import koffi from 'koffi';
import { LlvmError } from './errors.ts';
import { takeMessage } from './messages.ts';
import { c } from './symbols.ts';

/** LLVM's number for the severity of an error. */
const SEVERITY_ERROR = 0;

/** Errors since the last call of `throwDiagnostics`. */
const errors: string[] = [];

/** Address of the function that LLVM calls: one for each thread of JavaScript, made on first use. */
let handler: number | undefined;

/** Makes LLVM report on a context to us. */
export function listenTo(context: number): void {
  handler ??= Number(koffi.register(collect, koffi.pointer(koffi.proto('void', ['uintptr_t']))));
  c.LLVMContextSetDiagnosticHandler(context, handler, 0);
}

function collect(info: number): void {
  const text = takeMessage(c.LLVMGetDiagInfoDescription(info));
  if (c.LLVMGetDiagInfoSeverity(info) === SEVERITY_ERROR) errors.push(text);
}

/**
 * Throws what has been collected.
 * @param what what could not be done, as the beginning of a sentence
 * @throws LlvmError when there were errors
 */
export function throwDiagnostics(what: string): void {
  const texts = errors.splice(0);
  if (texts.length > 0) throw new LlvmError(`${what}: ${texts.join('\n')}`);
}
