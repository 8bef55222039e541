/**
 * Global variables. Loading resolved each name to a cell that never moves, so
 * there is nothing to look up: a global is one load away, and undefined as
 * long as its cell is empty.
 */
import type * as contract from '#shared/contracts/caches/globals.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Globals } from '#shared/contracts/objects.ts';
import { GlobalCell } from '#shared/memory/layout.ts';

type GlobalsNeeds = Pick<Machine, 'memory' | 'values' | 'strings' | 'errors'>;

/** Makes the access to globals of one VM. */
export function createGlobals({ memory, values, strings, errors }: GlobalsNeeds): Globals {
  const { i32 } = memory;
  const { copy, isEmpty } = values;
  const VALUE = GlobalCell.value;

  function undefinedVariable(cell: number): false {
    const name = strings.textOf(i32[(cell + GlobalCell.name) >> 2]);
    return errors.raise(`Undefined variable '${name}'.`);
  }

  return {
    get(cell, to) {
      if (isEmpty(cell + VALUE)) return undefinedVariable(cell);
      copy(to, cell + VALUE);
      return true;
    },
    set(cell, from) {
      if (isEmpty(cell + VALUE)) return undefinedVariable(cell);
      copy(cell + VALUE, from);
      return true;
    },
    define: (cell, from) => copy(cell + VALUE, from),
  };
}

createGlobals satisfies typeof contract.createGlobals;
