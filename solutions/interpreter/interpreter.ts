/**
 * The interpreter tier: a loop over bytecode that switches on each opcode.
 *
 * A frame's window on the VM stack, and the two variables that move in it:
 *
 *     base                                         sp
 *      ↓                                            ↓
 *     ┌──────────┬───────────┬────────┬────────────┐
 *     │ callee or│ arguments │ locals │ operands   │ free
 *     │ receiver │           │        │            │
 *     └──────────┴───────────┴────────┴────────────┘
 *
 * Inside the loop `pc` and `sp` are JavaScript variables. At a safepoint, that
 * is wherever something may allocate, fail, push a frame or leave the loop,
 * they are first written to the frame record and the state block. From then on
 * the frame is canonical: the collector can scan it, an error can name its
 * line, and any other engine can take over.
 *
 * What makes a JavaScript loop fast, each measured over the large programs:
 *
 *  - The views and functions used in the loop are constants of `run`, so V8
 *    compiles them into the code as addresses.
 *  - Case labels are literals, so the switch becomes a jump table.
 *  - `| 0` says at each sum that it is a 32-bit integer. `pc` and `sp` then
 *    live in registers, and no sum is checked for overflow (2 %).
 *  - Instructions are read through a view of which nothing derives. Node's
 *    Buffer derives from Uint8Array, so V8 does not trust a Uint8Array to keep
 *    its type and would check it at every instruction (5 %).
 *  - The loop is left for the driver every few thousand calls and back-edges.
 *    V8 first optimizes a loop that is already running in a form that it does
 *    not specialise, and only a fresh call gets the better one.
 */
