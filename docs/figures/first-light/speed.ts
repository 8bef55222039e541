/** Durations, measured when the figure is made. */
import { type Measurement, measureCalls, measureLoops } from '#grader/measure/first-light.ts';
import { box, drawing, LINE, label } from '../drawing.ts';

const BARS_LEFT = 210;
/** The width of a step from one power of ten to the next. */
const DECADE = 110;

/** How far a duration reaches: a bar that is one decade longer lasts ten times as long. */
function widthOf(nanoseconds: number): number {
  return Math.round(Math.max(2, (Math.log10(nanoseconds) + 1) * DECADE));
}

function drawBar(y: number, [what, nanoseconds]: Measurement): string[] {
  const width = widthOf(nanoseconds);
  return [
    label(24, y + 15, what, 'quiet'),
    box(BARS_LEFT, y, width, '', what.startsWith('native') ? 'second' : 'first'),
    label(BARS_LEFT + width + 8, y + 15, `${nanoseconds.toFixed(1)} ns`),
  ];
}

/** Draws calls and loops as bars. */
export function drawSpeed(): string {
  const groups: readonly (readonly [string, readonly Measurement[]])[] = [
    ['one call of a function that adds two integers', measureCalls()],
    ['one round of a loop that adds up', measureLoops()],
  ];
  let y = 8;
  const shapes = groups.flatMap(([title, measurements]) => {
    const heading = label(8, y + 16, title, 'strong');
    y += 26;
    const bars = measurements.flatMap((measurement) => {
      y += LINE + 4;
      return drawBar(y - LINE - 4, measurement);
    });
    y += 14;
    return [heading, ...bars];
  });
  const note = 'logarithmic: each tenfold duration is a step to the right';
  return drawing(680, y + 18, 'Calls and loops in Lox, JavaScript and machine code', [
    ...shapes,
    label(8, y + 8, note, 'quiet'),
  ]);
}
