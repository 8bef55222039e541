// Lab 02, Threaded code: operations.ts
//
// To start, run `npm run lab -- start 02`. It copies this file to mine/02-threaded-code/;
// edit it there. The handout is labs/02-threaded-code/README.md.

/**
 * The operations that compute, compare, move and jump.
 *
 * An operation finds its operands behind its word: slots as bytes from `base`,
 * constants and cells where they lie in memory, a jump as the words to go on
 * from the operation's own word. It returns the index of the next word.
 *
 *     ip     ip + 1   ip + 2   ip + 3   ip + 4   ip + 5
 *     ┌──────┬────────┬────────┬────────┬────────┬─────
 *     │ LESS │ to     │ slot   │ slot   │ pc     │ next word
 *     └──────┴────────┴────────┴────────┴────────┴─────
 *
 * Most have no effect on the frame but the slot that they write. Those that may
 * fail write the record's pc before, so that the error names the right line.
 */
import type * as contract from '#shared/contracts/threaded/operations.ts';
import {
  type BasicWord,
  type Budget,
  Next,
  type Operation,
  type OperationTable,
  type ThreadedNeeds,
} from '#shared/contracts/threaded.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Slot } from '#shared/contracts/values.ts';
import {
  Feedback,
  FrameRecord,
  FunctionObject,
  Region,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';

/** Makes the operations that compute, compare, move and jump. */
export function createOperations(
  machine: ThreadedNeeds,
  budget: Budget,
): OperationTable<BasicWord> {
  const { memory, values, globals, printer, errors, operators, options, onHot } = machine;
  const { i32 } = memory;
  const { areNumbers, isNumber, numberAt, setNumber } = values;
  const { setBoolean, setNil, isNil, isFalsey, copy } = values;
  const { hotThreshold } = options;
  const POLL = (Region.state + State.poll) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const { closure: CLOSURE, pc: PC } = FrameRecord;
  const LOOPS = FunctionObject.loops;
  const { NUMBERS, OTHER } = Feedback;
  const SLOT = SLOT_SIZE;

  type Compare = (a: number, b: number) => boolean;
  type Compute = (a: number, b: number) => number;

  /** Parks an error, at the instruction that ends at `pc`. */
  function fail(record: number, pc: number, message: string): number {
    i32[(record + PC) >> 2] = pc;
    errors.raise(message);
    return Next.ERROR;
  }

  /** Parks the error of those that want two numbers. */
  function operandsMustBeNumbers(record: number, pc: number): number {
    return fail(record, pc, 'Operands must be numbers.');
  }

  /** LESS and the like, for two slots. */
  function comparison(holds: Compare): Operation {
    return (ip, base, record) => {
      // Task 02.1: Compare two slots.
      // The operands are `to`, the two slots, and the pc for the error. Write whether
      // the comparison `holds` to `to`; the next word lies behind the operands. Other
      // values than numbers are an error: return `operandsMustBeNumbers(record, pc)`.
      return unfinished('02.1');
    };
  }

  /** SUBTRACT and the like, for two slots. */
  function arithmetic(compute: Compute): Operation {
    return (ip, base, record) => {
      // Task 02.1: Compute with two slots.
      // As above, with the number that `compute` makes.
      return unfinished('02.1');
    };
  }

  /** SUBTRACT_NUMBER and the like, for a slot and a constant, which is known to be a number. */
  function arithmeticWithNumber(compute: Compute): Operation {
    return (ip, base, record) => {
      // Task 02.1: Compute with a slot and a number.
      // The second operand is no slot of the frame, but the place of a constant.
      return unfinished('02.1');
    };
  }

  /**
   * Task 02.1: Add in place.
   *
   * What ADD and ADD_NUMBER, at `ip`, do with operands that are not two numbers:
   * `operators.add` works in place, so they are copied to `top` and the slot
   * above. It may allocate: the frame is made canonical first. The result goes
   * from `top` to `to`.
   */
  function addInPlace(a: Slot, b: Slot, ip: number, base: number, record: number): number {
    return unfinished('02.1');
  }

  /**
   * Task 02.1: Compare for equality.
   *
   * Whether two slots hold equal values. Two numbers are compared at once, and
   * noted at the site: the bit NUMBERS of its first word. All else is up to
   * `operators.equal`, which works in place, in `top` and the slot above, and
   * leaves a boolean in `top`. It does not allocate.
   */
  function areEqual(a: Slot, b: Slot, site: number, top: Slot): boolean {
    return unfinished('02.1');
  }

  /** JUMP_UNLESS_LESS and the like, for two slots. */
  function jumpUnless(holds: Compare): Operation {
    return (ip, base, record) => {
      // Task 02.6: Compare two slots and branch.
      // The operands are the two slots, the jump, and the pc for the error. A jump is a
      // distance from the operation's own word; without it the next word follows.
      return unfinished('02.6');
    };
  }

  /** JUMP_UNLESS_LESS_NUMBER and the like, for a slot and a constant, which is known to be a number. */
  function jumpUnlessWithNumber(holds: Compare): Operation {
    return (ip, base, record) => {
      // Task 02.6: Compare a slot with a number and branch.
      return unfinished('02.6');
    };
  }

  /** Whether the slot that is the first operand holds the number that is the second; noted at the site. */
  function equalsNumber(ip: number, base: number): boolean {
    const a = base + i32[ip + 1];
    i32[i32[ip + 3] >> 2] |= isNumber(a) ? NUMBERS : OTHER;
    return isNumber(a) && numberAt(a) === numberAt(i32[ip + 2]);
  }

  /** Notes at the site of a comparison with nil what it has met. */
  function noteOther(site: number): void {
    i32[site >> 2] |= OTHER;
  }

  /**
   * Task 02.7: Leave a loop.
   *
   * Leaves the engine at a back-edge. The frame is made canonical: it goes on at
   * `pc`, and `stackTop` is its first slot that is not live. A function whose
   * `loops` has just reached `hotThreshold` is reported to `onHot`.
   * @param code the function
   * @returns Next.SWITCH
   */
  function leave(record: number, code: number, pc: number, stackTop: Slot): number {
    return unfinished('02.7');
  }

  const greater: Compare = (a, b) => a > b;
  const greaterEqual: Compare = (a, b) => a >= b;
  const less: Compare = (a, b) => a < b;
  const lessEqual: Compare = (a, b) => a <= b;

  return {
    /** Task 02.2: Move. */
    MOVE(ip, base) {
      return unfinished('02.2');
    },

    /** Stands worked: an operation reads its operands, writes a slot, and says which word is next. */
    LOAD_CONSTANT(ip, base) {
      copy(base + i32[ip + 1], i32[ip + 2]);
      return ip + 3;
    },
    LOAD_NIL(ip, base) {
      setNil(base + i32[ip + 1]);
      return ip + 2;
    },

    /** Task 02.1: Load true. */
    LOAD_TRUE(ip, base) {
      return unfinished('02.1');
    },

    /** Task 02.1: Load false. */
    LOAD_FALSE(ip, base) {
      return unfinished('02.1');
    },

    /** Stands worked: an operation that may fail. */
    GET_GLOBAL(ip, base, record) {
      i32[(record + PC) >> 2] = i32[ip + 3];
      return globals.get(i32[ip + 2], base + i32[ip + 1]) ? ip + 4 : Next.ERROR;
    },

    /** Task 02.1: Define a global. */
    DEFINE_GLOBAL(ip, base) {
      return unfinished('02.1');
    },

    /**
     * Task 02.1: Assign a global.
     *
     * May fail, as GET_GLOBAL.
     */
    SET_GLOBAL(ip, base, record) {
      return unfinished('02.1');
    },

    /** Task 02.1: Equal. */
    EQUAL(ip, base) {
      return unfinished('02.1');
    },

    /** Task 02.1: Not equal. */
    NOT_EQUAL(ip, base) {
      return unfinished('02.1');
    },

    GREATER: comparison(greater),
    GREATER_EQUAL: comparison(greaterEqual),
    LESS: comparison(less),
    LESS_EQUAL: comparison(lessEqual),

    /**
     * Task 02.1: Add.
     *
     * Two numbers are added at once, and noted at the site: the bit NUMBERS of its
     * first word. All else is done in place.
     */
    ADD(ip, base, record) {
      return unfinished('02.1');
    },
    SUBTRACT: arithmetic((a, b) => a - b),
    MULTIPLY: arithmetic((a, b) => a * b),
    DIVIDE: arithmetic((a, b) => a / b),

    /**
     * Task 02.1: Add a number.
     *
     * The same where the second operand is a constant.
     */
    ADD_NUMBER(ip, base, record) {
      return unfinished('02.1');
    },
    SUBTRACT_NUMBER: arithmeticWithNumber((a, b) => a - b),
    MULTIPLY_NUMBER: arithmeticWithNumber((a, b) => a * b),
    DIVIDE_NUMBER: arithmeticWithNumber((a, b) => a / b),

    /** Task 02.1: Invert. */
    NOT(ip, base) {
      return unfinished('02.1');
    },

    /**
     * Task 02.1: Negate.
     *
     * The error is `Operand must be a number.`
     */
    NEGATE(ip, base, record) {
      return unfinished('02.1');
    },

    PRINT(ip, base) {
      printer.print(base + i32[ip + 1]);
      return ip + 2;
    },

    /** Task 02.3: Jump. */
    JUMP(ip) {
      return unfinished('02.3');
    },

    /** Task 02.3: Jump if false. */
    JUMP_IF_FALSE(ip, base) {
      return unfinished('02.3');
    },

    /** Task 02.3: Jump if true. */
    JUMP_IF_TRUE(ip, base) {
      return unfinished('02.3');
    },

    JUMP_UNLESS_GREATER: jumpUnless(greater),
    JUMP_UNLESS_GREATER_EQUAL: jumpUnless(greaterEqual),
    JUMP_UNLESS_LESS: jumpUnless(less),
    JUMP_UNLESS_LESS_EQUAL: jumpUnless(lessEqual),
    JUMP_UNLESS_GREATER_NUMBER: jumpUnlessWithNumber(greater),
    JUMP_UNLESS_GREATER_EQUAL_NUMBER: jumpUnlessWithNumber(greaterEqual),
    JUMP_UNLESS_LESS_NUMBER: jumpUnlessWithNumber(less),
    JUMP_UNLESS_LESS_EQUAL_NUMBER: jumpUnlessWithNumber(lessEqual),

    /** Task 02.6: Branch on equality. */
    JUMP_UNLESS_EQUAL(ip, base) {
      return unfinished('02.6');
    },

    /** Task 02.6: Branch on inequality. */
    JUMP_UNLESS_NOT_EQUAL(ip, base) {
      return unfinished('02.6');
    },

    /** Stands worked: nothing but a number is equal to a number. */
    JUMP_UNLESS_EQUAL_NUMBER: (ip, base) => ip + (equalsNumber(ip, base) ? 5 : i32[ip + 4]),

    /** Stands worked: the same the other way round. */
    JUMP_UNLESS_NOT_EQUAL_NUMBER: (ip, base) => ip + (equalsNumber(ip, base) ? i32[ip + 4] : 5),

    /** Stands worked: a superinstruction, which does what EQUAL and a jump would do with nil. */
    JUMP_UNLESS_NIL(ip, base) {
      noteOther(i32[ip + 2]);
      return isNil(base + i32[ip + 1]) ? ip + 4 : ip + i32[ip + 3];
    },

    /** Task 02.6: Branch on nil. */
    JUMP_IF_NIL(ip, base) {
      return unfinished('02.6');
    },

    /**
     * Task 02.3: Go back.
     *
     * Counts the back-edge in the `loops` of the function, which is the first word of
     * the record's closure, and takes one from `budget.remaining`. When the poll word
     * is not 0, `remaining` is below 0, or `loops` has just reached `hotThreshold`, it
     * returns `leave(record, code, pc, stackTop)`; `top` says where the live slots end.
     * (`leave` is task 02.7; a loop of fewer than a thousand rounds does without it, as
     * long as `run` has set the budget.)
     */
    LOOP(ip, base, record) {
      return unfinished('02.3');
    },
  };
}

createOperations satisfies typeof contract.createOperations;
