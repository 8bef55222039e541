/**
 * The line table: which instructions begin a statement, and on which line.
 * Compilers hand debuggers such a table; in native programs it is DWARF's
 * `.debug_line`, with its flag `is_stmt`.
 */
import type { LoadedFunction } from '#shared/contracts/machine.ts';
import type { StatementStart } from '#shared/lox/bytecode.ts';
import { FunctionObject } from '#shared/memory/layout.ts';
import type { LinearMemory } from '#shared/memory/linear-memory.ts';
import type { Frame, Position } from '#shared/runtime/frames.ts';

/** Where a statement begins. */
export interface Place {
  readonly function: LoadedFunction;
  readonly line: number;
  /** The instruction's offset in linear memory: a frame record's pc. */
  readonly pc: number;
}

/** The statements of all loaded functions. */
export interface LineTable {
  /** The place that a pc is at, if a statement begins there. */
  at(pc: number): Place | undefined;
  /** The statement in which a frame stands; undefined ahead of its first one. */
  around(frame: Frame, position: Position): Place | undefined;
  /** All places on a line. */
  onLine(line: number): readonly Place[];
  /** The first line, from this one on, on which a statement begins. */
  lineFrom(line: number): number | undefined;
  /** Where functions of that name begin: several can have one name. */
  inFunction(name: string): readonly Place[];
}

/** Makes the table of one VM. It is filled when it is first asked: all functions must be loaded then. */
export function createLineTable(
  memory: LinearMemory,
  functions: readonly LoadedFunction[],
): LineTable {
  let known: ReadonlyMap<number, Place> | undefined;

  const placeOf = (loaded: LoadedFunction, { offset, line }: StatementStart): Place => ({
    function: loaded,
    line,
    pc: memory.i32[(loaded.offset + FunctionObject.code) >> 2] + offset,
  });

  function places(): ReadonlyMap<number, Place> {
    known ??= new Map(
      functions
        .flatMap((loaded) => loaded.bytecode.statements.map((start) => placeOf(loaded, start)))
        .map((place) => [place.pc, place]),
    );
    return known;
  }

  return {
    at: (pc) => places().get(pc),
    around(frame, position) {
      const offset = position === 'executing' ? frame.pc - 1 : frame.pc;
      const { statements } = frame.function.bytecode;
      const start = statements.findLast((statement) => statement.offset <= offset);
      return start && placeOf(frame.function, start);
    },
    onLine: (line) => [...places().values()].filter((place) => place.line === line),
    lineFrom(line) {
      const later = [...places().values()].map((place) => place.line).filter((at) => at >= line);
      return later.length === 0 ? undefined : Math.min(...later);
    },
    inFunction: (name) =>
      functions.flatMap((loaded) => {
        const { bytecode } = loaded;
        const [first] = bytecode.statements;
        return first && bytecode.name === name ? [placeOf(loaded, first)] : [];
      }),
  };
}
