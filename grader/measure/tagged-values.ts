/** How long a type test is: the measurement of lab 04. */
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { library } from '#shared/llvm/library.ts';
import { codeOf } from './encodings/machine-code.ts';
import { type Encoding, encodings, type Operation, operations } from './encodings/operations.ts';
import type { Measured } from './measurements.ts';

/** Machine instructions of `is it a number?`, the value in a register. Nothing is timed. */
export function measureTypeTest(): Measured {
  library(); // says what to do when there is no libLLVM
  const test = operations.find(({ name }) => name === 'is it a number?') ?? operations[0];
  return {
    value: codeOf(encodings.tagged, test, 'registers').instructions.length,
    beside: operations.flatMap((operation) =>
      Object.values<Encoding>(encodings).map(
        (encoding) =>
          [`${operation.name} (${encoding.name})`, amountOf(encoding, operation)] as const,
      ),
    ),
  };
}

function amountOf(encoding: Encoding, operation: Operation): string {
  try {
    const registers = codeOf(encoding, operation, 'registers');
    const slots = codeOf(encoding, operation, 'slots');
    return `${registers.instructions.length} instructions, ${registers.bytes} bytes; with slots ${slots.instructions.length}, ${slots.bytes}`;
  } catch (error) {
    if (!(error instanceof UnfinishedError)) throw error;
    return `needs task ${error.task}`;
  }
}
