/** What to do after `npm start`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command, and what it is good for. */
export interface NextStep {
  readonly command: string;
  readonly effect: string;
}

/** Each with the script or the file that it needs: what this version lacks is not shown. */
const steps: readonly (NextStep & { readonly script?: string; readonly file?: string })[] = [
  {
    script: 'lab',
    command: 'npm run lab',
    effect: 'the labs: where you stand and what comes next',
  },
  {
    script: 'lox',
    command: 'npm run lox -- FILE',
    effect: 'run a Lox program; without FILE a REPL; --help for more',
  },
  { script: 'doctor', command: 'npm run doctor', effect: 'what is installed and what is missing' },
  { script: 'test', command: 'npm test', effect: 'run every test' },
  { script: 'docs', command: 'npm run docs', effect: 'build the documentation' },
  { file: 'README.md', command: 'README.md', effect: 'what this is and how to find your way' },
];

/** The steps that the project at `root` offers. */
export function nextSteps(root: string): readonly NextStep[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  return steps.filter(({ script, file }) =>
    script === undefined ? existsSync(join(root, file ?? '')) : script in manifest.scripts,
  );
}
