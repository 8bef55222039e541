/** Tells someone who waits how far the measuring has got. */
import { clearLine, cursorTo } from 'node:readline';

/** How far it has got. */
export interface Position {
  readonly repetition: number;
  readonly repetitions: number;
  /** What is being run. */
  readonly label: string;
  /** Tasks done in this repetition, and tasks of each. */
  readonly done: number;
  readonly of: number;
}

export interface Progress {
  at(position: Position): void;
  /** Takes the status line away. */
  end(): void;
}

/** On a terminal one line that is written over, elsewhere a line for each repetition. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? statusLine(stream) : sparseLines(stream);
}

function statusLine(stream: NodeJS.WriteStream): Progress {
  const clear = () => {
    clearLine(stream, 0);
    cursorTo(stream, 0);
  };
  return {
    at({ repetition, repetitions, label, done, of }) {
      clear();
      const text = `repetition ${repetition} of ${repetitions}, ${done} of ${of}: ${label}`;
      // Some terminals do not know how wide they are and say 0.
      stream.write(text.slice(0, (stream.columns || 80) - 1));
    },
    end: clear,
  };
}

function sparseLines(stream: NodeJS.WritableStream): Progress {
  const started = performance.now();
  let told = 0;
  return {
    at({ repetition, repetitions }) {
      if (repetition === told) return;
      told = repetition;
      const seconds = Math.round((performance.now() - started) / 1000);
      stream.write(`repetition ${repetition} of ${repetitions}, after ${seconds} s\n`);
    },
    end() {},
  };
}
