/** A pseudo-terminal for tests, by the `script` command of util-linux. */
import { spawn, spawnSync } from 'node:child_process';
import { launcher } from './run-lox.ts';

/** Whether there is one; macOS has another `script`. */
export const hasTerminal = spawnSync('script', ['--version'], {
  encoding: 'utf8',
}).stdout?.includes('util-linux');

/** A `lox` in a terminal of its own. */
export interface Terminal {
  /**
   * Waits until the screen shows a text, behind all texts that were waited for before.
   * @returns what it shows between them
   */
  shows(text: string): Promise<string>;
  /** Presses keys. */
  press(keys: string): void;
  /** The exit status. */
  readonly ended: Promise<number | null>;
}

/** Starts `lox` in a terminal. */
export function startTerminal(
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Terminal {
  // Without `exec`, some shells die of the Ctrl-C that was meant for `lox`.
  const command = ['exec', process.execPath, launcher, ...args].join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    env: { ...process.env, ...env, TERM: 'xterm' },
  });
  let unseen = '';
  let look = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    unseen += text;
    look();
  });
  return {
    shows: (text) =>
      new Promise((resolve) => {
        look = () => {
          const found = unseen.indexOf(text);
          if (found < 0) return;
          look = () => {};
          resolve(unseen.slice(0, found));
          unseen = unseen.slice(found + text.length);
        };
        look();
      }),
    press: (keys) => void child.stdin.write(keys),
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
}
