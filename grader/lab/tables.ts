/** What tables of all commands have in common. */
import Table from 'cli-table3';
import type { Lab } from './course.ts';
import type { Colours } from './session.ts';
import type { LabState } from './state.ts';

const borders = ['top', 'bottom', 'left', 'right', 'mid', 'middle'] as const;
const ends = ['', '-left', '-right', '-mid'] as const;
const noLines = Object.fromEntries(
  borders.flatMap((border) => ends.map((end) => [border + end, ''])),
);

/** A table of columns, two spaces apart, without lines; numbers stand on the right. */
export function formatTable(
  rows: readonly (readonly string[])[],
  columns: readonly ('left' | 'right')[],
): string {
  const style = { head: [], border: [], compact: true, 'padding-left': 2, 'padding-right': 0 };
  const table = new Table({ chars: noLines, style, colAligns: [...columns] });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
}

/** The tasks of a lab, with the points of the last grade; `remark` may say more of each. */
export function formatTasks(
  { lab, grade }: Pick<LabState, 'lab' | 'grade'>,
  colours: Colours,
  remark: (task: string) => string = () => '',
): string {
  const rows = lab.tasks.map(({ id, title, points, stretch }) => {
    const score = grade?.tasks[id];
    const paint = score === points ? colours.green : (text: string) => text;
    const kind = colours.dim(stretch ? 'stretch' : '');
    return [id, title, paint(formatPoints(score, points)), kind, remark(id)];
  });
  return formatTable(rows, ['left', 'left', 'right', 'left', 'left']);
}

/** `15/20`, or `-/20` before the first grade. */
export function formatPoints(score: number | undefined, points: number): string {
  return `${score === undefined ? '-' : formatScore(score)}/${points}`;
}

/** At most two digits behind the point. */
function formatScore(score: number): string {
  return String(Math.round(score * 100) / 100);
}

/** A lab and its number. */
export function nameOf({ id, title }: Lab): string {
  return `Lab ${id}, ${title}`;
}
