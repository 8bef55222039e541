/** Task 01.7: when a loop is left, and why, from a run with a small quantum. */
import { Tier } from '#shared/contracts/engine.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { FunctionObject, Poll, Region, State } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createVm, type Vm } from '#solutions/vm.ts';
import { createInterpreter } from '#vm/interpreter/interpreter';
import { arrow, drawing, LINE, label } from '../drawing.ts';
import { centred, stroke } from './shapes.ts';

/** In the round in which it prints, the poll word is written, as another thread would. */
const SOURCE = 'var i = 0; while (true) { i = i + 1; if (i == 33) print i; }';
const QUANTUM = 8;
const HOT = 20;

/** One way out of the loop: after how many back-edges, and why. */
interface Exit {
  readonly loops: number;
  readonly why: string;
}

/** Draws the figure. */
export function drawSafepoints(): string {
  const exits = findExits();
  const last = exits[exits.length - 1].loops;
  const x = (loops: number) => 30 + loops * 19;
  const ticks = Array.from({ length: last + 1 }, (_, n) => stroke(`M${x(n)} 62V70`));
  return drawing(x(last) + 140, 170, 'Back-edges of a loop, and where it is left', [
    label(10, 24, 'back-edges counted in `loops`', 'strong'),
    stroke(`M${x(0)} 66H${x(last)}`),
    ...ticks,
    centred(x(0), 54, '0'),
    ...exits.flatMap(({ loops, why }, index) => [
      centred(x(loops), 54, `${loops}`, 'strong'),
      arrow([x(loops), 74], [x(loops), 92 + (index % 2) * LINE]),
      centred(x(loops), 108 + (index % 2) * LINE, why),
    ]),
    label(
      10,
      160,
      'Every arrow is a SWITCH: pc and operands are in memory, and the driver decides.',
      'quiet',
    ),
  ]);
}

function findExits(): Exit[] {
  const compiled = compileLox(SOURCE);
  if (!compiled.ok) throw new Error('The program does not compile');
  const exits: Exit[] = [];
  let heard = false;
  const options = {
    tier: 'interpreter',
    quantum: () => QUANTUM,
    hotThreshold: HOT,
    heapBytes: 1024 * 1024,
  } as const;
  const vm: Vm = createVm(
    createOutput(() => {}),
    options,
    (parts) => {
      const { i32 } = parts.memory;
      const ask = () => {
        i32[(Region.state + State.poll) >> 2] = Poll.INTERRUPT;
      };
      const engine = createInterpreter({ ...parts, printer: { ...parts.printer, print: ask } });
      const run = () => {
        const status = engine.run();
        const code = vm.machine.frames.newest().function.offset;
        const loops = i32[(code + FunctionObject.loops) >> 2];
        const asked = i32[(Region.state + State.poll) >> 2] !== Poll.NONE;
        exits.push({ loops, why: asked ? 'poll word' : heard ? 'hot' : 'quantum' });
        heard = false;
        return status;
      };
      return new Map([[Tier.INTERPRETER, { run }]]);
    },
  );
  vm.machine.events.listen(({ kind }) => {
    if (kind === 'hot') heard = true;
  });
  vm.run(compiled.script);
  return exits;
}
