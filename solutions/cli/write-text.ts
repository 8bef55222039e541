/** What the main thread has to say. */
import { fileSink } from '#shared/runtime/output.ts';

/** Writes to a file descriptor at once; ends this process quietly when nobody reads. */
export function writeText(descriptor: 1 | 2, text: string): void {
  fileSink(descriptor)(Buffer.from(text));
}
