/** One process: run to its end or to its limits, and timed. */
import { type ChildProcess, spawn } from 'node:child_process';

/** How a process ended. */
export interface Finished {
  /** From before it was started until its end was seen. */
  readonly wallMs: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Null when a signal ended it or it could not be started. */
  readonly exitCode: number | null;
  /** The signal that ended it. */
  readonly signal: NodeJS.Signals | null;
  /** Why we ended it, or why it could not be started; null when it ended by itself. */
  readonly stopped: 'time limit' | 'output limit' | Error | null;
}

/** What a process may use up. */
export interface ProcessLimits {
  readonly timeLimitMs: number;
  /** Ends the process, and the promise with it, when the bench itself is stopped. */
  readonly signal?: AbortSignal;
}

/** A program that prints without end must not fill our memory. */
const OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * Runs a command in a process group of its own, so that whatever it starts
 * ends with it.
 * @throws the signal's reason when that was given while the process ran
 */
export function runProcess(
  [executable, ...args]: readonly string[],
  { timeLimitMs, signal }: ProcessLimits,
): Promise<Finished> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let wallMs = Number.NaN;
    let stopped: Finished['stopped'] = null;
    const child = spawn(executable, args, {
      detached: true,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (why: NonNullable<Finished['stopped']>) => {
      stopped ??= why;
      killGroup(child);
    };
    const onAbort = () => killGroup(child);
    signal?.addEventListener('abort', onAbort);
    const timer = setTimeout(() => stop('time limit'), timeLimitMs);
    const stdout = collect(child.stdout, () => stop('output limit'));
    const stderr = collect(child.stderr, () => stop('output limit'));

    child.on('error', stop);
    child.on('exit', () => {
      wallMs = performance.now() - started;
    });
    child.on('close', (exitCode, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted) reject(signal.reason);
      else {
        const outputs = { stdout: stdout(), stderr: stderr() };
        resolve({ wallMs, ...outputs, exitCode, signal: endedBy, stopped });
      }
    });
  });
}

/** What would change how the engines run, is not handed on. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, HOTPATH_CONDITIONS, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C' };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

/** Collects a stream; the function that it returns gives the text so far. */
function collect(stream: NodeJS.ReadableStream, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let bytes = 0;
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > OUTPUT_LIMIT_BYTES) onTooMuch();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString();
}
