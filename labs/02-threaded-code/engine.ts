// Lab 02, Threaded code: engine.ts
//
// To start, run `npm run lab -- start 02`. It copies this file to mine/02-threaded-code/;
// edit it there. The handout is labs/02-threaded-code/README.md.

/**
 * The threaded tier's engine as a table of functions: threaded code as far as
 * JavaScript can say it.
 *
 * Each word names a function, and all functions have one signature. In machine
 * code an operation would end in a jump to the next one. JavaScript has no tail
 * calls, so here an operation returns the index of the next word, and a loop of
 * one line, a trampoline, calls what that word names.
 *
 *     words     … │ ADD to a b … │ PRINT a │ RETURN a │
 *                      │              │         │
 *     table            ↓              ↓         ↓
 *     functions     add(ip)  ───→ print(ip) ─→ return(ip) ───→ Next.FRAME
 *
 * Source: Bell, *Threaded Code* (1973); the trampolines of Baker, *CONS Should
 * Not CONS Its Arguments, Part II* (1994).
 */
import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/threaded/engine.ts';
import {
  type Budget,
  type OperationTable,
  type ThreadedNeeds,
} from '#shared/contracts/threaded.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import { FrameRecord, FunctionObject, Region, State } from '#shared/memory/layout.ts';
import { type WordName, wordNames } from '#shared/threaded/words.ts';
import { createObjectOperations } from '#vm/threaded/object-operations';
import { createOperations } from '#vm/threaded/operations';

/** Makes the engine of one VM's threaded tier. */
export function createThreadedEngine(machine: ThreadedNeeds): Engine {
  const { memory, translate, options } = machine;
  const { i32 } = memory;
  const { quantum } = options;
  const POLL = (Region.state + State.poll) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;
  const { closure: CLOSURE, pc: PC, base: BASE, tier: TIER } = FrameRecord;
  const RESUME = FunctionObject.resume;
  const THREADED = Tier.THREADED;
  const { OK, ERROR, SWITCH } = Status;

  const budget: Budget = { remaining: 0 };
  const table: OperationTable<WordName> = {
    ...createOperations(machine, budget),
    ...createObjectOperations(machine),
  };
  /** The operations by word. */
  const operations = countingIfAsked(
    machine,
    wordNames.map((name) => table[name]),
  );

  /**
   * Task 02.1: Find the way in.
   *
   * Where a frame goes on: the index of a word, by the pc in the frame's record
   * and the way in of its function (`FunctionObject.resume`). The function is the
   * first word of the record's closure. It may have no words yet; `translate`
   * makes them.
   * @returns 0 when there is no memory for the words; that error is parked then
   */
  function wayIn(record: number): number {
    return unfinished('02.1');
  }

  /**
   * Task 02.1: Go from word to word.
   *
   * Runs one frame: from the operation at `ip` on, each says which comes next,
   * until one returns what is no index of a word.
   * @returns that: one of `Next` (of '#shared/contracts/threaded.ts', not imported yet)
   */
  function runFrame(ip: number, base: number, record: number): number {
    return unfinished('02.1');
  }

  /**
   * Task 02.1: Run the newest frame.
   *
   * Runs the newest frame, and whichever becomes the newest, until an operation
   * says OK, ERROR or SWITCH. First of all it sets `budget.remaining` to
   * `quantum() + 1`: one more than `quantum()`, so that each call makes progress. LOOP
   * (task 02.3) counts it down. When a frame is begun or gone on with, it is looked at
   * first. The engine comes back with SWITCH instead
   *
   *  - if the record's tier is not THREADED (task 02.4),
   *  - if `budget.remaining` is below 0 after one is taken from it here (task 02.4),
   *  - if the poll word is not 0 (task 02.7).
   */
  function run(): Status {
    return unfinished('02.1');
  }

  return { run };
}

type Operations = readonly OperationTable<WordName>[WordName][];

/** The operations; if dispatches are to be counted, each counts itself first. */
function countingIfAsked({ options, memory }: ThreadedNeeds, operations: Operations): Operations {
  if (!options.countDispatches) return operations;
  const { f64 } = memory;
  const DISPATCHES = (Region.state + State.dispatches) >> 3;
  return operations.map((operation) => (ip, base, record) => {
    f64[DISPATCHES] += 1;
    return operation(ip, base, record);
  });
}

createThreadedEngine satisfies typeof contract.createThreadedEngine;
