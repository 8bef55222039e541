/**
 * Closures and the variables they capture.
 *
 * A captured variable lives in its stack slot as long as its function runs,
 * and an open upvalue points there. When the slot is about to go away the
 * value moves into the upvalue, which from then on points at itself:
 *
 *     open      upvalue ── location ──▶ stack slot
 *     closed    upvalue ── location ──▶ its own `closed`
 *
 * All closures that capture one variable share one upvalue. The open ones are
 * chained by falling location, so the search for one, and the closing of all
 * above a slot, look only at as many as they must.
 *
 * Source: Ierusalimschy, de Figueiredo, Celes, *The Implementation of Lua 5.0*
 * (2005), section 5.
 */

import type * as contract from '#shared/contracts/interpreter/closures.ts';
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
export function createClosures({ memory, values, heap, handles }: ClosureNeeds): Closures {
  const { i32 } = memory;
  const { copy, referenceAt, setEmpty, setReference } = values;
  const OPEN = (Region.state + State.openUpvalues) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;
  const LOCATION = Upvalue.location;
  const NEXT = Upvalue.next;
  const CLOSED = Upvalue.closed;

  /**
   * Finds the open upvalue of a stack slot, or makes one and links it in where
   * it belongs in the chain.
   * @returns the upvalue, or 0: out of memory
   * @lab 01.5 Find or make an upvalue
   */
  function capture(location: Slot): Reference {
    let before = 0;
    let upvalue = i32[OPEN];
    while (upvalue !== 0 && i32[(upvalue + LOCATION) >> 2] > location) {
      before = upvalue;
      upvalue = i32[(upvalue + NEXT) >> 2];
    }
    if (upvalue !== 0 && i32[(upvalue + LOCATION) >> 2] === location) return upvalue;
    return insert(before, location);
  }

  /**
   * Makes an open upvalue, with a `meta` of 0, and links it in behind `before`;
   * 0 stands for the head of the chain. Whatever is needed after the allocation,
   * `before` too, has to be held in a handle, since the allocation may move it;
   * `handles.hold(0)` is allowed. `closed` has to be EMPTY until there is a value:
   * memory is used again, and the collector looks at that slot, too, so it must
   * not find there what lay in it before. The heap hears of the object whose link
   * was changed, by `writeBarrier`, if it was not the head that was changed.
   * @returns the upvalue, or 0: out of memory
   * @lab 01.5 Link an upvalue in
   */
  function insert(before: Reference, location: Slot): Reference {
    const held = handles.hold(before);
    const made = heap.allocate(Kind.UPVALUE, 0, Upvalue.size);
    const moved = referenceAt(held); // the allocation may have moved it
    handles.release(held);
    if (made === 0) return 0;
    const link = moved === 0 ? OPEN : (moved + NEXT) >> 2;
    i32[(made + LOCATION) >> 2] = location;
    i32[(made + NEXT) >> 2] = i32[link];
    setEmpty(made + CLOSED);
    i32[link] = made;
    if (moved !== 0) heap.writeBarrier(moved);
    return made;
  }

  /**
   * The upvalue for the `index`-th variable that function `code` captures, made
   * while the enclosing function runs in the newest frame (`FrameRecord`). The
   * capture list of `code`, whose offset is in `FunctionObject.captures`, has a
   * `Capture` for each variable, side by side. It says where the variable is:
   * with `fromLocal`, a slot of that frame, counted from its base; without, one
   * of the upvalues that the frame's closure has captured itself. `index` says
   * which. All these structures are in `#shared/memory/layout.ts`.
   * @lab 01.5 Capture one variable
   */
  function captureFor(code: number, index: number): Reference {
    const entry = i32[(code + FunctionObject.captures) >> 2] + index * Capture.size;
    const from = i32[(entry + Capture.index) >> 2];
    const record = i32[FRAME];
    if (i32[(entry + Capture.fromLocal) >> 2] !== 0) {
      return capture(i32[(record + FrameRecord.base) >> 2] + from * SLOT_SIZE);
    }
    return i32[(i32[(record + FrameRecord.closure) >> 2] + CLOSURE_UPVALUES + from * 4) >> 2];
  }

  return {
    make(result, code) {
      const count = i32[(code + FunctionObject.captureCount) >> 2];
      const bytes = CLOSURE_UPVALUES + count * 4;
      const made = heap.allocate(Kind.CLOSURE, code, bytes);
      if (made === 0) return false;
      // Until all are captured the collector must see a closure without them.
      i32.fill(0, (made + CLOSURE_UPVALUES) >> 2, (made + bytes) >> 2);
      const held = handles.hold(made);
      let complete = true;
      for (let index = 0; index < count && complete; index += 1) {
        const upvalue = captureFor(code, index);
        complete = upvalue !== 0;
        i32[(referenceAt(held) + CLOSURE_UPVALUES + index * 4) >> 2] = upvalue;
        heap.writeBarrier(referenceAt(held));
      }
      setReference(result, referenceAt(held));
      handles.release(held);
      return complete;
    },

    /**
     * Closes the upvalues whose slots are about to go away: moves each value
     * into its upvalue, lets the upvalue point at itself, takes it out of the
     * chain, and tells the heap, by `writeBarrier`, that it has changed. Only
     * those at `lowest` or above, and they come first.
     * @lab 01.5 Close upvalues
     */
    close(lowest) {
      for (;;) {
        const upvalue = i32[OPEN];
        if (upvalue === 0) return;
        const location = i32[(upvalue + LOCATION) >> 2];
        if (location < lowest) return;
        copy(upvalue + CLOSED, location);
        i32[(upvalue + LOCATION) >> 2] = upvalue + CLOSED;
        i32[OPEN] = i32[(upvalue + NEXT) >> 2];
        i32[(upvalue + NEXT) >> 2] = 0;
        heap.writeBarrier(upvalue);
      }
    },
  };
}

createClosures satisfies typeof contract.createClosures;
