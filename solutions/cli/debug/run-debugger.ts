/** Running one program under the debugger. The Worker has the program, this thread the prompt. */
import type { ExitCode } from '#shared/contracts/exit-codes.ts';
import { type LineEditor, openLineEditor } from '../repl/line-editor.ts';
import { exitCodeOf } from '../run-program.ts';
import { readSource } from '../source-file.ts';
import type { VmThread } from '../thread/vm-thread.ts';
import { writeText } from '../write-text.ts';

const PROMPT = '(lox) ';

/**
 * Debugs a program on a thread that was opened with a bell. Commands come from
 * standard input.
 * @returns the process's exit status
 */
export async function runDebugger(thread: VmThread, file: string): Promise<ExitCode> {
  const source = readSource(file);
  if (!source.ok) {
    writeText(2, `${source.problem}\n`);
    return source.exitCode;
  }
  const editor = openLineEditor(() => editor.prompt(PROMPT));
  const outcome = await thread.debug(source.text, createAsk(thread, editor));
  if (outcome === 'ok') writeText(2, 'The program has ended.\n');
  return exitCodeOf[outcome];
}

/**
 * Asks for commands. While the program runs, the terminal is the program's, and
 * Ctrl-C stops it; the second one, should the VM not answer, ends this process.
 */
function createAsk(thread: VmThread, editor: LineEditor): () => Promise<string | undefined> {
  // Made now, since lines may come before anybody asks for them.
  const lines = editor.lines[Symbol.asyncIterator]();
  const interrupt = () => thread.stop('step');
  const letRun = () => {
    editor.suspend();
    process.once('SIGINT', interrupt);
  };
  letRun();
  return async () => {
    process.off('SIGINT', interrupt);
    editor.resume();
    editor.prompt(PROMPT);
    const { value, done } = await lines.next();
    letRun();
    if (done && editor.watched) writeText(1, '\n');
    return done ? undefined : value;
  };
}
