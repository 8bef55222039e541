/** `npm run grade`: grades labs. */
import { constants } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { CommanderError } from 'commander';
import pc from 'picocolors';
import { projectRoot } from '#shared/setup/project.mjs';
import { allowClosedStdout } from '../lab/closed-stdout.ts';
import { findLab, findTask, isTask, type Lab, readLabs } from '../lab/course.ts';
import { rememberGrade } from '../lab/grades.ts';
import { isStarted, mustBeStarted, places } from '../lab/places.ts';
import { UserError } from '../lab/user-error.ts';
import type { GradeReport } from '../report.ts';
import { formats } from './format.ts';
import { grade } from './grade.ts';
import { GraderError } from './grader-error.ts';
import { inspect } from './inspect.ts';
import { defaultLimits } from './limits.ts';
import { type GradeOptions, gradeCommand } from './options.ts';
import { createProgressLine } from './progress.ts';
import { checkTypes } from './types/check-types.ts';

/** Exit statuses. */
const ExitStatus = {
  FULL_MARKS: 0,
  /** Something failed or is unfinished. */
  POINTS_MISSING: 1,
  /** Nothing was graded: the command line is wrong, or the setup. */
  NOT_GRADED: 2,
  /** All that could be run passed. */
  INCOMPLETE: 3,
} as const;

/** Exit status after a signal is this much more than the signal's number. */
const SIGNALLED = 128;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // What is to be cleared away is cleared away at every exit.
  process.once(signal, () => process.exit(SIGNALLED + constants.signals[signal]));
}

allowClosedStdout();

try {
  await gradeCommand(main).exitOverride().parseAsync();
} catch (error) {
  process.exitCode = statusAfter(error);
}

async function main(options: GradeOptions): Promise<void> {
  const root = resolve(options.project ?? projectRoot);
  const wanted = labsNamed(root, options);
  if (options.inspect) {
    const [[lab, only]] = wanted;
    process.exitCode = await inspect({ root, lab, seed: options.seed ?? 1, only });
    return;
  }
  const reports: GradeReport[] = [];
  for (const [lab, only] of wanted) reports.push(await gradeOne(root, lab, { ...options, only }));
  process.stdout.write(formats[options.format](reports, pc));
  process.exitCode = statusOf(reports);
}

/**
 * The labs that the command line names, each with what its tests have to
 * contain; `all` are those that were started. A task stands for its lab with
 * that task's tests alone: `01.4` for `01 --only 01.4`.
 */
function labsNamed(root: string, { labs, mine, only }: GradeOptions): [Lab, readonly string[]][] {
  const all = readLabs(root);
  const started = all.filter((lab) => isStarted(root, lab));
  const tasks = labs.filter(isTask).map((word) => findTask(all, word));
  const words = labs.filter((word) => !isTask(word));
  const whole = words.flatMap((word) => (word === 'all' ? started : [findLab(all, word)]));
  const named = [...new Set([...whole, ...tasks.map(({ lab }) => lab)])];
  if (named.length === 0) throw new UserError(whichLab(all, started));
  if (mine !== undefined && named.length > 1) {
    throw new UserError('--mine names the files of one lab: name one lab beside it');
  }
  if (tasks.length > 0 && only.length > 0) {
    const [{ lab, task }] = tasks;
    throw new UserError(
      `${task.id} is short for ${lab.id} --only ${task.id}: beside --only, name the lab`,
    );
  }
  return named.map((lab) => {
    const own = whole.includes(lab) ? [] : tasks.filter((found) => found.lab === lab);
    return [lab, own.length > 0 ? own.map(({ task }) => `${task.id} `) : only];
  });
}

/** What can be graded, and the exact command. */
function whichLab(all: readonly Lab[], started: readonly Lab[]): string {
  if (started.length === 0) {
    return `You have not started a lab yet. Begin: npm run lab -- start ${all[0]?.id ?? '00'}`;
  }
  const lines = started.map(({ id, title }) => `  npm run grade -- ${id}    ${title}`);
  if (started.length > 1) lines.push('  npm run grade -- all   all of them');
  return `Which lab? You have started:\n${lines.join('\n')}`;
}

async function gradeOne(root: string, lab: Lab, options: GradeOptions): Promise<GradeReport> {
  const { only, seed, hangAfter } = options;
  const own = join(root, places.mine(lab));
  const mine = options.mine === undefined ? own : resolve(options.mine);
  if (mine === own) mustBeStarted(root, lab);
  const progress = createProgressLine(process.stderr, lab.id);
  const typeErrors = checkTypes(root, lab, mine);
  const [graded] = await grade({
    root,
    lab,
    mine,
    only,
    ...(seed !== undefined && { seeds: [seed] }),
    limits: { ...defaultLimits, leastMilliseconds: hangAfter * 1000 },
    rerunOptions: mine === own ? '' : ` --mine ${relative(process.cwd(), mine)}`,
    onProgress: progress.at,
  }).finally(progress.end);
  const report = { ...graded, typeErrors: await typeErrors };
  if (mine === own) rememberGrade(root, lab, report);
  return report;
}

function statusOf(reports: readonly GradeReport[]): number {
  const tests = reports.flatMap((report) => report.tests);
  const isMissing = tests.some(({ status }) => status === 'failed' || status === 'unfinished');
  if (isMissing) return ExitStatus.POINTS_MISSING;
  return reports.every(({ complete }) => complete) ? ExitStatus.FULL_MARKS : ExitStatus.INCOMPLETE;
}

/** Says what went wrong; a mistake of the grader itself with its stack. */
function statusAfter(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? ExitStatus.FULL_MARKS : ExitStatus.NOT_GRADED;
  }
  if (error instanceof UserError || error instanceof GraderError) {
    process.stderr.write(`${error.message}\n`);
  } else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return ExitStatus.NOT_GRADED;
}
