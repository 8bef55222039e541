/**
 * Runs every misuse and writes one line of JSON for each: its name, the class of
 * the error that it got and its message. If one of them ends the process, the
 * lines say after which.
 */
import { writeSync } from 'node:fs';
import { LlvmMisuse } from './errors.ts';
import { misuseCases } from './test-misuse-cases.ts';
import { createBench } from './test-module.ts';

/** What became of a misuse. */
export interface MisuseResult {
  readonly name: string;
  readonly isMisuse: boolean;
  readonly message: string;
}

for (const { name, run } of misuseCases) {
  let result: MisuseResult = { name, isMisuse: false, message: 'nothing was thrown' };
  try {
    run(createBench());
  } catch (error) {
    result = { name, isMisuse: error instanceof LlvmMisuse, message: String(error) };
  }
  writeSync(1, `${JSON.stringify(result)}\n`);
}
