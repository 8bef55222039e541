/** How an observation ended, in words. */
import type { Ended, FileProblem } from './observation.ts';

/** Signals that say what happened. */
const meanings: Readonly<Record<string, string>> = {
  SIGSEGV: 'native code or a wrong address touched memory that is not there',
  SIGBUS: 'native code or a wrong address touched memory that is not there',
  SIGILL: 'the processor met bytes that are no instruction',
  SIGTRAP: 'the processor met a trap instruction, or V8 gave up',
  SIGFPE: 'an integer division by zero, or one that overflows, in native code',
  SIGABRT: 'a library gave up',
  SIGKILL: 'perhaps the system ran out of memory',
};

/** Says how it ended, as the end of a sentence that begins with "the code". */
export function describeEnded(ended: Ended): string {
  switch (ended.kind) {
    case 'normal':
      return 'ended normally';
    case 'unfinished':
      return `came to task ${ended.task}, which is unfinished`;
    case 'exception':
      return ended.message.startsWith('threw') ? ended.message : `threw ${ended.message}`;
    case 'exit':
      return `ended its process with exit code ${ended.code}`;
    case 'signal':
      return `was killed by ${ended.signal}${meaning(ended.signal)}`;
    case 'hang':
      return `was still running after ${ended.seconds} s and was stopped: the limit is ${ended.limit}`;
    case 'memory':
      return `used more memory than ${ended.limit}`;
    case 'flood':
      return `wrote without end and was stopped after ${ended.bytes.toLocaleString('en')} bytes`;
    case 'forged':
      return "interfered with the grader's part of its process";
    case 'notBuilt':
      return `could not be built: ${ended.problems.map(shortProblem).join('; ')}`;
  }
}

function meaning(signal: string): string {
  return signal in meanings ? ` (${meanings[signal]})` : '';
}

/** A problem on one line; the whole of it stands at the top of the report. */
function shortProblem({ file, line, column, message }: FileProblem): string {
  return line === 0 ? `${file} ${message}` : `${file}:${line}:${column}`;
}

/** A problem with its place, and the line with a mark below it. */
export function describeProblem({ file, line, column, message, text }: FileProblem): string {
  if (line === 0) return `${file}: ${message}`;
  const place = `${file}:${line}:${column}: ${message}`;
  return text.trim() === '' ? place : `${place}\n    ${text}\n    ${' '.repeat(column - 1)}^`;
}
