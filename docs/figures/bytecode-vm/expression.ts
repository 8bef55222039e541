/** Tasks 01.1 and 01.2: the stack after each instruction. */
import { GlobalCell } from '#shared/memory/layout.ts';
import { describe, stateOf } from './shapes.ts';
import { drawStrip } from './strip.ts';

/** `print 1 + 2 * 3;`, instruction by instruction. */
export const drawExpression = (): string =>
  drawStrip({
    title: 'The stack after each instruction of print 1 + 2 * 3',
    source: 'print 1 + 2 * 3;',
    headings: ['slot 0', 'slot 1', 'slot 2', 'slot 3'],
  });

/** Two locals, and a global beside them. */
export const drawVariables = (): string =>
  drawStrip({
    title: 'Locals are slots of the stack, a global is a cell',
    source: 'var g = 10; { var a = 1; var b = a + g; g = b; }',
    headings: ['slot 0', 'slot 1: a', 'slot 2: b', 'slot 3'],
    variables: 2,
    extra: {
      heading: 'cell of g',
      // The globals are chained, the one made last first: g, since natives come before.
      read: (machine) => describe(machine, stateOf(machine, 'globals') + GlobalCell.value),
    },
  });
