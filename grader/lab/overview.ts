/** `npm run lab`: all labs, where the student stands, and what comes next. */
import pc from 'picocolors';
import { projectRoot } from '#shared/setup/project.mjs';
import { type Lab, pointsOf, readLabs } from './course.ts';
import { nextStep } from './next-step.ts';
import type { Colours } from './session.ts';
import { currentLab, type LabState, labStates, openTasks } from './state.ts';
import { formatPoints, formatTable, formatTasks, nameOf } from './tables.ts';

/** Where and how to print. */
export interface OverviewOptions {
  /** The project's folder. */
  readonly root?: string;
  /** With colours and bars; else for files and pipes. */
  readonly pretty?: boolean;
  readonly write?: (text: string) => void;
}

/** Prints the labs' states and the next step. `npm start` ends with it. */
export function printLabOverview({
  root = projectRoot,
  pretty = pc.isColorSupported,
  write = (text) => void process.stdout.write(text),
}: OverviewOptions = {}): void {
  write(`${formatOverview(root, readLabs(root), pretty)}\n`);
}

/** The overview as text, without a newline at its end. */
export function formatOverview(root: string, labs: readonly Lab[], pretty: boolean): string {
  const colours = pc.createColors(pretty);
  const states = labStates(root, labs);
  const parts = [`${colours.bold('Next:')} ${nextStep(states)}`];
  const current = currentLab(states);
  if (current !== undefined && current.stage !== 'not started') {
    parts.unshift(`${colours.bold(nameOf(current.lab))}\n${formatTasks(current, colours)}`);
  }
  if (states.length > 0) parts.unshift(formatLabs(states, pretty, colours));
  return [...parts, ...states.flatMap(noteOnUpgrade)].join('\n\n');
}

function formatLabs(states: readonly LabState[], pretty: boolean, colours: Colours): string {
  const rows = states.map((state) => {
    const { lab, grade } = state;
    const tasks = `${lab.tasks.length - openTasks(state).length}/${lab.tasks.length}`;
    const points = formatPoints(grade?.score, pointsOf(lab));
    const share = pretty ? formatBar((grade?.score ?? 0) / pointsOf(lab), colours) : '';
    return [lab.id, lab.title, tasks, points, share, formatStage(state, colours)];
  });
  const heading = ['Lab', '', 'Tasks', 'Points', '', 'State'].map((text) => colours.dim(text));
  return formatTable([heading, ...rows], ['left', 'left', 'right', 'right', 'left', 'left']);
}

const BAR = 10;

function formatBar(share: number, colours: Colours): string {
  const full = Math.floor(Math.min(share, 1) * BAR);
  return colours.green('█'.repeat(full)) + colours.dim('░'.repeat(BAR - full));
}

function formatStage({ stage, isGradeOld }: LabState, colours: Colours): string {
  if (stage === 'done') return colours.green(stage);
  if (stage === 'not started') return colours.dim(stage);
  return isGradeOld ? `${stage}, changed since the last grade` : stage;
}

function noteOnUpgrade({ lab, isOutdated }: LabState): string[] {
  if (!isOutdated) return [];
  return [
    `The course's files for lab ${lab.id} have changed. Take that into yours, which keeps a copy:\n  npm run lab -- upgrade ${lab.id}`,
  ];
}
