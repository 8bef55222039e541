/** What a skeleton has in the place of the code that a student writes. */

/** The folders of the labs, by number. */
const labFolders: Readonly<Record<string, string>> = {
  '00': '00-first-light',
  '01': '01-bytecode-vm',
  '02': '02-threaded-code',
  '03': '03-ir-builder',
  '04': '04-tagged-values',
  '05': '05-orc-jit',
  '06': '06-inline-caches',
  '07': '07-hidden-classes',
};

/** The program came to a task that is not done yet. */
export class UnfinishedError extends Error {
  override readonly name = 'UnfinishedError';
  /** Lab and task, such as `01.4`. */
  readonly task: string;

  constructor(task: string) {
    const folder = labFolders[task.slice(0, 2)] ?? '';
    const handout = folder === '' ? 'the handout in labs/' : `labs/${folder}/README.md`;
    super(`Task ${task} is unfinished: see ${handout}, or \`npm run hint -- ${task}\``);
    this.task = task;
  }
}

/**
 * Stands where a task's code belongs.
 * @throws UnfinishedError always
 */
export function unfinished(task: string): never {
  throw new UnfinishedError(task);
}
