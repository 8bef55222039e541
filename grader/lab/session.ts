/** What the commands work with: a project, its labs, and somebody to talk to. */
import { createInterface } from 'node:readline/promises';
import pc from 'picocolors';
import { allowClosedStdout } from './closed-stdout.ts';
import { type Lab, readLabs } from './course.ts';

/** The functions that colour text, or leave it as it is. */
export type Colours = ReturnType<typeof pc.createColors>;

/** One run of a command. */
export interface Session {
  /** The project's folder. */
  readonly root: string;
  readonly labs: readonly Lab[];
  readonly colours: Colours;
  /** Writes text and a newline. */
  say(text: string): void;
  /** Writes what is wrong, and a newline. */
  complain(text: string): void;
  /** Asks for a line; undefined when there is nobody to answer. */
  ask(question: string): Promise<string | undefined>;
}

/** A session with whoever sits at this process's terminal. */
export function terminalSession(root: string): Session {
  allowClosedStdout();
  return {
    root,
    get labs() {
      return readLabs(root);
    },
    colours: pc,
    say: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    ask: async (question) => (process.stdin.isTTY ? await askTerminal(question) : undefined),
  };
}

async function askTerminal(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const left = new Promise<undefined>((resolve) => {
    terminal.once('close', () => resolve(undefined));
  });
  try {
    return await Promise.race([terminal.question(question), left]);
  } finally {
    terminal.close();
  }
}
