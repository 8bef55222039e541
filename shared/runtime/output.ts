/**
 * The program's output: bytes collected in a buffer and written synchronously,
 * because the thread that runs Lox code never gets back to an event loop.
 */
import { writeSync } from 'node:fs';
import { exitNow } from './exit-now.ts';
import { sleep } from './sleep.ts';

/** Where a program's output is collected. */
export interface Output {
  /** Appends bytes. */
  write(bytes: Uint8Array): void;
  /** Appends text. */
  writeText(text: string): void;
  /** Appends a newline, which also writes out what there is when lines are to be seen at once. */
  endLine(): void;
  /** Writes out everything collected so far. */
  flush(): void;
}

/** Takes bytes away for good. */
export type Sink = (bytes: Uint8Array) => void;

const BUFFER_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * Makes an output that collects and hands full buffers to `sink`.
 * @param lineBuffered hand over at the end of each line, for people who watch
 */
export function createOutput(sink: Sink, lineBuffered = false): Output {
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let used = 0;

  function flush(): void {
    if (used > 0) sink(buffer.subarray(0, used));
    used = 0;
  }

  function room(bytes: number): void {
    if (used + bytes > BUFFER_BYTES) flush();
  }

  return {
    flush,
    write(bytes) {
      room(bytes.length);
      if (bytes.length > BUFFER_BYTES) sink(bytes);
      else {
        buffer.set(bytes, used);
        used += bytes.length;
      }
    },
    writeText(text) {
      // A UTF-16 unit becomes three bytes at the most.
      room(text.length * 3);
      if (text.length * 3 > BUFFER_BYTES) sink(Buffer.from(text));
      else used += buffer.write(text, used);
    },
    endLine() {
      room(1);
      buffer[used] = NEWLINE;
      used += 1;
      if (lineBuffered) flush();
    },
  };
}

/** An output that keeps what is written, for whoever runs a program to look at it. */
export interface CollectedOutput extends Output {
  /** Takes out everything that was written since the last time. */
  take(): string;
}

/** Makes an output that keeps what is written. */
export function collectOutput(): CollectedOutput {
  let chunks: Uint8Array[] = [];
  // The output uses its buffer again, so what is kept is copied.
  const output = createOutput((bytes) => chunks.push(Uint8Array.from(bytes)));
  return {
    ...output,
    take() {
      output.flush();
      const text = Buffer.concat(chunks).toString();
      chunks = [];
      return text;
    },
  };
}

/**
 * A sink that writes to a file descriptor. A pipe that is full for the moment
 * is waited for; one that nobody reads any more ends the program quietly, as
 * it does for other Unix tools, and at once: `process.exit` would unwind only
 * the JavaScript of this thread, and native code below would go on.
 */
export function fileSink(descriptor: number): Sink {
  return (bytes) => {
    let written = 0;
    while (written < bytes.length) {
      try {
        written += writeSync(descriptor, bytes, written);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') exitNow(0);
        if (code !== 'EAGAIN') throw error;
        sleep(1);
      }
    }
  };
}
