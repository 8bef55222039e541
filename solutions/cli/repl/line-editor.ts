/** Where a REPL's lines come from: a terminal with editing and history, or a pipe. */
import { createInterface, type Interface } from 'node:readline';
import { HISTORY_LINES, openHistory } from './history.ts';

/** Where the REPL's lines come from. */
export interface LineEditor {
  /** Whether somebody watches, who wants prompts. */
  readonly watched: boolean;
  /** The lines, until the input ends. */
  readonly lines: AsyncIterable<string>;
  /** Shows a prompt for the next line, where somebody watches. */
  prompt(text: string): void;
  /** Gives the terminal to a program that runs: Ctrl-C becomes a signal again, and keys wait. */
  suspend(): void;
  /** Takes the terminal back. */
  resume(): void;
}

/**
 * Opens standard input.
 * @param onInterrupt called when Ctrl-C is pressed while a line is being typed; the line is gone then
 */
export function openLineEditor(onInterrupt: () => void): LineEditor {
  const { stdin, stdout } = process;
  const watched = Boolean(stdin.isTTY && stdout.isTTY);
  const history = openHistory(watched ? process.env.LOX_HISTORY : undefined);
  const editor = createInterface({
    input: stdin,
    ...(watched && { output: stdout }),
    terminal: watched,
    history: history.lines,
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
  });
  editor.on('line', history.add);
  editor.on('SIGINT', () => {
    dropLine(editor);
    onInterrupt();
  });
  // After Ctrl-Z and `fg`; a prompt takes the terminal again.
  editor.on('SIGCONT', () => editor.prompt(true));
  let open = true;
  editor.on('close', () => {
    open = false;
  });
  return {
    watched,
    lines: editor,
    prompt(text) {
      if (!watched) return;
      editor.setPrompt(text);
      editor.prompt();
    },
    suspend() {
      if (!open) return;
      editor.pause();
      if (watched) stdin.setRawMode(false);
    },
    resume() {
      if (!open) return;
      if (watched) stdin.setRawMode(true);
      editor.resume();
    },
  };
}

/** Leaves what was typed on the screen and begins an empty line, as Node's own REPL does it. */
function dropLine(editor: Interface): void {
  (editor as Interface & { clearLine(): void }).clearLine();
}
