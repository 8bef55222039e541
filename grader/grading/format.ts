/** Reports for people and for programs. */
import type pc from 'picocolors';
import type { GradedTestReport, GradeReport } from '../report.ts';

type Colours = ReturnType<typeof pc.createColors>;

/** Writes the reports of labs, each complete, as text. */
type Format = (reports: readonly GradeReport[], colours: Colours) => string;

/** The formats by name. */
export const formats = {
  pretty: (reports, colours) => reports.map((report) => pretty(report, colours)).join('\n'),
  json: (reports) => `${JSON.stringify(reports, null, 2)}\n`,
} satisfies Record<string, Format>;

/** One line a task; then what did not pass, and why. */
function pretty(report: GradeReport, colours: Colours): string {
  const { lab, title, tasks, tests, score, maxScore, seed, complete } = report;
  const width = Math.max(...tasks.map((task) => task.title.length));
  const lines = tasks.map((task) => {
    const points = `${String(task.score).padStart(3)}/${task.maxScore}`;
    const own = tests.filter((test) => test.task === task.id);
    return `  ${task.id} ${task.title.padEnd(width)} ${points.padEnd(7)} ${stateOf(own, colours)}`.trimEnd();
  });
  const open = tests.filter(({ status }) => status === 'failed');
  const total = `Score: ${score}/${maxScore}${complete ? '' : ', incomplete'}`;
  return [
    `${colours.bold(`${lab} ${title}`)}${colours.dim(`  seed ${seed}`)}`,
    ...lines,
    ...open.flatMap((test) => ['', describeFailed(test, colours)]),
    ...notRun(tests),
    ...(open.length > 0 ? [''] : []),
    `${colours.bold(total)}${advice(report)}`,
    '',
  ].join('\n');
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

function describeFailed(
  { task, name, points, message, rerun }: GradedTestReport,
  colours: Colours,
) {
  const heading = `${colours.red('failed')} ${colours.bold(`${task} ${name}`)} (${pointsIn(points)})`;
  const lines = message.split('\n').map((line) => `    ${line}`.trimEnd());
  return [heading, ...lines, colours.dim(`    again: ${rerun}`)].join('\n');
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
    return `\n${count} ${count === 1 ? 'test was' : 'tests were'} not run: ${reason}`;
  });
}

/** The first task short of full points, so that somebody knows where to go on. */
function advice({ tests }: GradeReport): string {
  const next = tests.find(({ status }) => status === 'unfinished' || status === 'failed');
  return next === undefined ? '' : `; next: task ${next.task}, npm run hint -- ${next.task}`;
}
