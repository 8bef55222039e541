/**
 * The threaded tier's engine: a loop over words that switches on each
 * operation.
 *
 * Inside the loop `ip` is the index of the operation's word, and its operands
 * are at `ip + 1` and on. No variable follows the operand stack: operations
 * name their slots. At a safepoint the record's pc and `stackTop` are written
 * from the operands that hold them, and the frame is canonical.
 *
 * In machine code each operation would jump straight to the next one: threaded
 * code in the proper sense. JavaScript cannot say that. Of what it can say, a
 * switch over words of register form is the fastest by far; the handout of the
 * lab shows the numbers.
 */
import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import { Called } from '#shared/contracts/interpreter.ts';
import type * as contract from '#shared/contracts/threaded/engine.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import type { Slot } from '#shared/contracts/values.ts';
import {
  Feedback,
  FrameRecord,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
  MAX_FRAMES,
  Region,
  Site,
  SLOT_SIZE,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';
import type { Word } from '#shared/threaded/words.ts';

/** Makes the engine of one VM's threaded tier. */
export function createThreadedEngine(machine: ThreadedNeeds): Engine {
  const { quantum, hotThreshold, countDispatches, watchWords } = machine.options;

  const POLL = (Region.state + State.poll) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const FRAME = (Region.state + State.frame) >> 2;
  const OPEN_UPVALUES = (Region.state + State.openUpvalues) >> 2;
  const DISPATCHES = (Region.state + State.dispatches) >> 3;
  const { f64 } = machine.memory;
  const FIRST_FRAME = Region.frames;
  const {
    closure: CLOSURE,
    pc: PC,
    base: BASE,
    tier: TIER,
    resume: NEXT,
    size: RECORD,
  } = FrameRecord;
  const { words: WORDS, resume: RESUME, loops: LOOPS } = FunctionObject;
  const { arity: ARITY, calls: CALLS, code: CODE, tier: FUNCTION_TIER } = FunctionObject;
  const INFO = Header.info;
  const MASK = KIND_MASK;
  const CLOSURE_KIND = Kind.CLOSURE;
  const KEY = Site.key;
  const LAST_FRAME = Region.frames + (MAX_FRAMES - 1) * FrameRecord.size;
  const LOCATION = Upvalue.location;
  const { NUMBERS, OTHER } = Feedback;
  const THREADED = Tier.THREADED;
  const { OK, ERROR, SWITCH } = Status;
  const { FAILED, COMPLETED } = Called;

  function run(): Status {
    const { memory, values, properties, globals, printer } = machine;
    const { calls, closures, classes, translate } = machine;
    const { writeBarrier } = machine.heap;
    const { i32 } = memory;
    const { areNumbers, isNumber, numberAt, setNumber } = values;
    const { setBoolean, setNil, isNil, isFalsey, copy, isReference, referenceAt } = values;

    let remaining = (quantum() + 1) | 0; // one more, so that every entry makes progress
    let record = i32[FRAME];
    let code = i32[i32[(record + CLOSURE) >> 2] >> 2];
    let base = i32[(record + BASE) >> 2];
    let ip = 0;

    // Each turn of this loop begins to run, or goes on running, one frame.
    for (;;) {
      if (i32[(record + TIER) >> 2] !== THREADED) return SWITCH;
      remaining = (remaining - 1) | 0;
      if (i32[POLL] !== 0 || remaining < 0) return SWITCH;
      if (ip === 0) {
        if (!translate(code)) return ERROR;
        const pc = i32[(record + PC) >> 2];
        ip = i32[(i32[(code + RESUME) >> 2] + (pc << 2)) >> 2];
      }

      frame: for (;;) {
        if (countDispatches) f64[DISPATCHES] += 1;
        if (watchWords !== undefined) watchWords(ip);
        switch (i32[ip]) {
          case 0 satisfies typeof Word.MOVE:
            copy((base + i32[ip + 1]) | 0, (base + i32[ip + 2]) | 0);
            ip = (ip + 3) | 0;
            break;
          case 1 satisfies typeof Word.LOAD_CONSTANT:
            copy((base + i32[ip + 1]) | 0, i32[ip + 2]);
            ip = (ip + 3) | 0;
            break;
          case 2 satisfies typeof Word.LOAD_NIL:
            setNil((base + i32[ip + 1]) | 0);
            ip = (ip + 2) | 0;
            break;
          case 3 satisfies typeof Word.LOAD_TRUE:
            setBoolean((base + i32[ip + 1]) | 0, true);
            ip = (ip + 2) | 0;
            break;
          case 4 satisfies typeof Word.LOAD_FALSE:
            setBoolean((base + i32[ip + 1]) | 0, false);
            ip = (ip + 2) | 0;
            break;
          case 5 satisfies typeof Word.GET_UPVALUE: {
            const closure = i32[(record + CLOSURE) >> 2];
            const upvalue = i32[(closure + i32[ip + 2]) >> 2];
            copy((base + i32[ip + 1]) | 0, i32[(upvalue + LOCATION) >> 2]);
            ip = (ip + 3) | 0;
            break;
          }
          case 6 satisfies typeof Word.SET_UPVALUE: {
            const closure = i32[(record + CLOSURE) >> 2];
            const upvalue = i32[(closure + i32[ip + 1]) >> 2];
            copy(i32[(upvalue + LOCATION) >> 2], (base + i32[ip + 2]) | 0);
            writeBarrier(upvalue);
            ip = (ip + 3) | 0;
            break;
          }
          case 7 satisfies typeof Word.GET_GLOBAL:
            i32[(record + PC) >> 2] = i32[ip + 3];
            if (!globals.get(i32[ip + 2], (base + i32[ip + 1]) | 0)) return ERROR;
            ip = (ip + 4) | 0;
            break;
          case 8 satisfies typeof Word.DEFINE_GLOBAL:
            globals.define(i32[ip + 1], (base + i32[ip + 2]) | 0);
            ip = (ip + 3) | 0;
            break;
          case 9 satisfies typeof Word.SET_GLOBAL:
            i32[(record + PC) >> 2] = i32[ip + 3];
            if (!globals.set(i32[ip + 1], (base + i32[ip + 2]) | 0)) return ERROR;
            ip = (ip + 4) | 0;
            break;
          case 10 satisfies typeof Word.GET_PROPERTY: {
            const top = (base + i32[ip + 1]) | 0;
            copy(top, (base + i32[ip + 2]) | 0);
            i32[(record + PC) >> 2] = i32[ip + 5];
            i32[STACK_TOP] = top + 8;
            if (!properties.get(i32[ip + 4], i32[ip + 3], top)) return ERROR;
            ip = (ip + 6) | 0;
            break;
          }
          case 11 satisfies typeof Word.SET_PROPERTY: {
            const top = (base + i32[ip + 1]) | 0;
            copy(top, (base + i32[ip + 2]) | 0);
            copy((top + 8) | 0, (base + i32[ip + 3]) | 0);
            i32[(record + PC) >> 2] = i32[ip + 6];
            i32[STACK_TOP] = top + 16;
            if (!properties.set(i32[ip + 5], i32[ip + 4], top)) return ERROR;
            ip = (ip + 7) | 0;
            break;
          }
          case 12 satisfies typeof Word.GET_SUPER: {
            const top = (base + i32[ip + 1]) | 0;
            i32[(record + PC) >> 2] = i32[ip + 4];
            i32[STACK_TOP] = top + 16;
            if (!properties.getSuper(i32[ip + 3], i32[ip + 2], top)) return ERROR;
            ip = (ip + 5) | 0;
            break;
          }
          case 13 satisfies typeof Word.EQUAL: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (areNumbers(a, b)) {
              i32[i32[ip + 4] >> 2] |= NUMBERS;
              setBoolean((base + i32[ip + 1]) | 0, numberAt(a) === numberAt(b));
            } else {
              const top = (base + i32[ip + 5]) | 0;
              equalInPlace(a, b, i32[ip + 4], top);
              setBoolean((base + i32[ip + 1]) | 0, !isFalsey(top));
            }
            ip = (ip + 6) | 0;
            break;
          }
          case 14 satisfies typeof Word.NOT_EQUAL: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (areNumbers(a, b)) {
              i32[i32[ip + 4] >> 2] |= NUMBERS;
              setBoolean((base + i32[ip + 1]) | 0, numberAt(a) !== numberAt(b));
            } else {
              const top = (base + i32[ip + 5]) | 0;
              equalInPlace(a, b, i32[ip + 4], top);
              setBoolean((base + i32[ip + 1]) | 0, isFalsey(top));
            }
            ip = (ip + 6) | 0;
            break;
          }
          case 15 satisfies typeof Word.GREATER: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setBoolean((base + i32[ip + 1]) | 0, numberAt(a) > numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 16 satisfies typeof Word.GREATER_EQUAL: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setBoolean((base + i32[ip + 1]) | 0, numberAt(a) >= numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 17 satisfies typeof Word.LESS: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setBoolean((base + i32[ip + 1]) | 0, numberAt(a) < numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 18 satisfies typeof Word.LESS_EQUAL: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setBoolean((base + i32[ip + 1]) | 0, numberAt(a) <= numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 19 satisfies typeof Word.ADD: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (areNumbers(a, b)) {
              i32[i32[ip + 4] >> 2] |= NUMBERS;
              setNumber((base + i32[ip + 1]) | 0, numberAt(a) + numberAt(b));
            } else if (!addInPlace(record, a, b, ip, base)) return ERROR;
            ip = (ip + 7) | 0;
            break;
          }
          case 20 satisfies typeof Word.SUBTRACT: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setNumber((base + i32[ip + 1]) | 0, numberAt(a) - numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 21 satisfies typeof Word.MULTIPLY: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setNumber((base + i32[ip + 1]) | 0, numberAt(a) * numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 22 satisfies typeof Word.DIVIDE: {
            const a = (base + i32[ip + 2]) | 0;
            const b = (base + i32[ip + 3]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setNumber((base + i32[ip + 1]) | 0, numberAt(a) / numberAt(b));
            ip = (ip + 5) | 0;
            break;
          }
          case 23 satisfies typeof Word.ADD_NUMBER: {
            const a = (base + i32[ip + 2]) | 0;
            if (isNumber(a)) {
              i32[i32[ip + 4] >> 2] |= NUMBERS;
              setNumber((base + i32[ip + 1]) | 0, numberAt(a) + numberAt(i32[ip + 3]));
            } else if (!addInPlace(record, a, i32[ip + 3], ip, base)) return ERROR;
            ip = (ip + 7) | 0;
            break;
          }
          case 24 satisfies typeof Word.SUBTRACT_NUMBER: {
            const a = (base + i32[ip + 2]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setNumber((base + i32[ip + 1]) | 0, numberAt(a) - numberAt(i32[ip + 3]));
            ip = (ip + 5) | 0;
            break;
          }
          case 25 satisfies typeof Word.MULTIPLY_NUMBER: {
            const a = (base + i32[ip + 2]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setNumber((base + i32[ip + 1]) | 0, numberAt(a) * numberAt(i32[ip + 3]));
            ip = (ip + 5) | 0;
            break;
          }
          case 26 satisfies typeof Word.DIVIDE_NUMBER: {
            const a = (base + i32[ip + 2]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            setNumber((base + i32[ip + 1]) | 0, numberAt(a) / numberAt(i32[ip + 3]));
            ip = (ip + 5) | 0;
            break;
          }
          case 27 satisfies typeof Word.NOT:
            setBoolean((base + i32[ip + 1]) | 0, isFalsey((base + i32[ip + 2]) | 0));
            ip = (ip + 3) | 0;
            break;
          case 28 satisfies typeof Word.NEGATE: {
            const a = (base + i32[ip + 2]) | 0;
            if (!isNumber(a)) return fail(record, i32[ip + 3], 'Operand must be a number.');
            setNumber((base + i32[ip + 1]) | 0, -numberAt(a));
            ip = (ip + 4) | 0;
            break;
          }
          case 29 satisfies typeof Word.PRINT:
            printer.print((base + i32[ip + 1]) | 0);
            ip = (ip + 2) | 0;
            break;
          case 30 satisfies typeof Word.JUMP:
            ip = (ip + i32[ip + 1]) | 0;
            break;
          case 31 satisfies typeof Word.JUMP_IF_FALSE:
            ip = (ip + (isFalsey((base + i32[ip + 1]) | 0) ? i32[ip + 2] : 3)) | 0;
            break;
          case 32 satisfies typeof Word.JUMP_IF_TRUE:
            ip = (ip + (isFalsey((base + i32[ip + 1]) | 0) ? 3 : i32[ip + 2])) | 0;
            break;
          case 33 satisfies typeof Word.JUMP_UNLESS_GREATER: {
            const a = (base + i32[ip + 1]) | 0;
            const b = (base + i32[ip + 2]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) > numberAt(b) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 34 satisfies typeof Word.JUMP_UNLESS_GREATER_EQUAL: {
            const a = (base + i32[ip + 1]) | 0;
            const b = (base + i32[ip + 2]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) >= numberAt(b) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 35 satisfies typeof Word.JUMP_UNLESS_LESS: {
            const a = (base + i32[ip + 1]) | 0;
            const b = (base + i32[ip + 2]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) < numberAt(b) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 36 satisfies typeof Word.JUMP_UNLESS_LESS_EQUAL: {
            const a = (base + i32[ip + 1]) | 0;
            const b = (base + i32[ip + 2]) | 0;
            if (!areNumbers(a, b)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) <= numberAt(b) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 37 satisfies typeof Word.JUMP_UNLESS_GREATER_NUMBER: {
            const a = (base + i32[ip + 1]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) > numberAt(i32[ip + 2]) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 38 satisfies typeof Word.JUMP_UNLESS_GREATER_EQUAL_NUMBER: {
            const a = (base + i32[ip + 1]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) >= numberAt(i32[ip + 2]) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 39 satisfies typeof Word.JUMP_UNLESS_LESS_NUMBER: {
            const a = (base + i32[ip + 1]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) < numberAt(i32[ip + 2]) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 40 satisfies typeof Word.JUMP_UNLESS_LESS_EQUAL_NUMBER: {
            const a = (base + i32[ip + 1]) | 0;
            if (!isNumber(a)) return operandsMustBeNumbers(record, i32[ip + 4]);
            ip = (ip + (numberAt(a) <= numberAt(i32[ip + 2]) ? 5 : i32[ip + 3])) | 0;
            break;
          }
          case 41 satisfies typeof Word.JUMP_UNLESS_EQUAL: {
            const a = (base + i32[ip + 1]) | 0;
            const b = (base + i32[ip + 2]) | 0;
            let holds: boolean;
            if (areNumbers(a, b)) {
              i32[i32[ip + 3] >> 2] |= NUMBERS;
              holds = numberAt(a) === numberAt(b);
            } else {
              const top = (base + i32[ip + 4]) | 0;
              equalInPlace(a, b, i32[ip + 3], top);
              holds = !isFalsey(top);
            }
            ip = (ip + (holds ? 6 : i32[ip + 5])) | 0;
            break;
          }
          case 42 satisfies typeof Word.JUMP_UNLESS_NOT_EQUAL: {
            const a = (base + i32[ip + 1]) | 0;
            const b = (base + i32[ip + 2]) | 0;
            let holds: boolean;
            if (areNumbers(a, b)) {
              i32[i32[ip + 3] >> 2] |= NUMBERS;
              holds = numberAt(a) !== numberAt(b);
            } else {
              const top = (base + i32[ip + 4]) | 0;
              equalInPlace(a, b, i32[ip + 3], top);
              holds = isFalsey(top);
            }
            ip = (ip + (holds ? 6 : i32[ip + 5])) | 0;
            break;
          }
          case 55 satisfies typeof Word.JUMP_UNLESS_EQUAL_NUMBER: {
            const a = (base + i32[ip + 1]) | 0;
            const bothNumbers = isNumber(a);
            i32[i32[ip + 3] >> 2] |= bothNumbers ? NUMBERS : OTHER;
            const holds = bothNumbers && numberAt(a) === numberAt(i32[ip + 2]);
            ip = (ip + (holds ? 5 : i32[ip + 4])) | 0;
            break;
          }
          case 56 satisfies typeof Word.JUMP_UNLESS_NOT_EQUAL_NUMBER: {
            const a = (base + i32[ip + 1]) | 0;
            const bothNumbers = isNumber(a);
            i32[i32[ip + 3] >> 2] |= bothNumbers ? NUMBERS : OTHER;
            const holds = !bothNumbers || numberAt(a) !== numberAt(i32[ip + 2]);
            ip = (ip + (holds ? 5 : i32[ip + 4])) | 0;
            break;
          }
          case 43 satisfies typeof Word.JUMP_UNLESS_NIL:
            i32[i32[ip + 2] >> 2] |= OTHER;
            ip = (ip + (isNil((base + i32[ip + 1]) | 0) ? 4 : i32[ip + 3])) | 0;
            break;
          case 44 satisfies typeof Word.JUMP_IF_NIL:
            i32[i32[ip + 2] >> 2] |= OTHER;
            ip = (ip + (isNil((base + i32[ip + 1]) | 0) ? i32[ip + 3] : 4)) | 0;
            break;
          case 45 satisfies typeof Word.LOOP: {
            const loops = (i32[(code + LOOPS) >> 2] + 1) | 0;
            i32[(code + LOOPS) >> 2] = loops;
            remaining = (remaining - 1) | 0;
            if (i32[POLL] !== 0 || remaining < 0 || loops === hotThreshold) {
              return leave(record, code, i32[ip + 3], base + i32[ip + 2]);
            }
            ip = (ip + i32[ip + 1]) | 0;
            break;
          }
          case 46 satisfies typeof Word.CALL: {
            const callee = (base + i32[ip + 1]) | 0;
            const argumentCount = i32[ip + 2];
            i32[(record + PC) >> 2] = i32[ip + 4];
            i32[(record + NEXT) >> 2] = ip + 5;
            i32[STACK_TOP] = (callee + 8 + (argumentCount << 3)) | 0;
            // The common case without a call: a closure that this site has called
            // before, with as many arguments as it wants. On call-bound programs
            // that is a sixth of the time.
            if (isReference(callee)) {
              const closure = referenceAt(callee);
              const called = i32[closure >> 2];
              if (
                (i32[(closure + INFO) >> 2] & MASK) === CLOSURE_KIND &&
                i32[(called + ARITY) >> 2] === argumentCount &&
                i32[(i32[ip + 3] + KEY) >> 2] === called &&
                record !== LAST_FRAME
              ) {
                const count = (i32[(called + CALLS) >> 2] + 1) | 0;
                i32[(called + CALLS) >> 2] = count;
                if (count === hotThreshold) machine.onHot(called);
                record = (record + RECORD) | 0;
                i32[FRAME] = record;
                i32[(record + CLOSURE) >> 2] = closure;
                i32[(record + PC) >> 2] = i32[(called + CODE) >> 2];
                i32[(record + BASE) >> 2] = callee;
                i32[(record + TIER) >> 2] = i32[(called + FUNCTION_TIER) >> 2];
                code = called;
                base = callee;
                ip = i32[(called + WORDS) >> 2] >> 2;
                break frame;
              }
            }
            const called = calls.call(callee, argumentCount, i32[ip + 3]);
            if (called === COMPLETED) {
              ip = (ip + 5) | 0;
              break;
            }
            if (called === FAILED) return ERROR;
            record = (record + RECORD) | 0;
            code = called;
            base = callee;
            ip = i32[(called + WORDS) >> 2] >> 2;
            break frame;
          }
          case 47 satisfies typeof Word.INVOKE: {
            const callee = (base + i32[ip + 1]) | 0;
            i32[STACK_TOP] = callee + 8 + (i32[ip + 3] << 3);
            i32[(record + PC) >> 2] = i32[ip + 5];
            i32[(record + NEXT) >> 2] = ip + 6;
            const called = calls.invoke(callee, i32[ip + 2], i32[ip + 3], i32[ip + 4]);
            if (called === COMPLETED) {
              ip = (ip + 6) | 0;
              break;
            }
            if (called === FAILED) return ERROR;
            record = (record + RECORD) | 0;
            code = called;
            base = callee;
            ip = i32[(called + WORDS) >> 2] >> 2;
            break frame;
          }
          case 48 satisfies typeof Word.SUPER_INVOKE: {
            const callee = (base + i32[ip + 1]) | 0;
            i32[STACK_TOP] = callee + 16 + (i32[ip + 3] << 3);
            i32[(record + PC) >> 2] = i32[ip + 5];
            i32[(record + NEXT) >> 2] = ip + 6;
            const called = calls.invokeSuper(callee, i32[ip + 2], i32[ip + 3], i32[ip + 4]);
            if (called === FAILED) return ERROR;
            record = (record + RECORD) | 0;
            code = called;
            base = callee;
            ip = i32[(called + WORDS) >> 2] >> 2;
            break frame;
          }
          case 49 satisfies typeof Word.CLOSURE: {
            const top = (base + i32[ip + 1]) | 0;
            i32[(record + PC) >> 2] = i32[ip + 3];
            i32[STACK_TOP] = top;
            if (!closures.make(top, i32[ip + 2])) return ERROR;
            ip = (ip + 4) | 0;
            break;
          }
          case 50 satisfies typeof Word.CLOSE_UPVALUE:
            closures.close((base + i32[ip + 1]) | 0);
            ip = (ip + 2) | 0;
            break;
          case 51 satisfies typeof Word.RETURN:
            if (i32[OPEN_UPVALUES] !== 0) closures.close(base);
            copy(base, (base + i32[ip + 1]) | 0);
            i32[STACK_TOP] = base + 8;
            if (record === FIRST_FRAME) return OK;
            record = (record - RECORD) | 0;
            i32[FRAME] = record;
            code = i32[i32[(record + CLOSURE) >> 2] >> 2];
            base = i32[(record + BASE) >> 2];
            ip = i32[(record + NEXT) >> 2];
            break frame;
          case 52 satisfies typeof Word.CLASS: {
            const top = (base + i32[ip + 1]) | 0;
            i32[(record + PC) >> 2] = i32[ip + 3];
            i32[STACK_TOP] = top;
            if (!classes.make(top, i32[ip + 2])) return ERROR;
            ip = (ip + 4) | 0;
            break;
          }
          case 53 satisfies typeof Word.INHERIT: {
            const top = (base + i32[ip + 1]) | 0;
            i32[(record + PC) >> 2] = i32[ip + 2];
            i32[STACK_TOP] = top + 16;
            if (!classes.inherit(top)) return ERROR;
            ip = (ip + 3) | 0;
            break;
          }
          case 54 satisfies typeof Word.METHOD: {
            const top = (base + i32[ip + 1]) | 0;
            i32[(record + PC) >> 2] = i32[ip + 3];
            i32[STACK_TOP] = top + 16;
            if (!classes.addMethod(top, i32[ip + 2])) return ERROR;
            ip = (ip + 4) | 0;
            break;
          }

          default:
            throw new Error(`No operation has the word ${i32[ip]} (at word ${ip})`);
        }
      }
    }
  }

  /** What the operand stack of an instruction would hold, for those that work on it in place. */
  function putOperands(top: Slot, a: Slot, b: Slot): void {
    machine.values.copy(top, a);
    machine.values.copy(top + SLOT_SIZE, b);
  }

  /** Compares values that are not two numbers; leaves the boolean in `top`. */
  function equalInPlace(a: Slot, b: Slot, site: number, top: Slot): void {
    putOperands(top, a, b);
    machine.operators.equal(top, site);
  }

  /** Does what ADD and ADD_NUMBER at `ip` do when they have not got two numbers. False: an error is parked. */
  function addInPlace(record: number, a: Slot, b: Slot, ip: number, base: number): boolean {
    const { i32 } = machine.memory;
    const top = base + i32[ip + 5];
    putOperands(top, a, b);
    i32[(record + PC) >> 2] = i32[ip + 6];
    i32[STACK_TOP] = top + 2 * SLOT_SIZE;
    if (!machine.operators.add(top, i32[ip + 4])) return false;
    machine.values.copy(base + i32[ip + 1], top);
    return true;
  }

  /** Leaves the loop at a back-edge; see the interpreter. */
  function leave(record: number, code: number, pc: number, top: Slot): Status {
    const { i32 } = machine.memory;
    i32[(record + PC) >> 2] = pc;
    i32[STACK_TOP] = top;
    if (i32[(code + LOOPS) >> 2] === hotThreshold) machine.onHot(code);
    return SWITCH;
  }

  /** Parks an error, at the instruction that ends at `pc`. */
  function fail(record: number, pc: number, message: string): Status {
    machine.memory.i32[(record + PC) >> 2] = pc;
    machine.errors.raise(message);
    return ERROR;
  }

  /** Parks the error of those that want two numbers. */
  function operandsMustBeNumbers(record: number, pc: number): Status {
    return fail(record, pc, 'Operands must be numbers.');
  }

  return { run };
}

createThreadedEngine satisfies typeof contract.createThreadedEngine;
