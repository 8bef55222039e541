/**
 * Another engine: direct threading. Where the reference looks up an operation by
 * its word each time, here a word is decoded once, into a node that holds the
 * operation's function; nodes that follow one another are linked as they are
 * first gone through.
 */
import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/threaded/engine.ts';
import {
  type Budget,
  Next,
  type Operation,
  type OperationTable,
  type ThreadedNeeds,
} from '#shared/contracts/threaded.ts';
import { FrameRecord, FunctionObject, Region, State } from '#shared/memory/layout.ts';
import { type WordName, wordNames } from '#shared/threaded/words.ts';
import { createObjectOperations } from '#vm/threaded/object-operations';
import { createOperations } from '#vm/threaded/operations';

/** An operation that has been decoded. */
interface Node {
  readonly ip: number;
  readonly operation: Operation;
  /** The node that came next last time. */
  next: Node | undefined;
}

/** Makes the engine of one VM's threaded tier. */
export function createThreadedEngine(machine: ThreadedNeeds): Engine {
  const { memory, translate, options } = machine;
  const { i32 } = memory;
  const budget: Budget = { remaining: 0 };
  const table: OperationTable<WordName> = {
    ...createObjectOperations(machine),
    ...createOperations(machine, budget),
  };
  const nodes = new Map<number, Node>();
  const state = (field: number) => i32[(Region.state + field) >> 2];

  function nodeAt(ip: number): Node {
    const known = nodes.get(ip);
    if (known !== undefined) return known;
    const node = { ip, operation: table[wordNames[i32[ip]]], next: undefined };
    nodes.set(ip, node);
    return node;
  }

  function follow(first: Node, base: number, record: number): number {
    let node = first;
    for (;;) {
      const ip = node.operation(node.ip, base, record);
      if (ip <= 0) return ip;
      if (node.next?.ip !== ip) node.next = nodeAt(ip);
      node = node.next;
    }
  }

  /** False: an error is parked. */
  function hasWords(record: number): boolean {
    return translate(i32[i32[(record + FrameRecord.closure) >> 2] >> 2]);
  }

  function wayIn(record: number): number {
    const code = i32[i32[(record + FrameRecord.closure) >> 2] >> 2];
    const offset = i32[(record + FrameRecord.pc) >> 2] * 4;
    return i32[(i32[(code + FunctionObject.resume) >> 2] + offset) >> 2];
  }

  /** Whether the newest frame is not for this engine, or not now. */
  function mustSwitch(record: number): boolean {
    if (i32[(record + FrameRecord.tier) >> 2] !== Tier.THREADED) return true;
    budget.remaining -= 1;
    return budget.remaining < 0 || state(State.poll) !== 0;
  }

  function step(): number {
    const record = state(State.frame);
    if (mustSwitch(record)) return Next.SWITCH;
    if (!hasWords(record)) return Next.ERROR;
    return follow(nodeAt(wayIn(record)), i32[(record + FrameRecord.base) >> 2], record);
  }

  return {
    run() {
      budget.remaining = options.quantum() + 1;
      let next: number = Next.FRAME;
      while (next === Next.FRAME) next = step();
      if (next === Next.OK) return Status.OK;
      return next === Next.ERROR ? Status.ERROR : Status.SWITCH;
    },
  };
}

createThreadedEngine satisfies typeof contract.createThreadedEngine;
