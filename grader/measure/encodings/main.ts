/**
 * `npm run encodings -- [--code]`: the same operations on tagged values and on
 * structures of a tag and a payload, as machine code. `--code` prints that, too.
 * With a student's emitters it is
 *
 *     node --conditions lab04 --import tsx grader/measure/encodings/main.ts
 */
import Table from 'cli-table3';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { codeOf, type Place, timeOf } from './machine-code.ts';
import { type Encoding, encodings, type Operation, operations } from './operations.ts';

const columns: readonly Encoding[] = Object.values(encodings);

const problem = whyUnavailable();
const unknown = process.argv.slice(2).find((option) => option !== '--code');
if (unknown !== undefined) {
  process.stderr.write(`npm run encodings -- [--code]: there is no option ${unknown}\n`);
  process.exitCode = 64;
} else if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
} else {
  if (process.argv.includes('--code')) process.stdout.write(listings());
  process.stdout.write(`${tableOf('registers')}\n${tableOf('slots')}\n${footnote()}`);
}

/** A row an operation; times, too, where the operands come from slots. */
function tableOf(place: Place): string {
  const measured = ['instructions', 'bytes', ...(place === 'slots' ? ['ns'] : [])];
  const table = new Table({
    head: [
      `operands and result in ${place}`,
      ...columns.flatMap(({ name }) => measured.map((what) => `${name}: ${what}`)),
    ],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', ...columns.flatMap(() => measured.map(() => 'right' as const))],
  });
  for (const operation of operations) {
    const cells = columns.flatMap((encoding) =>
      unlessUnfinished(
        () => cellsOf(encoding, operation, place),
        (task) => measured.map((_, index) => (index === 0 ? `task ${task}` : '')),
      ),
    );
    table.push([operation.name, ...cells]);
  }
  return table.toString();
}

function cellsOf(encoding: Encoding, operation: Operation, place: Place): string[] {
  const { instructions, bytes } = codeOf(encoding, operation, place);
  const counts = [String(instructions.length), String(bytes)];
  if (place === 'registers') return counts;
  return [...counts, timeOf(encoding, operation).nanoseconds.toFixed(2)];
}

function unlessUnfinished<Result>(action: () => Result, otherwise: (task: string) => Result) {
  try {
    return action();
  } catch (error) {
    if (error instanceof UnfinishedError) return otherwise(error.task);
    throw error;
  }
}

function footnote(): string {
  const strides = columns.map(({ name, stride }) => `${name} ${stride}`).join(', ');
  return `Bytes of a value in memory: ${strides}. A time is that of a turn of a loop over numbers.\n`;
}

function listings(): string {
  const listing = (encoding: Encoding, operation: Operation) =>
    unlessUnfinished(
      () => codeOf(encoding, operation, 'registers').instructions,
      (task) => [`needs task ${task}`],
    );
  return operations
    .flatMap((operation) =>
      columns.map((encoding) => {
        const lines = listing(encoding, operation).map((text) => `  ${text}\n`);
        return `${operation.name} (${encoding.name})\n${lines.join('')}\n`;
      }),
    )
    .join('');
}
