/** Failures of the VM itself, which are never the Lox program's fault. */
import { writeText } from './write-text.ts';

/**
 * What to tell about an exception that nothing was prepared for, with its
 * stack. A student's task that is unfinished is no failure of the VM.
 */
export function describeInternalError(error: unknown): string {
  if (error instanceof Error && error.name === 'UnfinishedError') return `${error.message}\n`;
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  // A stack begins with the message again, after the error's name.
  const frames = stack?.slice(stack.indexOf('\n    at ') + 1) ?? '';
  return `Internal error in the VM: ${message}; please report it with the program\n${frames}\n`;
}

/** Writes it on stderr at once. */
export function reportInternalError(error: unknown): void {
  writeText(2, describeInternalError(error));
}
