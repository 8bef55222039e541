// Lab 02, Threaded code: object-operations.ts
//
// To start, run `npm run lab -- start 02`. It copies this file to mine/02-threaded-code/;
// edit it there. The handout is labs/02-threaded-code/README.md.

/**
 * The operations of calls, closures, classes and properties.
 *
 * All of them are safepoints, or may be: something may be allocated, an error
 * may be parked, another frame may become the newest. So each makes the frame
 * canonical first, from operands that the translator has put there: the
 * record's pc, and `stackTop` above every live slot. The values themselves the
 * translator has settled.
 *
 * What the operations do is done by the functions that the interpreter calls,
 * too. They work in place: operands in slots one above the other from `top` on,
 * the result in `top`.
 */
import { Called } from '#shared/contracts/interpreter.ts';
import type * as contract from '#shared/contracts/threaded/object-operations.ts';
import {
  Next,
  type ObjectWord,
  type OperationTable,
  type ThreadedNeeds,
} from '#shared/contracts/threaded.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { FrameRecord, Region, SLOT_SIZE, State, Upvalue } from '#shared/memory/layout.ts';

/** Makes the operations that call and return, and those of closures, classes and properties. */
export function createObjectOperations(machine: ThreadedNeeds): OperationTable<ObjectWord> {
  const { memory, values, heap, properties, calls, closures, classes } = machine;
  const { i32 } = memory;
  const { copy } = values;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;
  const OPEN_UPVALUES = (Region.state + State.openUpvalues) >> 2;
  const FIRST_FRAME = Region.frames;
  const { closure: CLOSURE, pc: PC, size: RECORD } = FrameRecord;
  const LOCATION = Upvalue.location;
  const SLOT = SLOT_SIZE;
  const { FAILED, COMPLETED } = Called;

  /** Makes a frame canonical: where it goes on, and where its live slots end. */
  function settleFrame(record: number, pc: number, stackTop: Slot): void {
    i32[(record + PC) >> 2] = pc;
    i32[STACK_TOP] = stackTop;
  }

  /**
   * Task 02.4: Go on after a call.
   *
   * What comes after a call.
   * @param called what `calls` returned
   * @param ip index of the word behind the operation
   */
  function afterCall(called: number, ip: number): number {
    return unfinished('02.4');
  }

  /** The slot of a variable that the running closure has captured. */
  function captured(record: number, upvalue: number): Slot {
    return i32[(upvalueOf(record, upvalue) + LOCATION) >> 2];
  }

  /** An upvalue of the running closure. `upvalue` is the operand. */
  function upvalueOf(record: number, upvalue: number): number {
    return i32[(i32[(record + CLOSURE) >> 2] + upvalue) >> 2];
  }

  return {
    /** Stands worked: a safepoint. The result goes to `top`, above all that is live. */
    CLOSURE(ip, base, record) {
      const top = base + i32[ip + 1];
      settleFrame(record, i32[ip + 3], top);
      return closures.make(top, i32[ip + 2]) ? ip + 4 : Next.ERROR;
    },

    /**
     * Task 02.4: Call.
     *
     * The callee is in `top`, its arguments above; `calls.call` does the rest. It
     * pushes a frame, or completes the call at once, or fails.
     */
    CALL(ip, base, record) {
      return unfinished('02.4');
    },

    /** The result replaces slot 0. Nobody waits for that of the script. */
    RETURN(ip, base, record) {
      if (record === FIRST_FRAME) {
        i32[STACK_TOP] = base;
        return Next.OK;
      }
      // Task 02.4: Return to the caller.
      // Close the upvalues that are open at `base` and above, if OPEN_UPVALUES says that
      // there are any; `this` lies in slot 0 and may be captured, so do it first. Copy the
      // result to slot 0, where the caller expects it; no slot above it is live then. The
      // record below becomes the newest, and whichever tier it names goes on with it.
      return unfinished('02.4');
    },

    /** Task 02.5: Read a captured variable. */
    GET_UPVALUE(ip, base, record) {
      return unfinished('02.5');
    },

    /**
     * Task 02.5: Assign a captured variable.
     *
     * After storing into an upvalue, `heap.writeBarrier` wants to know it.
     */
    SET_UPVALUE(ip, base, record) {
      return unfinished('02.5');
    },

    /** Task 02.5: Close a captured variable. */
    CLOSE_UPVALUE(ip, base) {
      return unfinished('02.5');
    },

    /**
     * Task 02.5: Read a property.
     *
     * The object may be in any slot; `properties.get` replaces the object in `top`.
     */
    GET_PROPERTY(ip, base, record) {
      return unfinished('02.5');
    },

    /**
     * Task 02.5: Assign a property.
     *
     * Object and value may be in any slots; `properties.set` wants them in `top` and
     * the slot above.
     */
    SET_PROPERTY(ip, base, record) {
      return unfinished('02.5');
    },

    /** Task 02.5: Take a method of the superclass. */
    GET_SUPER(ip, base, record) {
      return unfinished('02.5');
    },

    /** Task 02.5: Invoke a method. */
    INVOKE(ip, base, record) {
      return unfinished('02.5');
    },

    /**
     * Task 02.5: Invoke a method of the superclass.
     *
     * The superclass lies above the arguments.
     */
    SUPER_INVOKE(ip, base, record) {
      return unfinished('02.5');
    },

    /** Task 02.5: Make a class. */
    CLASS(ip, base, record) {
      return unfinished('02.5');
    },

    /** Task 02.5: Inherit. */
    INHERIT(ip, base, record) {
      return unfinished('02.5');
    },

    /** Task 02.5: Add a method. */
    METHOD(ip, base, record) {
      return unfinished('02.5');
    },
  };
}

createObjectOperations satisfies typeof contract.createObjectOperations;
