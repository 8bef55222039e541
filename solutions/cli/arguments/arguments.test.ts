import { expect, test } from 'vitest';
import { runLox } from '../testing/run-lox.ts';

/** Command lines that are wrong, and the one line that says so. */
const wrong: readonly (readonly [args: readonly string[], message: string])[] = [
  [['--heaplimit', '1'], "unknown option '--heaplimit' (Did you mean --heap-limit?)."],
  [['-x'], "unknown option '-x'."],
  [['a.lox', 'b.lox'], 'too many arguments. Expected 1 argument but got 2.'],
  [['--dump'], "option '--dump <forms>' argument missing."],
  [
    ['--tier', 'fast'],
    "option '--tier <name>' argument 'fast' is invalid. Allowed: auto, interpreter, threaded, baseline.",
  ],
  [
    ['--tier', 'optimizing'],
    "option '--tier <name>' argument 'optimizing' is invalid. 'optimizing' is not built yet. Allowed: auto, interpreter, threaded, baseline.",
  ],
  [
    ['--dump', 'ast,wasm'],
    "option '--dump <forms>' argument 'ast,wasm' is invalid. Allowed: tokens, ast, bytecode, threaded, ir, asm, caches, shapes, shapes.svg.",
  ],
  [
    ['--stress', 'deopt'],
    "option '--stress <what>' argument 'deopt' is invalid. 'deopt' is not built yet. Allowed: gc, all.",
  ],
  [
    ['--timeout', 'abc'],
    "option '--timeout <seconds>' argument 'abc' is invalid. Allowed: seconds above 0, up to 2147483, such as 2 or 0.5.",
  ],
];

test.concurrent.each(wrong)('%j is refused in one line', async (args, message) => {
  expect(await runLox(args)).toEqual({
    status: 64,
    stdout: '',
    stderr: `lox: ${message} See lox --help.\n`,
  });
});

test.concurrent('a heap limit out of range is refused with the range', async () => {
  const { status, stderr } = await runLox(['--heap-limit', '1K']);
  expect(status).toBe(64);
  expect(stderr).toMatch(
    /^lox: option '--heap-limit <size>' argument '1K' is invalid. Allowed: 32K to \d+M, in bytes or with K, M or G. See lox --help.\n$/,
  );
});

test.concurrent('an unknown kind of event is refused with all that there are', async () => {
  const { status, stderr } = await runLox(['--trace', 'gcs']);
  expect(status).toBe(64);
  expect(stderr).toContain(
    "'gcs' is invalid. Allowed: loaded, hot, translated, compiled, switch, ic-transition, shape-transition, flush, gc, error, interrupt, all.",
  );
});

test.concurrent('help fits a terminal and has examples', async () => {
  const { status, stdout, stderr } = await runLox(['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  for (const part of ['--heap-limit <size>', '32K to ', 'Examples:', 'Exit status:']) {
    expect(stdout).toContain(part);
  }
});

test.concurrent('the version names Node too', async () => {
  const { stdout } = await runLox(['--version']);
  expect(stdout).toMatch(/^lox \(Hotpath\) \d+\.\d+\.\d+ on Node.js \d+\.\d+\.\d+, \w+ \w+\n$/);
});
