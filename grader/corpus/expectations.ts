/**
 * What a corpus program says about itself. Its comments hold the expected
 * output, line by line, and the error that it ends with:
 *
 *     print 1 + 2; // expect: 3
 *     print nope;  // expect runtime error: Undefined variable 'nope'.
 *     // trace: [line 2] in script
 *     var 1;       // Error at '1': Expect variable name.
 *     // [line 9] Error at end: Expect '}' after block.
 */
import { ExitCode } from '#shared/contracts/exit-codes.ts';

/** Everything that a run of a program must show. */
export interface Expectation {
  /** The whole standard output. */
  readonly output: string;
  readonly exitCode: number;
  /** The whole of standard error where the program fixes it, its first lines otherwise. */
  readonly errors: readonly string[];
  /** Whether `errors` is the whole of it. */
  readonly errorsComplete: boolean;
}

/** What a run of a program showed. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: number;
  readonly errors: readonly string[];
}

const OUTPUT = /\/\/ expect: ?(.*)/;
const RUNTIME_ERROR = /\/\/ expect runtime error: (.+)/;
const TRACE = /\/\/ trace: (.+)/;
const COMPILE_ERROR = /\/\/ (Error(?: at .+)?: .+)/;
const COMPILE_ERROR_ELSEWHERE = /\/\/ (\[line \d+\] Error.*)/;

/** Reads the expectations of a program. */
export function expectationOf(source: string): Expectation {
  const output: string[] = [];
  const compileErrors: string[] = [];
  const trace: string[] = [];
  let runtimeError: { message: string; line: number } | undefined;
  for (const [index, text] of source.split('\n').entries()) {
    const line = index + 1;
    const runtime = RUNTIME_ERROR.exec(text);
    const elsewhere = COMPILE_ERROR_ELSEWHERE.exec(text);
    const here = COMPILE_ERROR.exec(text);
    const traced = TRACE.exec(text);
    const printed = OUTPUT.exec(text);
    if (runtime) runtimeError = { message: runtime[1], line };
    else if (elsewhere) compileErrors.push(elsewhere[1]);
    else if (here) compileErrors.push(`[line ${line}] ${here[1]}`);
    else if (traced) trace.push(traced[1]);
    else if (printed) output.push(printed[1]);
  }
  const text = output.map((line) => `${line}\n`).join('');
  if (compileErrors.length > 0) {
    return {
      output: '',
      exitCode: ExitCode.COMPILE_ERROR,
      errors: byLine(compileErrors),
      errorsComplete: true,
    };
  }
  if (runtimeError === undefined) {
    return { output: text, exitCode: ExitCode.OK, errors: [], errorsComplete: true };
  }
  const top = trace.length > 0 ? trace : [`[line ${runtimeError.line}] in `];
  return {
    output: text,
    exitCode: ExitCode.RUNTIME_ERROR,
    errors: [runtimeError.message, ...top],
    errorsComplete: trace.length > 0,
  };
}

/** Errors are reported in the order of their lines; comments may stand in another. */
function byLine(errors: readonly string[]): string[] {
  const lineOf = (error: string) => Number(/\d+/.exec(error)?.[0]);
  return [...errors].sort((a, b) => lineOf(a) - lineOf(b));
}

/** What is wrong with an outcome, as text for people; undefined when nothing is. */
export function differenceOf(expected: Expectation, got: Outcome): string | undefined {
  if (got.output !== expected.output) {
    return `expected output:\n${expected.output}\nbut got:\n${got.output}\n${got.errors.join('\n')}`;
  }
  if (got.exitCode !== expected.exitCode) {
    return `expected exit code ${expected.exitCode} but got ${got.exitCode}: ${got.errors.join('\n')}`;
  }
  const { errors, errorsComplete } = expected;
  const same =
    (!errorsComplete || errors.length === got.errors.length) &&
    errors.every((line, index) =>
      errorsComplete || index === 0
        ? got.errors[index] === line
        : got.errors[index]?.startsWith(line),
    );
  if (same) return undefined;
  return `expected errors:\n${errors.join('\n')}\nbut got:\n${got.errors.join('\n')}`;
}
