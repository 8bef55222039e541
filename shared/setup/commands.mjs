/** Programs on PATH: are they there, and run them with a time limit. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The file that a shell would run for a command, or null.
 * @param {string} name
 * @param {string | undefined} path the value of PATH
 */
export function commandPath(name, path = process.env.PATH) {
  for (const folder of (path ?? '').split(delimiter)) {
    const file = join(folder, name);
    if (folder !== '' && isExecutable(file)) return file;
  }
  return null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a command to its end and returns what it wrote to stdout.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, seconds: number }} options
 * @throws Error with the command's last line of stderr when it fails or takes too long
 */
export function run(command, args, { cwd, seconds }) {
  const result = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 1 << 26,
    timeout: seconds * 1000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (result.status === 0) return result.stdout;
  throw new Error(`${command} ${args[0]}: ${failure(result, seconds)}`);
}

/**
 * @param {import('node:child_process').SpawnSyncReturns<string>} result
 * @param {number} seconds
 */
function failure({ error, signal, status, stderr }, seconds) {
  if (error && 'code' in error && error.code === 'ETIMEDOUT') return `no end after ${seconds} s`;
  if (error) return error.message;
  const lastLine = stderr.trim().split('\n').at(-1);
  return lastLine || (signal ? `killed by ${signal}` : `exit status ${status}`);
}
