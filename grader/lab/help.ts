/** What `npm run lab -- --help` says of each subcommand. */

/** The help of one subcommand. */
export interface Help {
  /** How it is written: its name and its arguments. */
  readonly usage: string;
  /** A few words, for the list of all. */
  readonly summary: string;
  /** What it does, and what it leaves alone. */
  readonly description: string;
  /** The arguments of an example, and what they bring about. */
  readonly examples: readonly (readonly [args: string, effect: string])[];
}

/** All subcommands, in the order in which one needs them. */
export const helps = {
  start: {
    usage: 'start [lab]',
    summary: 'copy a lab into mine/, where you work',
    description: 'Copies the files of a lab into mine/. Writes over nothing that is there.',
    examples: [['start 01', 'you find the files in mine/01-bytecode-vm/']],
  },
  status: {
    usage: 'status [lab]',
    summary: 'what you have done, and what is left',
    description:
      'Tells the points of each task, where it is unfinished, which files you changed and which hints you saw. Without a lab: for all that you started.',
    examples: [['status 01', 'lab 01 in detail']],
  },
  predict: {
    usage: 'predict [lab] [number]',
    summary: 'guess before you measure',
    description:
      "Asks the lab's question and keeps your answer, in mine/.predictions.json. It may be changed.",
    examples: [
      ['predict 01', 'asks, and waits for your number'],
      ['predict 01 100', 'notes 100 without asking'],
    ],
  },
  measure: {
    usage: 'measure [lab]',
    summary: 'your guess beside the measurement',
    description:
      "Measures what the lab's question asks for, with your files when you have started the lab, and with the reference; your guess stands beside both.",
    examples: [['measure 01', 'predicted, yours, reference']],
  },
  upgrade: {
    usage: 'upgrade [lab]',
    summary: "take the course's changes into your files",
    description:
      'Merges a newer version of the skeletons into your files; a copy of yours is kept in mine/.backup/. Where both changed a line, both versions stand in the file, marked.',
    examples: [['upgrade 01', 'when you have pulled a newer version of the course']],
  },
  reset: {
    usage: 'reset [lab]',
    summary: 'begin again; a copy of your files is kept',
    description:
      'Shows what would be lost, asks, and makes the files what `start` made them; a copy of yours is kept in mine/.backup/.',
    examples: [
      ['reset 01', 'shows the differences, and asks'],
      ['reset 01 --yes', 'does not ask'],
    ],
  },
} satisfies Record<string, Help>;

/** The examples of a subcommand, to stand below its help. */
export function exampleText({ examples }: Help): string {
  return `\nFor example:\n${linesOf(examples)}`;
}

/** An example of every subcommand, and of none. */
export function allExamples(): string {
  const first = Object.values(helps).map(({ examples }) => examples[0]);
  return `\nFor example:\n${linesOf([['', 'where you stand, and what comes next'], ...first])}
\nA lab is given by its number or its name. More on one command: npm run lab -- predict --help`;
}

function linesOf(examples: Help['examples']): string {
  const lines = examples.map(([args, effect]) => [`npm run lab -- ${args}`, effect]);
  const commands = lines.map(([command, effect]) => [command.replace(/ -- $/, ''), effect]);
  const width = Math.max(...commands.map(([command]) => command.length));
  return commands.map(([command, effect]) => `  ${command.padEnd(width)}   ${effect}`).join('\n');
}
