/** The programs that do nothing, and the commands whose start is timed. */
import { fileURLToPath } from 'node:url';
import type { Language } from './corpus.ts';
import { type Engine, type EnginePlaces, executableCommand } from './engines.ts';
import type { Task } from './measure.ts';

function fileHere(name: string): string {
  return fileURLToPath(new URL(`start-up/${name}`, import.meta.url));
}

/** The task of an engine to run nothing: what own time leaves out. */
export function emptyTask({ id, command, language }: Engine): Task {
  const file = fileHere(`empty.${language}`);
  return { label: `nothing on ${id}`, command: [...command, file], expected: '' };
}

/** A command of the start-up table: an executable and what follows it. */
interface StartUpCommand {
  readonly executable: string;
  readonly shown: string;
  readonly args: readonly string[];
  readonly expected: string | null;
}

const helloIn = (executable: string, language: Language): StartUpCommand => ({
  executable,
  shown: `${executable} hello.${language}`,
  args: [fileHere(`hello.${language}`)],
  expected: 'hello\n',
});

const commands: readonly StartUpCommand[] = [
  { executable: 'node', shown: 'node -e 0', args: ['-e', '0'], expected: '' },
  { executable: 'lox', shown: 'lox --version', args: ['--version'], expected: null },
  helloIn('lox', 'lox'),
  helloIn('lua5.4', 'lua'),
  helloIn('clox', 'lox'),
];

/** The start-up tasks that fit the engines; `node -e 0` is always among them. */
export function startUpTasks(engines: readonly Engine[], places: EnginePlaces): Task[] {
  const wanted = new Set(['node', ...engines.map(({ executable }) => executable)]);
  return commands
    .filter(({ executable }) => wanted.has(executable))
    .flatMap(({ executable, shown, args, expected }) => {
      const command = executableCommand(executable, places);
      return command ? [{ label: shown, command: [...command, ...args], expected }] : [];
    });
}
