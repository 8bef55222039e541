/** Running the `lox` command as its users do, for tests. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';

/** The launcher. */
export const launcher = join(projectRoot, 'solutions/cli/lox.mjs');

/** How a process ended and what it wrote. */
export interface Ended {
  /** The exit status, or the name of the signal that ended the process. */
  readonly status: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `lox` that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Fulfilled when stdout contains the text. */
  printed(text: string): Promise<void>;
  /** Fulfilled when the process has ended, although what it wrote may still be to read. */
  readonly exited: Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts `lox`; without input, its standard input is empty. */
export function startLox(args: readonly string[], input = ''): Running {
  return startProcess(process.execPath, [launcher, ...args], input);
}

/** Runs `lox` to its end. */
export function runLox(args: readonly string[], input = ''): Promise<Ended> {
  return startLox(args, input).ended;
}

/** Runs a shell command in which `lox` is `"$LOX"`. */
export function runShell(command: string): Promise<Ended> {
  return startProcess('sh', ['-c', command], '').ended;
}

function startProcess(command: string, args: readonly string[], input: string): Running {
  const { NODE_OPTIONS, ...env } = process.env;
  const lox = `${process.execPath} ${launcher}`;
  const child = spawn(command, args, { env: { ...env, NO_COLOR: '1', LOX: lox } });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ status: code ?? signal, stdout: out.text(), stderr: err.text() }),
    );
  });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  return { child, printed: out.contains, exited, ended };
}

function collect(stream: NodeJS.ReadableStream) {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    text += chunk;
  });
  const contains = (part: string) =>
    new Promise<void>((resolve) => {
      const look = () => text.includes(part) && resolve();
      stream.on('data', look);
      look();
    });
  return { text: () => text, contains };
}
