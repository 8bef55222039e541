/** A report for people: as short as it can be, and all that helps. */
import type pc from 'picocolors';
import { printable } from '../probe/blocks.ts';
import { describeProblem } from '../probe/ended.ts';
import type { FileProblem } from '../probe/observation.ts';
import type { GradedTestReport, GradeReport } from '../report.ts';

/** The functions that colour text, or leave it as it is. */
export type Colours = ReturnType<typeof pc.createColors>;

/** What is wrong with files; one line a task; then what did not pass, and why. */
export function pretty(report: GradeReport, colours: Colours): string {
  const { lab, title, tests, seed } = report;
  const sections = [
    ...describeFailures(tests, colours),
    ...notRun(tests),
    typeErrors(report, colours),
  ].filter((section) => section !== '');
  const heading = `${colours.bold(`${lab} ${title}`)}${colours.dim(`  seed ${seed}`)}`;
  const body = sections.map((section) => `\n${section}\n`).join('');
  const gap = body === '' ? '' : '\n';
  const tasks = `${notBuilt(report, colours)}${taskLines(report, colours)}`;
  return `${heading}\n${tasks}${body}${gap}${total(report, colours)}\n`;
}

function taskLines({ tasks, tests }: GradeReport, colours: Colours): string {
  const width = Math.max(...tasks.map((task) => task.title.length));
  const lines = tasks.map((task) => {
    const points = `${String(task.score).padStart(3)}/${task.maxScore}`;
    const own = tests.filter((test) => test.task === task.id);
    return `  ${task.id} ${task.title.padEnd(width)} ${points.padEnd(7)} ${stateOf(own, colours)}`.trimEnd();
  });
  return lines.map((line) => `${line}\n`).join('');
}

function stateOf(tests: readonly GradedTestReport[], colours: Colours): string {
  const count = (status: GradedTestReport['status']) =>
    tests.filter((test) => test.status === status).length;
  const [failed, unfinished, absent] = [count('failed'), count('unfinished'), count('not-run')];
  if (failed + unfinished + absent === 0) return colours.green('OK');
  return [
    ...(failed > 0 ? [colours.red(`${failed} failed`)] : []),
    ...(unfinished > 0 ? [colours.yellow(`${unfinished} unfinished`)] : []),
    ...(absent > 0 ? [`${absent} not run`] : []),
  ].join(', ');
}

/** The files that could not be built, once for all the tests that need them. */
function notBuilt({ problems }: GradeReport, colours: Colours): string {
  if (problems.length === 0) return '';
  const lines = problems.map((problem) => indented(printable(describeProblem(problem)), '  '));
  return `${colours.red('could not be built')}\n${lines.join('\n')}\n\n`;
}

/**
 * The failures, each with its message. Those that share a message of one line, since they all have
 * one reason, stand together: a line for each task, where it concerns several tests.
 */
function describeFailures(tests: readonly GradedTestReport[], colours: Colours): string[] {
  const failed = tests.filter(({ status }) => status === 'failed');
  const isShared = ({ message }: GradedTestReport) =>
    !message.includes('\n') && failed.filter((test) => test.message === message).length > 1;
  const alone = failed.filter((test) => !isShared(test));
  const shared = failed.filter(isShared);
  const reasonOf = ({ task, message }: GradedTestReport) => `${task} ${message}`;
  const short = [...new Set(shared.map(reasonOf))].map((reason) => {
    const group = shared.filter((test) => reasonOf(test) === reason);
    return describeShared(group, tests, colours);
  });
  return [short.join('\n'), ...alone.map((test) => describeFailed(test, colours))];
}

/** Tests of one task that failed for the same reason. */
function describeShared(
  group: readonly GradedTestReport[],
  tests: readonly GradedTestReport[],
  colours: Colours,
): string {
  const [first] = group;
  if (group.length === 1) return `${headingOf(first, colours)}: ${first.message}`;
  const of = tests.filter(({ task }) => task === first.task).length;
  const many = group.length === of ? `all ${of} tests` : `${group.length} of ${of} tests`;
  const points = pointsIn(group.reduce((sum, test) => sum + test.points, 0));
  return `${colours.red('failed')} ${colours.bold(`${first.task}, ${many}`)} (${points}): ${first.message}`;
}

function describeFailed(test: GradedTestReport, colours: Colours): string {
  const again = colours.dim(`    again: ${test.rerun}`);
  return [headingOf(test, colours), indented(test.message, '    '), again].join('\n');
}

function headingOf({ task, name, points }: GradedTestReport, colours: Colours): string {
  return `${colours.red('failed')} ${colours.bold(`${task} ${name}`)} (${pointsIn(points)})`;
}

function indented(text: string, by: string): string {
  const lines = text.split('\n').map((line) => `${by}${line}`.trimEnd());
  return lines.join('\n');
}

function pointsIn(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}

/** Why tests were not run, each reason once. */
function notRun(tests: readonly GradedTestReport[]): string[] {
  const absent = tests.filter(({ status }) => status === 'not-run');
  const reasons = new Set(absent.map(({ message }) => message));
  return [...reasons].map((reason) => {
    const count = absent.filter(({ message }) => message === reason).length;
    return `${count} ${count === 1 ? 'test was' : 'tests were'} not run: ${reason}`;
  });
}

/** More of them stand in the editor. */
const MOST_TYPE_ERRORS = 5;

function typeErrors({ typeErrors: all }: GradeReport, colours: Colours): string {
  if (all.length === 0) return '';
  const shown = all.slice(0, MOST_TYPE_ERRORS).map((error) => `  ${printable(onOneLine(error))}`);
  const more = all.length - shown.length;
  const heading = 'type errors in your files (they do not change the grade)';
  return [
    colours.yellow(heading),
    ...shown,
    ...(more > 0 ? [`  … ${more} more; your editor shows them all`] : []),
  ].join('\n');
}

function onOneLine({ file, line, column, message }: FileProblem): string {
  return `${file}:${line}:${column} ${message.split('\n')[0]}`;
}

/** The points, and what they are worth. */
function total(report: GradeReport, colours: Colours): string {
  const { score, maxScore, complete, partial } = report;
  const points = `Score: ${score}/${maxScore}${complete ? '' : ', incomplete'}`;
  const note = partial ? " (some of the lab's tests only)" : '';
  return `${colours.bold(points)}${note}${advice(report)}`;
}

/** The first task short of full points, so that somebody knows where to go on. */
function advice({ tests }: GradeReport): string {
  const next = tests.find(({ status }) => status === 'unfinished' || status === 'failed');
  return next === undefined ? '' : `; next: task ${next.task}, npm run hint -- ${next.task}`;
}
