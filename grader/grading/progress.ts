/** Tells someone who waits how far a grading has come. */
import { clearLine, cursorTo } from 'node:readline';
import type { Progress } from './grade.ts';

export interface ProgressLine {
  at(progress: Progress): void;
  /** Takes the line away. */
  end(): void;
}

/** On a terminal one line that is written over; elsewhere nothing. */
export function createProgressLine(stream: NodeJS.WriteStream, lab: string): ProgressLine {
  if (!stream.isTTY) return { at() {}, end() {} };
  const clear = () => {
    clearLine(stream, 0);
    cursorTo(stream, 0);
  };
  return {
    at({ done, of, last }) {
      clear();
      const text = `lab ${lab}: ${done} of ${of} tests, ${last.task} ${last.name}`;
      stream.write(text.slice(0, stream.columns - 1));
    },
    end: clear,
  };
}
