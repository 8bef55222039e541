/** Task 05.6: pieces of a function's code in memory, while it is replaced again and again. */

import koffi from '#shared/memory/foreign-calls.ts';
import { FunctionObject } from '#shared/memory/layout.ts';
import { currentPlatform } from '#shared/memory/pages.ts';
import { drawing, label } from '../drawing.ts';
import { functionNamed, type NativeMachine, watchRun } from './machine.ts';

const SOURCE = `fun f(n) { print "replace"; if (n > 0) f(n - 1); }
print "idle"; f(5); print "idle"; f(2); print "idle";`;

const COLUMN = 46;
const UNIT = 18;
const LEFT = 40;
const BOTTOM = 170;

/** Draws the figure. */
export function drawRetired(): string {
  const counts = countsOf();
  return drawing(LEFT + counts.length * COLUMN + 10, BOTTOM + 54, 'Pieces of code in memory', [
    label(10, 22, 'pieces of code of f() in memory, at each line that is printed', 'strong'),
    ...counts.flatMap(({ line, count }, index) => {
      const x = LEFT + index * COLUMN;
      return [
        ...Array.from({ length: count }, (_, piece) => {
          const look = piece === count - 1 ? 'second' : 'third';
          const y = BOTTOM - (piece + 1) * UNIT;
          return `<rect class="${look}" x="${x}" y="${y}" width="${COLUMN - 8}" height="${UNIT - 2}"/>`;
        }),
        label(x, BOTTOM + 16, line === 'idle' ? 'idle' : 'f()', 'quiet'),
        label(x + 12, BOTTOM + 34, `${count}`),
      ];
    }),
  ]);
}

/** At each line, after the replacement that some of them are for. */
function countsOf(): { line: string; count: number }[] {
  const counts: { line: string; count: number }[] = [];
  const seen = new Set<bigint>();
  const note = (machine: NativeMachine) => {
    const { offset } = functionNamed(machine, 'f');
    seen.add(machine.memory.i64[(offset + FunctionObject.entry) >> 3]);
  };
  let begun = false;
  watchRun(
    SOURCE,
    { tier: 'baseline' },
    {
      enters(machine) {
        if (begun) return;
        begun = true;
        // The interpreter runs the script, so native code is left whenever f() is.
        machine.tiers.hold(functionNamed(machine, 'script').offset);
        machine.baseline.compile(functionNamed(machine, 'f').offset);
        note(machine);
      },
      prints(machine, line) {
        note(machine);
        if (line === 'replace') machine.baseline.recompile(functionNamed(machine, 'f').offset);
        note(machine);
        counts.push({ line, count: [...seen].filter(isMapped).length });
      },
    },
  );
  return counts;
}

/** Whether there is memory at an address. */
function isMapped(address: bigint): boolean {
  const c = koffi.load(currentPlatform().library);
  const pageSize = c.func('getpagesize', 'int', [])() as number;
  const synchronize = c.func('msync', 'int', ['uintptr_t', 'size_t', 'int']);
  const at = Number(address);
  return (synchronize(at - (at % pageSize), 1, 1) as number) === 0;
}
