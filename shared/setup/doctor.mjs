/**
 * `npm run doctor`: what is installed, what is missing, and the exact command
 * that mends it. Works as far as it can before any dependency is there.
 */
import { parseArgs } from 'node:util';
import { runChecks } from './doctor-checks.mjs';

const usage = `Usage: npm run doctor [-- --json]

Says what is installed, what is missing, and the command that mends it.
Exit status: 0 when all that is required is there, else 1.

  --json   write the checks as JSON
  --help   write this
`;

/** @typedef {import('./doctor-checks.mjs').Check} Check */

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
if (options.help) {
  process.stdout.write(usage);
} else {
  const checks = runChecks();
  const missing = checks.filter(({ status }) => status === 'missing').length;
  process.stdout.write(options.json ? json(checks, missing === 0) : table(checks, missing));
  process.exitCode = missing === 0 ? 0 : 1;
}

/**
 * @param {Check[]} checks
 * @param {boolean} ok
 */
function json(checks, ok) {
  return `${JSON.stringify({ ok, checks }, null, 2)}\n`;
}

/**
 * @param {Check[]} checks
 * @param {number} missing how many of them are
 */
function table(checks, missing) {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const rows = checks.map(({ name, status, detail, fix }) => {
    const row = `${coloured(status)}  ${name.padEnd(width)}  ${detail}\n`;
    return fix ? `${row}${' '.repeat(width + 12)}-> ${fix}\n` : row;
  });
  const end =
    missing === 0 ? 'All that is required is there.' : `Required and missing: ${missing}.`;
  return `${rows.join('')}\n${end}\n`;
}

/**
 * A status, wide enough for each, in its colour where the terminal has any.
 * @param {Check['status']} status
 */
function coloured(status) {
  const text = status.padEnd('optional'.length);
  const colour = { ok: 32, missing: 31, optional: 33 }[status];
  const plain = !process.stdout.isTTY || process.env.NO_COLOR || process.env.TERM === 'dumb';
  return plain ? text : `\x1b[${colour}m${text}\x1b[0m`;
}
