/** A course in a scratch folder, and somebody who takes it, for tests. */
import pc from 'picocolors';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { type Lab, readLabs } from './course.ts';
import { readText } from './places.ts';
import { runHint, runLab } from './program.ts';

const hints = ['Look at one.', 'Add one.', 'one = one + 1'];

const firstLab: Lab = {
  id: '00',
  name: '00-first-steps',
  title: 'First steps',
  files: [{ file: 'one.ts', key: '#vm/one', solution: 'solutions/one.ts' }],
  tasks: [{ id: '00.1', title: 'One', points: 20, stretch: false, hints }],
};

const secondLab: Lab = {
  id: '01',
  name: '01-counting',
  title: 'Counting',
  files: [
    { file: 'count.ts', key: '#vm/count', solution: 'solutions/count.ts' },
    { file: 'limits.ts', key: '#vm/limits', solution: 'solutions/limits.ts' },
  ],
  tasks: [
    { id: '01.1', title: 'Count up', points: 60, stretch: false, hints },
    { id: '01.2', title: 'Count down', points: 30, stretch: true, hints },
    { id: '01.3', title: 'Stop', points: 10, stretch: true, hints: [] },
  ],
  prediction: { question: 'How many counts a second?', unit: 'millions', measure: 'counts' },
};

/** The skeleton of the second lab's larger file. */
export const countSkeleton = `// Lab 01, Counting: count.ts

/** Task 01.1: Count up. */
export function up(n: number): number {
  return unfinished('01.1');
}

export const STEP = 1;
export const FIRST = 0;
export const LAST = 9;

/** Task 01.2: Count down. */
export function down(n: number): number {
  return unfinished('01.2');
}
`;

/** A course with two labs. */
export function scratchCourse(): string {
  const root = scratchFolder();
  writeFiles(root, {
    'labs/00-first-steps/lab.json': JSON.stringify(firstLab),
    'labs/00-first-steps/one.ts': "export const one = () => unfinished('00.1');\n",
    'labs/01-counting/lab.json': JSON.stringify(secondLab),
    'labs/01-counting/count.ts': countSkeleton,
    'labs/01-counting/limits.ts': 'export const MOST = 10;\n',
    'labs/tsconfig.json': '{}',
    'solutions/one.ts': 'export const one = () => 1;\n',
    'solutions/count.ts': '// up and down\n',
    'solutions/limits.ts': 'export const MOST = 10;\n',
  });
  return root;
}

/** How a command ended. */
export interface Ended {
  readonly status: number;
  /** What it said. */
  readonly said: string;
  /** What it said was wrong. */
  readonly complaint: string;
}

/** Commands as a student gives them, without colours. */
export interface Student {
  readonly root: string;
  lab(...args: string[]): Promise<Ended>;
  hint(...args: string[]): Promise<Ended>;
  /** What the student will type when asked; nothing: the student is not there. */
  answers: string[];
  /** The text of a file, and '' for none. */
  read(file: string): string;
  write(files: Readonly<Record<string, string>>): void;
}

/** Somebody who takes the course at `root`. */
export function student(root = scratchCourse()): Student {
  const answers: string[] = [];
  const run = async (command: typeof runLab, args: readonly string[]): Promise<Ended> => {
    const said: string[] = [];
    const complaints: string[] = [];
    const status = await command(args, {
      root,
      get labs() {
        return readLabs(root);
      },
      colours: pc.createColors(false),
      say: (text) => void said.push(text),
      complain: (text) => void complaints.push(text),
      ask: async () => answers.shift(),
    });
    return { status, said: said.join('\n'), complaint: complaints.join('\n') };
  };
  return {
    root,
    lab: (...args) => run(runLab, args),
    hint: (...args) => run(runHint, args),
    answers,
    read: (file) => readText(root, file) ?? '',
    write: (files) => writeFiles(root, files),
  };
}
