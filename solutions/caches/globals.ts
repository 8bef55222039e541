/**
 * Global variables. Loading resolved each name to a cell that never moves, so
 * there is nothing to look up: a global is one load away, and undefined as
 * long as its cell is empty.
 *
 * Hardly any global that holds a class or a function ever changes, and others
 * rely on that. When one does change they are told, and forget; when it keeps
 * changing, nobody relies on it any more.
 */
import type * as contract from '#shared/contracts/caches/globals.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Globals } from '#shared/contracts/objects.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { GlobalCell, Kind, MAX_CHANGES } from '#shared/memory/layout.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';

type GlobalsNeeds = Pick<Machine, 'memory' | 'values' | 'strings' | 'errors' | 'redefinitions'>;

/** Makes the access to globals of one VM. */
export function createGlobals(machine: GlobalsNeeds): Globals {
  const { memory, values, strings, errors, redefinitions } = machine;
  const { i32 } = memory;
  const { copy, isEmpty, isReference, referenceAt, same } = values;
  const isKind = createIsKind(memory, values);
  const { value: VALUE, changes: CHANGES } = GlobalCell;

  const nameOf = (cell: number) => strings.textOf(i32[(cell + GlobalCell.name) >> 2]);

  /** Writes the variable, after those have been told who rely on what it held. */
  function write(cell: number, from: number): void {
    if (isReference(cell + VALUE)) announceChange(cell, from);
    copy(cell + VALUE, from);
  }

  /** Whether the values are the same, or closures of the same function. */
  function isLike(a: Slot, b: Slot): boolean {
    if (!isKind(a, Kind.CLOSURE) || !isKind(b, Kind.CLOSURE)) return same(a, b);
    return i32[referenceAt(a) >> 2] === i32[referenceAt(b) >> 2];
  }

  function announceChange(cell: number, from: number): void {
    const slot = cell + VALUE;
    if (!isKind(slot, Kind.CLOSURE) && !isKind(slot, Kind.CLASS)) return;
    if (isLike(slot, from) || i32[(cell + CHANGES) >> 2] === MAX_CHANGES) return;
    i32[(cell + CHANGES) >> 2] += 1;
    redefinitions.announce(referenceAt(slot), nameOf(cell));
  }

  const undefinedVariable = (cell: number) => errors.raise(`Undefined variable '${nameOf(cell)}'.`);

  return {
    get(cell, to) {
      if (isEmpty(cell + VALUE)) return undefinedVariable(cell);
      copy(to, cell + VALUE);
      return true;
    },
    set(cell, from) {
      if (isEmpty(cell + VALUE)) return undefinedVariable(cell);
      write(cell, from);
      return true;
    },
    define: write,
  };
}

createGlobals satisfies typeof contract.createGlobals;
