/**
 * Closures whose upvalues are made before the closure is: the chain of open
 * upvalues keeps them alive, so nothing has to be held across an allocation.
 * The chain is searched recursively.
 */
import type { Closures } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  Capture,
  CLOSURE_UPVALUES,
  FrameRecord,
  FunctionObject,
  Kind,
  Region,
  SLOT_SIZE,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';

type ClosureNeeds = Pick<Machine, 'memory' | 'values' | 'heap' | 'handles'>;

/** Makes the closure functions of one VM. */
export function createClosures({ memory, values, heap }: ClosureNeeds): Closures {
  const { i32 } = memory;
  const HEAD = Region.state + State.openUpvalues;
  const locationOf = (upvalue: Reference): Slot => i32[(upvalue + Upvalue.location) >> 2];
  const newest = (field: number) => i32[(i32[(Region.state + State.frame) >> 2] + field) >> 2];

  /** The offset of the link, from `link` on, that leads to the first upvalue at a slot or below. */
  function linkTo(location: Slot, link: number): number {
    const upvalue = i32[link >> 2];
    if (upvalue === 0 || locationOf(upvalue) <= location) return link;
    return linkTo(location, upvalue + Upvalue.next);
  }

  function find(location: Slot): Reference {
    const upvalue = i32[linkTo(location, HEAD) >> 2];
    return upvalue !== 0 && locationOf(upvalue) === location ? upvalue : 0;
  }

  /** Sees to it that a slot has an open upvalue. False: out of memory. */
  function open(location: Slot): boolean {
    if (find(location) !== 0) return true;
    const made = heap.allocate(Kind.UPVALUE, 0, Upvalue.size);
    if (made === 0) return false;
    const link = linkTo(location, HEAD);
    values.setEmpty(made + Upvalue.closed);
    i32[(made + Upvalue.location) >> 2] = location;
    i32[(made + Upvalue.next) >> 2] = i32[link >> 2];
    i32[link >> 2] = made;
    if (link !== HEAD) heap.writeBarrier(link - Upvalue.next);
    return true;
  }

  /** The captures of a function: slots of the newest frame, or indices into its closure's upvalues. */
  function capturesOf(code: number) {
    const list = i32[(code + FunctionObject.captures) >> 2];
    const count = i32[(code + FunctionObject.captureCount) >> 2];
    return Array.from({ length: count }, (_, position) => {
      const entry = list + position * Capture.size;
      const index = i32[(entry + Capture.index) >> 2];
      const fromLocal = i32[(entry + Capture.fromLocal) >> 2] === 1;
      return { fromLocal, index, slot: newest(FrameRecord.base) + index * SLOT_SIZE };
    });
  }

  /** Moves a variable into its upvalue. Returns the next one in the chain. */
  function shut(upvalue: Reference): Reference {
    const next = i32[(upvalue + Upvalue.next) >> 2];
    values.copy(upvalue + Upvalue.closed, locationOf(upvalue));
    i32[(upvalue + Upvalue.next) >> 2] = 0;
    i32[(upvalue + Upvalue.location) >> 2] = upvalue + Upvalue.closed;
    heap.writeBarrier(upvalue);
    return next;
  }

  return {
    make(result, code) {
      const captures = capturesOf(code);
      if (!captures.every(({ fromLocal, slot }) => !fromLocal || open(slot))) return false;
      const bytes = CLOSURE_UPVALUES + captures.length * 4;
      const made = heap.allocate(Kind.CLOSURE, code, bytes);
      if (made === 0) return false;
      for (const [position, { fromLocal, index, slot }] of captures.entries()) {
        const inherited = newest(FrameRecord.closure) + CLOSURE_UPVALUES + index * 4;
        const upvalue = fromLocal ? find(slot) : i32[inherited >> 2];
        i32[(made + CLOSURE_UPVALUES + position * 4) >> 2] = upvalue;
      }
      values.setReference(result, made);
      return true;
    },
    close(lowest) {
      let upvalue = i32[HEAD >> 2];
      while (upvalue !== 0 && locationOf(upvalue) >= lowest) upvalue = shut(upvalue);
      i32[HEAD >> 2] = upvalue;
    },
  };
}
