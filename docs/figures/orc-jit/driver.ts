/** Task 05.4: who is entered, and how it comes back, while nobody calls anybody natively. */
import { type Status, Tier } from '#shared/contracts/engine.ts';
import { FunctionObject, Region, State } from '#shared/memory/layout.ts';
import { arrow, box, drawing, label } from '../drawing.ts';
import { type NativeMachine, statusName, watchRun } from './machine.ts';

const SOURCE = `fun g(n) { return n + 1; }
fun f(n) { return g(n) * 2; }
print f(20);`;

/** One time that the driver has asked the engine. */
interface Turn {
  /** The frames, oldest first, each with the place at which it goes on. */
  readonly frames: readonly string[];
  status: string;
}

const TOP = 52;
const ROW = 40;
const FRAMES_X = 60;
const WIDTH = 150;

/** Draws the figure. */
export function drawDriver(): string {
  const turns = turnsOf();
  const statusX = FRAMES_X + 3 * (WIDTH + 8) + 40;
  return drawing(
    statusX + 120,
    TOP + turns.length * ROW,
    'Frames each time that native code is entered',
    [
      label(10, 24, 'turn', 'strong'),
      label(FRAMES_X, 24, 'frame records: the last is entered', 'strong'),
      label(statusX, 24, 'comes back with', 'strong'),
      ...turns.flatMap(({ frames, status }, index) => {
        const y = TOP + index * ROW;
        const last = FRAMES_X + frames.length * (WIDTH + 8);
        return [
          label(10, y + 15, `${index + 1}`, 'quiet'),
          ...frames.map((text, at) =>
            box(
              FRAMES_X + at * (WIDTH + 8),
              y,
              WIDTH,
              text,
              at === frames.length - 1 ? 'second' : 'quiet',
            ),
          ),
          arrow([last + 2, y + 11], [statusX - 6, y + 11]),
          label(statusX, y + 15, status),
        ];
      }),
    ],
  );
}

/**
 * The turns of a run in which all entry words are the stub, as they are before
 * task 05.5: so every call goes through the driver.
 */
function turnsOf(): Turn[] {
  const turns: Turn[] = [];
  const enters = (machine: NativeMachine, tier: Tier) => {
    if (tier !== Tier.BASELINE) throw new Error('A frame belongs to another tier');
    compileAll(machine);
    turns.push({ frames: framesOf(machine), status: '' });
  };
  const leaves = (machine: NativeMachine, _: Tier, status: Status) => {
    const turn = turns[turns.length - 1];
    turn.status = statusName(status);
    compileAll(machine);
  };
  watchRun(SOURCE, { tier: 'baseline' }, { enters, leaves });
  return turns;
}

/** Compiles all functions, and takes them out of their entry words again. */
function compileAll({ memory, functions, baseline }: NativeMachine): void {
  for (const { offset } of functions) {
    baseline.compile(offset);
    memory.i64[(offset + FunctionObject.entry) >> 3] = memory.i64[(Region.state + State.stub) >> 3];
  }
}

function framesOf({ frames }: NativeMachine): string[] {
  return [...frames.walk()].reverse().map(({ function: { bytecode }, pc }) => {
    const name = bytecode.name || 'script';
    return pc === 0 ? `${name} begins` : `${name} from ${pc} on`;
  });
}
