/**
 * `npm run numbers`: shows what becomes of a function of numbers, with the
 * reference or with the student's files of lab 03.
 *
 *     npm run numbers -- 'a * b - 1' 3 4
 *     npm run numbers -- --mine 'fun f(n) { if (n < 0) return -n; return n; }' -3
 */
import { spawnSync } from 'node:child_process';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';

const HELP = `Usage: npm run numbers -- [--mine] program [arguments]

Shows a Lox function of numbers, or an expression of a, b, c and d, as IR and as
machine code, and what it gives for the arguments. --mine: by your files of lab 03.
`;

const [...words] = process.argv.slice(2);
const isMine = words[0] === '--mine';
const [program, ...args] = isMine ? words.slice(1) : words;
if (program === undefined || program === '--help') process.stdout.write(HELP);
else if (isMine) {
  const again = ['--conditions', 'lab03', '--import', 'tsx', import.meta.filename, program];
  const { status } = spawnSync(process.execPath, [...again, ...args], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else await show();

async function show(): Promise<void> {
  try {
    const { showNumbers } = await import('./show.ts');
    for (const [heading, text] of showNumbers(program, args.map(Number))) {
      process.stdout.write(`== ${heading} ==\n${text.trim()}\n\n`);
    }
  } catch (error) {
    const { message, name } = error instanceof Error ? error : new Error(String(error));
    const isExpected = error instanceof UnfinishedError || name === 'NotNumeric';
    process.stderr.write(isExpected ? `${message}\n` : `${name}: ${message}\n`);
    process.exitCode = 1;
  }
}
