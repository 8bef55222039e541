/** Task 05.5: one call of a function, round by round, and what ran each. */
import { Tier, tierNames } from '#shared/contracts/engine.ts';
import { drawing, type Look, label } from '../drawing.ts';
import { watchRun } from './machine.ts';

const ROUNDS = 60;
const SOURCE = `fun work(n) {
  for (var i = 0; i < n; i = i + 1) print i;
}
work(${ROUNDS});`;

const COLUMN = 11;
const LEFT = 130;
const TOP = 40;
const ROW = 30;
const rows: readonly { readonly tier: Tier; readonly look: Look }[] = [
  { tier: Tier.INTERPRETER, look: 'quiet' },
  { tier: Tier.THREADED, look: 'third' },
  { tier: Tier.BASELINE, look: 'second' },
];

/** Draws the figure. */
export function drawGoingNative(): string {
  const tiers = tiersOfRounds();
  const y = (tier: Tier) => TOP + rows.findIndex((row) => row.tier === tier) * ROW;
  return drawing(
    LEFT + ROUNDS * COLUMN + 20,
    TOP + rows.length * ROW + 34,
    'The tier that ran each round of one loop',
    [
      label(10, 22, `one call of work(${ROUNDS}): a box for each round`, 'strong'),
      ...rows.map(({ tier }) => label(10, y(tier) + 15, tierNames[tier])),
      ...tiers.map((tier, round) => square(LEFT + round * COLUMN, y(tier), lookOf(tier))),
      ...[0, 10, 20, 30, 40, 50].map((round) =>
        label(LEFT + round * COLUMN, TOP + rows.length * ROW + 18, `${round}`, 'quiet'),
      ),
    ],
  );
}

const lookOf = (tier: Tier): Look => rows.find((row) => row.tier === tier)?.look ?? 'plain';

function square(x: number, y: number, look: Look): string {
  return `<rect class="${look}" x="${x}" y="${y}" width="${COLUMN - 1}" height="22"/>`;
}

/** Whose engine ran when each line was printed. The thresholds are low, so that a page has room for it. */
function tiersOfRounds(): Tier[] {
  const tiers: Tier[] = [];
  let running: Tier = Tier.INTERPRETER;
  watchRun(
    SOURCE,
    { tier: 'auto', hotThreshold: 20, compileThreshold: 40, quantum: () => 8 },
    {
      enters: (_, tier) => {
        running = tier;
      },
      prints: () => void tiers.push(running),
    },
  );
  return tiers;
}
