/**
 * The REPL: reads a line, runs it, and again. The VM stays, so what one line
 * defines is there for the next. An error ends the line, not the session.
 */
import { ExitCode } from '#shared/contracts/exit-codes.ts';
import type { Outcome } from '../thread/messages.ts';
import { supervise } from '../thread/supervise.ts';
import type { VmThread } from '../thread/vm-thread.ts';
import { versionLine } from '../version.ts';
import { writeText } from '../write-text.ts';
import { continuationHint, hintAt, runCommand } from './commands.ts';
import { type LineEditor, openLineEditor } from './line-editor.ts';

const PROMPT = '> ';
const CONTINUATION_PROMPT = '… ';

/**
 * Runs a session to the end of standard input, on a thread that has been opened.
 * @param seconds time limit for each input, undefined: none
 * @returns the process's exit status
 */
export async function runRepl(thread: VmThread, seconds: number | undefined): Promise<ExitCode> {
  /** Lines of an input that is not complete yet. */
  let pending: readonly string[] = [];
  const editor = openLineEditor(() => {
    pending = [];
    prompt(false);
  });
  const prompt = createPrompt(editor);

  /** Runs what was typed; `last` is true when no more lines can follow. */
  async function evaluate(lines: readonly string[], last: boolean): Promise<Outcome> {
    editor.suspend();
    const outcome = await supervise(thread, seconds, thread.run(lines.join('\n'), !last));
    editor.resume();
    const hint = outcome === 'error' && hintAt(lines.join('\n'));
    if (hint) writeText(2, hint);
    return outcome;
  }

  if (editor.watched) writeText(1, `${versionLine()}\n.help for help, Ctrl-D to leave\n`);
  prompt(false);
  for await (const line of editor.lines) {
    const command = runCommand(line, pending.length > 0);
    if (command === 'exit') return ExitCode.OK;
    if (command) writeText(1, command.show);
    else {
      const input = [...pending, line];
      const outcome = await evaluate(input, false);
      if (outcome === 'internal') return ExitCode.INTERNAL_ERROR;
      if (outcome === 'unread') return ExitCode.OK;
      pending = outcome === 'incomplete' ? input : [];
    }
    prompt(pending.length > 0);
  }
  if (editor.watched) writeText(1, '\n');
  if (pending.length > 0) await evaluate(pending, true);
  return ExitCode.OK;
}

/** Asks for lines. The first time that an input goes on, says how to get out of it. */
function createPrompt(editor: LineEditor): (continued: boolean) => void {
  let hinted = false;
  return (continued) => {
    if (continued && !hinted && editor.watched) writeText(1, continuationHint);
    hinted ||= continued;
    editor.prompt(continued ? CONTINUATION_PROMPT : PROMPT);
  };
}