import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import type * as contract from '#shared/contracts/interpreter/interpreter.ts';
import type { InterpreterNeeds } from '#shared/contracts/interpreter.ts';
import { Called } from '#shared/contracts/interpreter.ts';
import type { Op } from '#shared/lox/opcodes.ts';
import {
  CLOSURE_UPVALUES,
  Feedback,
  FrameRecord,
  FunctionObject,
  Region,
  SITE_SHIFT,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';

/** Makes the interpreter of one VM. */
export function createInterpreter(machine: InterpreterNeeds): Engine {
  const { quantum, hotThreshold, countDispatches } = machine.options;
  const { debug } = machine;
  const watched = countDispatches || debug !== undefined;

  const POLL = (Region.state + State.poll) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;
  const OPEN_UPVALUES = (Region.state + State.openUpvalues) >> 2;
  const DISPATCHES = (Region.state + State.dispatches) >> 3;
  const { f64 } = machine.memory;
  const FIRST_FRAME = Region.frames;
  const { closure: CLOSURE, pc: PC, base: BASE, tier: TIER, size: RECORD } = FrameRecord;
  const { code: CODE, constants: CONSTANTS, sites: SITES, loops: LOOPS } = FunctionObject;
  const UPVALUES = CLOSURE_UPVALUES;
  const LOCATION = Upvalue.location;
  const SITE = SITE_SHIFT;
  const NUMBERS = Feedback.NUMBERS;
  const INTERPRETER = Tier.INTERPRETER;
  const { OK, ERROR, SWITCH } = Status;
  const { FAILED, COMPLETED } = Called;

  const bytecode = new Uint8ClampedArray(machine.memory.buffer);

  function run(): Status {
    const { memory, values, properties, globals, printer, errors } = machine;
    const { calls, closures, classes, operators } = machine;
    const { writeBarrier } = machine.heap;
    const { i32 } = memory;
    const u8 = bytecode;
    const { areNumbers, isNumber, numberAt, setNumber } = values;
    const { setBoolean, setNil, isFalsey, copy, referenceAt } = values;

    let remaining = (quantum() + 1) | 0; // one more, so that every entry makes progress
    let record = i32[FRAME];
    let code = i32[i32[(record + CLOSURE) >> 2] >> 2];
    let base = i32[(record + BASE) >> 2];
    let pc = i32[(record + PC) >> 2];
    let sp = i32[STACK_TOP];

    // Each turn of this loop begins to run, or goes on running, one frame.
    for (;;) {
      if (i32[(record + TIER) >> 2] !== INTERPRETER) return SWITCH;
      remaining = (remaining - 1) | 0;
      if (i32[POLL] !== 0 || remaining < 0) return SWITCH;
      const constants = i32[(code + CONSTANTS) >> 2];
      const sites = i32[(code + SITES) >> 2];

      frame: for (;;) {
        if (watched) watch(record, pc, sp);
        switch (u8[pc]) {
          // @lab 01.1 Push a constant
          // The operand is an index into the constant table, which begins at offset
          // `constants` and has a slot for each constant.
          case 0 satisfies typeof Op.CONSTANT:
            copy(sp, (constants + (u8[pc + 1] << 3)) | 0);
            sp = (sp + 8) | 0;
            pc = (pc + 2) | 0;
            break;
          // @end

          // Stands worked: write the slot at `sp`, move `sp` up by a slot, and `pc` on
          // by the length of the instruction.
          case 1 satisfies typeof Op.NIL:
            setNil(sp);
            sp = (sp + 8) | 0;
            pc = (pc + 1) | 0;
            break;
          // @lab 01.1 Push booleans, pop
          case 2 satisfies typeof Op.TRUE:
            setBoolean(sp, true);
            sp = (sp + 8) | 0;
            pc = (pc + 1) | 0;
            break;
          case 3 satisfies typeof Op.FALSE:
            setBoolean(sp, false);
            sp = (sp + 8) | 0;
            pc = (pc + 1) | 0;
            break;
          case 4 satisfies typeof Op.POP:
            sp = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            break;
          // @end

          // @lab 01.2 Local variables
          // The operand is the number of a slot, counted from `base`. SET_LOCAL leaves the
          // value on the stack: an assignment is an expression.
          case 5 satisfies typeof Op.GET_LOCAL:
            copy(sp, (base + (u8[pc + 1] << 3)) | 0);
            sp = (sp + 8) | 0;
            pc = (pc + 2) | 0;
            break;
          case 6 satisfies typeof Op.SET_LOCAL:
            copy((base + (u8[pc + 1] << 3)) | 0, (sp - 8) | 0);
            pc = (pc + 2) | 0;
            break;
          // @end

          // @lab 01.5 Captured variables
          // The operand is an index into the references to upvalues that begin at
          // UPVALUES bytes in the closure, four bytes each; the record has the closure.
          // An upvalue's `location` is the slot of the variable, wherever that is now.
          // After storing into an upvalue call `writeBarrier` with it.
          case 7 satisfies typeof Op.GET_UPVALUE: {
            const closure = i32[(record + CLOSURE) >> 2];
            const upvalue = i32[(closure + UPVALUES + (u8[pc + 1] << 2)) >> 2];
            copy(sp, i32[(upvalue + LOCATION) >> 2]);
            sp = (sp + 8) | 0;
            pc = (pc + 2) | 0;
            break;
          }
          case 8 satisfies typeof Op.SET_UPVALUE: {
            const closure = i32[(record + CLOSURE) >> 2];
            const upvalue = i32[(closure + UPVALUES + (u8[pc + 1] << 2)) >> 2];
            copy(i32[(upvalue + LOCATION) >> 2], (sp - 8) | 0);
            writeBarrier(upvalue);
            pc = (pc + 2) | 0;
            break;
          }
          // @end

          // @lab 01.2 Global variables
          // The constant is a reference to the variable's cell. `globals` does the rest;
          // its `get` and `set` may fail, so the record's pc must be written before: it
          // says where the instruction ends, and so which line an error names.
          case 9 satisfies typeof Op.GET_GLOBAL:
            i32[(record + PC) >> 2] = pc + 2;
            if (!globals.get(referenceAt((constants + (u8[pc + 1] << 3)) | 0), sp)) return ERROR;
            sp = (sp + 8) | 0;
            pc = (pc + 2) | 0;
            break;
          case 10 satisfies typeof Op.DEFINE_GLOBAL:
            sp = (sp - 8) | 0;
            globals.define(referenceAt((constants + (u8[pc + 1] << 3)) | 0), sp);
            pc = (pc + 2) | 0;
            break;
          case 11 satisfies typeof Op.SET_GLOBAL:
            i32[(record + PC) >> 2] = pc + 2;
            if (!globals.set(referenceAt((constants + (u8[pc + 1] << 3)) | 0), (sp - 8) | 0))
              return ERROR;
            pc = (pc + 2) | 0;
            break;
          // @end

          // @lab 01.6 Properties
          // The constant is the property's name; the site's cell lies SITE bits left of
          // its number behind `sites`. `properties` finds, writes and binds; it may
          // allocate and fail, so make the frame canonical first: the record's pc, and
          // `stackTop` above every operand. It leaves the result in the object's slot:
          // the property's value; for SET_PROPERTY, the value that was assigned.
          case 12 satisfies typeof Op.GET_PROPERTY: {
            const site = (sites + ((u8[pc + 2] | (u8[pc + 3] << 8)) << SITE)) | 0;
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 4) | 0;
            i32[STACK_TOP] = sp;
            if (!properties.get(site, name, (sp - 8) | 0)) return ERROR;
            break;
          }
          case 13 satisfies typeof Op.SET_PROPERTY: {
            const site = (sites + ((u8[pc + 2] | (u8[pc + 3] << 8)) << SITE)) | 0;
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 4) | 0;
            i32[STACK_TOP] = sp;
            if (!properties.set(site, name, (sp - 16) | 0)) return ERROR;
            sp = (sp - 8) | 0;
            break;
          }
          case 14 satisfies typeof Op.GET_SUPER: {
            const site = (sites + ((u8[pc + 2] | (u8[pc + 3] << 8)) << SITE)) | 0;
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 4) | 0;
            i32[STACK_TOP] = sp;
            if (!properties.getSuper(site, name, (sp - 16) | 0)) return ERROR;
            sp = (sp - 8) | 0;
            break;
          }
          // @end

          // @lab 01.1 Compare and compute
          // Operands lie in the two topmost slots; the result replaces the lower one. EQUAL
          // and NOT_EQUAL ask `operators.equal`, which leaves a boolean; NOT_EQUAL inverts
          // it. The comparisons and arithmetic need two numbers: otherwise return
          // `operandsMustBeNumbers(record, pc)`, where pc is the end of the instruction. The
          // site's number takes two bytes, the low one first, and its cell lies at `sites +
          // (number << SITE)`. ADD adds two numbers at once, and sets the bit NUMBERS in the
          // cell's first word; for all else it makes the frame canonical (the record's pc;
          // `stackTop` above both operands) and asks `operators.add`. NEGATE's error is
          // `Operand must be a number.`; its pc, too, is in the record by then.
          case 15 satisfies typeof Op.EQUAL: {
            const site = (sites + ((u8[pc + 1] | (u8[pc + 2] << 8)) << SITE)) | 0;
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            operators.equal(left, site);
            pc = (pc + 3) | 0;
            break;
          }
          case 16 satisfies typeof Op.NOT_EQUAL: {
            const site = (sites + ((u8[pc + 1] | (u8[pc + 2] << 8)) << SITE)) | 0;
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            operators.equal(left, site);
            setBoolean(left, isFalsey(left));
            pc = (pc + 3) | 0;
            break;
          }
          case 17 satisfies typeof Op.GREATER: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setBoolean(left, numberAt(left) > numberAt(sp));
            break;
          }
          case 18 satisfies typeof Op.GREATER_EQUAL: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setBoolean(left, numberAt(left) >= numberAt(sp));
            break;
          }
          case 19 satisfies typeof Op.LESS: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setBoolean(left, numberAt(left) < numberAt(sp));
            break;
          }
          case 20 satisfies typeof Op.LESS_EQUAL: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setBoolean(left, numberAt(left) <= numberAt(sp));
            break;
          }

          case 21 satisfies typeof Op.ADD: {
            const site = (sites + ((u8[pc + 1] | (u8[pc + 2] << 8)) << SITE)) | 0;
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 3) | 0;
            if (areNumbers(left, sp)) {
              i32[site >> 2] |= NUMBERS;
              setNumber(left, numberAt(left) + numberAt(sp));
              break;
            }
            i32[(record + PC) >> 2] = pc;
            i32[STACK_TOP] = sp + 8;
            if (!operators.add(left, site)) return ERROR;
            break;
          }
          case 22 satisfies typeof Op.SUBTRACT: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setNumber(left, numberAt(left) - numberAt(sp));
            break;
          }
          case 23 satisfies typeof Op.MULTIPLY: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setNumber(left, numberAt(left) * numberAt(sp));
            break;
          }
          case 24 satisfies typeof Op.DIVIDE: {
            sp = (sp - 8) | 0;
            const left = (sp - 8) | 0;
            pc = (pc + 1) | 0;
            if (!areNumbers(left, sp)) return operandsMustBeNumbers(record, pc);
            setNumber(left, numberAt(left) / numberAt(sp));
            break;
          }
          case 25 satisfies typeof Op.NOT:
            setBoolean((sp - 8) | 0, isFalsey((sp - 8) | 0));
            pc = (pc + 1) | 0;
            break;
          case 26 satisfies typeof Op.NEGATE:
            pc = (pc + 1) | 0;
            if (!isNumber((sp - 8) | 0)) {
              i32[(record + PC) >> 2] = pc;
              errors.raise('Operand must be a number.');
              return ERROR;
            }
            setNumber((sp - 8) | 0, -numberAt((sp - 8) | 0));
            break;
          // @end

          // Stands worked: an instruction that takes an operand off.
          case 27 satisfies typeof Op.PRINT:
            sp = (sp - 8) | 0;
            printer.print(sp);
            pc = (pc + 1) | 0;
            break;
          // @lab 01.3 Jumps
          // The distance has two bytes, the low one first, and counts from the end of the
          // instruction. LOOP also counts the back-edge in the function's `loops`, counts
          // `remaining` down, and returns `leave(record, code, pc, sp)`, with pc at the
          // loop's head, when the poll word is not 0, `remaining` is below 0, or `loops`
          // has just reached `hotThreshold`. (`leave` is task 01.7; a loop of fewer than
          // a thousand turns gets by without it.)
          case 28 satisfies typeof Op.JUMP:
            pc = (pc + 3 + (u8[pc + 1] | (u8[pc + 2] << 8))) | 0;
            break;
          case 29 satisfies typeof Op.JUMP_IF_FALSE:
            sp = (sp - 8) | 0;
            pc = isFalsey(sp) ? (pc + 3 + (u8[pc + 1] | (u8[pc + 2] << 8))) | 0 : (pc + 3) | 0;
            break;
          case 30 satisfies typeof Op.AND:
            if (isFalsey((sp - 8) | 0)) {
              pc = (pc + 3 + (u8[pc + 1] | (u8[pc + 2] << 8))) | 0;
            } else {
              sp = (sp - 8) | 0;
              pc = (pc + 3) | 0;
            }
            break;
          case 31 satisfies typeof Op.OR:
            if (isFalsey((sp - 8) | 0)) {
              sp = (sp - 8) | 0;
              pc = (pc + 3) | 0;
            } else {
              pc = (pc + 3 + (u8[pc + 1] | (u8[pc + 2] << 8))) | 0;
            }
            break;
          case 32 satisfies typeof Op.LOOP: {
            const loops = (i32[(code + LOOPS) >> 2] + 1) | 0;
            i32[(code + LOOPS) >> 2] = loops;
            pc = (pc + 3 - (u8[pc + 1] | (u8[pc + 2] << 8))) | 0;
            remaining = (remaining - 1) | 0;
            if (i32[POLL] !== 0 || remaining < 0 || loops === hotThreshold) {
              return leave(record, code, pc, sp);
            }
            break;
          }
          // @end

          // @lab 01.4 Call
          // Make the frame canonical, with pc behind the CALL, since that is where it
          // will go on. `calls.call` returns FAILED; COMPLETED, and the result is in the
          // callee's slot, which becomes the top of the stack; or the offset of the
          // function whose frame it has pushed: then `record`, `code`, `base` and `pc` become
          // those of the new frame, and `break frame` begins to run it.
          case 33 satisfies typeof Op.CALL: {
            const argumentCount = u8[pc + 1];
            const site = (sites + ((u8[pc + 2] | (u8[pc + 3] << 8)) << SITE)) | 0;
            const callee = (sp - 8 - (argumentCount << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 4) | 0;
            i32[STACK_TOP] = sp;
            const called = calls.call(callee, argumentCount, site);
            if (called === COMPLETED) {
              sp = (callee + 8) | 0;
              break;
            }
            if (called === FAILED) return ERROR;
            record = (record + RECORD) | 0;
            code = called;
            base = callee;
            pc = i32[(code + CODE) >> 2];
            break frame;
          }
          // @end

          // @lab 01.6 Invoke
          // As CALL, with the method's name in between: `calls.invoke` and
          // `calls.invokeSuper`. The superclass of SUPER_INVOKE lies above the arguments;
          // `invokeSuper` takes it off itself.
          case 34 satisfies typeof Op.INVOKE: {
            const argumentCount = u8[pc + 2];
            const site = (sites + ((u8[pc + 3] | (u8[pc + 4] << 8)) << SITE)) | 0;
            const receiver = (sp - 8 - (argumentCount << 3)) | 0;
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 5) | 0;
            i32[STACK_TOP] = sp;
            const called = calls.invoke(receiver, name, argumentCount, site);
            if (called === COMPLETED) {
              sp = (receiver + 8) | 0;
              break;
            }
            if (called === FAILED) return ERROR;
            record = (record + RECORD) | 0;
            code = called;
            base = receiver;
            pc = i32[(code + CODE) >> 2];
            break frame;
          }
          case 35 satisfies typeof Op.SUPER_INVOKE: {
            const argumentCount = u8[pc + 2];
            const site = (sites + ((u8[pc + 3] | (u8[pc + 4] << 8)) << SITE)) | 0;
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 5) | 0;
            i32[STACK_TOP] = sp;
            sp = (sp - 8) | 0; // the callee's arguments end below the superclass
            const receiver = (sp - 8 - (argumentCount << 3)) | 0;
            const called = calls.invokeSuper(receiver, name, argumentCount, site);
            if (called === FAILED) return ERROR;
            record = (record + RECORD) | 0;
            code = called;
            base = receiver;
            pc = i32[(code + CODE) >> 2];
            break frame;
          }
          // @end

          // @lab 01.4 Make a function
          // The constant is a reference to the function; `closures.make` allocates.
          case 36 satisfies typeof Op.CLOSURE: {
            const made = referenceAt((constants + (u8[pc + 1] << 3)) | 0);
            i32[(record + PC) >> 2] = pc = (pc + 2) | 0;
            i32[STACK_TOP] = sp;
            if (!closures.make(sp, made)) return ERROR;
            sp = (sp + 8) | 0;
            break;
          }
          // @end

          // @lab 01.5 Close a variable
          // The topmost slot is a captured variable that goes out of scope.
          case 37 satisfies typeof Op.CLOSE_UPVALUE:
            sp = (sp - 8) | 0;
            closures.close(sp);
            pc = (pc + 1) | 0;
            break;
          // @end

          case 38 satisfies typeof Op.RETURN: {
            if (i32[OPEN_UPVALUES] !== 0) closures.close(base);
            copy(base, (sp - 8) | 0);
            sp = (base + 8) | 0;
            i32[STACK_TOP] = sp;
            if (record === FIRST_FRAME) return OK;
            // @lab 01.4 Return
            // The result already stands where the caller wants it. Take the record
            // off, also in the state block, and go on with the caller's frame: its
            // closure's function, its base, its pc.
            record = (record - RECORD) | 0;
            i32[FRAME] = record;
            code = i32[i32[(record + CLOSURE) >> 2] >> 2];
            base = i32[(record + BASE) >> 2];
            pc = i32[(record + PC) >> 2];
            break frame;
            // @end
          }

          // @lab 01.6 Classes
          // The frame canonical first, as for every instruction that allocates; then
          // `classes` does the work. CLASS makes its class in the first free slot; INHERIT
          // finds the superclass below the class, takes the class off and leaves the
          // superclass; METHOD finds the class below the closure and leaves the class.
          case 39 satisfies typeof Op.CLASS: {
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 2) | 0;
            i32[STACK_TOP] = sp;
            if (!classes.make(sp, name)) return ERROR;
            sp = (sp + 8) | 0;
            break;
          }
          case 40 satisfies typeof Op.INHERIT:
            i32[(record + PC) >> 2] = pc = (pc + 1) | 0;
            i32[STACK_TOP] = sp;
            if (!classes.inherit((sp - 16) | 0)) return ERROR;
            sp = (sp - 8) | 0;
            break;
          case 41 satisfies typeof Op.METHOD: {
            const name = (constants + (u8[pc + 1] << 3)) | 0;
            i32[(record + PC) >> 2] = pc = (pc + 2) | 0;
            i32[STACK_TOP] = sp;
            if (!classes.addMethod((sp - 16) | 0, name)) return ERROR;
            sp = (sp - 8) | 0;
            break;
          }
          // @end

          default:
            throw new Error(`No instruction has opcode ${u8[pc]} (at offset ${pc})`);
        }
      }
    }
  }

  /**
   * What happens ahead of each instruction when somebody wants to know of it:
   * it is counted, and a debugger is shown a canonical frame.
   */
  function watch(record: number, pc: number, sp: number): void {
    if (countDispatches) f64[DISPATCHES] += 1;
    if (debug === undefined) return;
    const { i32 } = machine.memory;
    i32[(record + PC) >> 2] = pc;
    i32[STACK_TOP] = sp;
    debug.beforeInstruction(record, pc);
  }

  /**
   * Leaves the loop at a back-edge: makes the frame canonical, with `pc` as the
   * place where it goes on, reports to `onHot` that the function has become hot
   * if its `loops` have just reached `hotThreshold`, and returns SWITCH. The
   * driver finds out why, and comes back.
   * @lab 01.7 Leave at a safepoint
   */
  function leave(record: number, code: number, pc: number, sp: number): Status {
    const { i32 } = machine.memory;
    i32[(record + PC) >> 2] = pc;
    i32[STACK_TOP] = sp;
    if (i32[(code + LOOPS) >> 2] === hotThreshold) machine.onHot(code);
    return SWITCH;
  }

  /** Parks that error, at the instruction that ends at `pc`. */
  function operandsMustBeNumbers(record: number, pc: number): Status {
    machine.memory.i32[(record + FrameRecord.pc) >> 2] = pc;
    machine.errors.raise('Operands must be numbers.');
    return Status.ERROR;
  }

  return { run };
}

createInterpreter satisfies typeof contract.createInterpreter;
