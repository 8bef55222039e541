/**
 * An interpreter of another build than the solution's: a handler function for
 * each instruction, in a table, and no state outside of linear memory but the
 * count of safepoints. `pc` is always in the frame record and `sp` always in
 * the state block, so that every frame is canonical at any time.
 */
import { type Engine, Status, Tier } from '#shared/contracts/engine.ts';
import { Called, type InterpreterNeeds } from '#shared/contracts/interpreter.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { instructionLengths, type OpcodeName, opcodeNames } from '#shared/lox/opcodes.ts';
import {
  CLOSURE_UPVALUES,
  FrameRecord,
  FunctionObject,
  Header,
  Region,
  SITE_SIZE,
  SLOT_SIZE,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';

/** The frame goes on. */
const RUNNING = -1;

/** Executes an instruction whose operands lie at `operands`; says how to go on. */
type Handler = (operands: number) => Status | typeof RUNNING;

/** Makes the interpreter of one VM. */
export function createInterpreter(machine: InterpreterNeeds): Engine {
  const { memory, values, heap, properties, globals, printer, errors, onHot, options } = machine;
  const { calls, closures, classes, operators } = machine;
  const { u8, i32, f64 } = memory;
  const { copy, isFalsey, referenceAt, numberAt, setBoolean, setNumber } = values;
  const TOP = (Region.state + State.stackTop) >> 2;
  let safepointsLeft = 0;

  const record = () => i32[(Region.state + State.frame) >> 2];
  const inRecord = (field: number) => (record() + field) >> 2;
  const base = () => i32[inRecord(FrameRecord.base)];
  const closure = () => i32[inRecord(FrameRecord.closure)];
  const code = () => i32[(closure() + Header.meta) >> 2];
  const inCode = (field: number) => (code() + field) >> 2;
  const word = (operands: number) => u8[operands] + 256 * u8[operands + 1];
  const local = (index: number): Slot => base() + index * SLOT_SIZE;
  const constant = (index: number): Slot =>
    i32[inCode(FunctionObject.constants)] + index * SLOT_SIZE;
  const site = (operands: number) => i32[inCode(FunctionObject.sites)] + word(operands) * SITE_SIZE;
  const upvalue = (index: number) => i32[(closure() + CLOSURE_UPVALUES + 4 * index) >> 2];

  /** The slot so many below the top of the stack; 1 is the topmost. */
  const peek = (depth: number): Slot => i32[TOP] - depth * SLOT_SIZE;
  const drop = (count: number) => {
    i32[TOP] -= count * SLOT_SIZE;
  };
  const jump = (distance: number) => {
    i32[inRecord(FrameRecord.pc)] += distance;
  };
  const runningIf = (succeeded: boolean) => (succeeded ? RUNNING : Status.ERROR);

  /** A frame begins or goes on: a safepoint. */
  function begin(): Status | typeof RUNNING {
    if (i32[inRecord(FrameRecord.tier)] !== Tier.INTERPRETER) return Status.SWITCH;
    return passSafepoint();
  }

  function passSafepoint(): typeof Status.SWITCH | typeof RUNNING {
    safepointsLeft -= 1;
    const asked = i32[(Region.state + State.poll) >> 2] !== 0;
    return asked || safepointsLeft < 0 ? Status.SWITCH : RUNNING;
  }

  function push(from: Slot): typeof RUNNING {
    copy(i32[TOP], from);
    drop(-1);
    return RUNNING;
  }

  /** A handler that writes a value above the stack. */
  const pushing =
    (write: (slot: Slot) => void): Handler =>
    () => {
      write(i32[TOP]);
      drop(-1);
      return RUNNING;
    };

  /** A handler for two numbers. */
  const binary =
    (compute: (left: Slot, a: number, b: number) => void): Handler =>
    () => {
      const left = peek(2);
      const right = peek(1);
      if (!values.areNumbers(left, right)) {
        return runningIf(errors.raise('Operands must be numbers.'));
      }
      compute(left, numberAt(left), numberAt(right));
      drop(1);
      return RUNNING;
    };

  /** What follows from a call whose callee is in a slot. */
  function called(outcome: number, callee: Slot): Status | typeof RUNNING {
    if (outcome === Called.FAILED) return Status.ERROR;
    if (outcome !== Called.COMPLETED) return begin();
    i32[TOP] = callee + SLOT_SIZE;
    return RUNNING;
  }

  function equal(operands: number): Slot {
    const left = peek(2);
    operators.equal(left, site(operands));
    drop(1);
    return left;
  }

  /** A short circuit: jumps, keeping the value, when it decides; otherwise drops it. */
  const shortCircuit =
    (decides: (slot: Slot) => boolean): Handler =>
    (operands) => {
      if (decides(peek(1))) jump(word(operands));
      else drop(1);
      return RUNNING;
    };

  const handlers: Readonly<Record<OpcodeName, Handler>> = {
    CONSTANT: (operands) => push(constant(u8[operands])),
    NIL: pushing(values.setNil),
    TRUE: pushing((slot) => setBoolean(slot, true)),
    FALSE: pushing((slot) => setBoolean(slot, false)),
    POP() {
      drop(1);
      return RUNNING;
    },
    GET_LOCAL: (operands) => push(local(u8[operands])),
    SET_LOCAL(operands) {
      copy(local(u8[operands]), peek(1));
      return RUNNING;
    },
    GET_UPVALUE: (operands) => push(i32[(upvalue(u8[operands]) + Upvalue.location) >> 2]),
    SET_UPVALUE(operands) {
      const target = upvalue(u8[operands]);
      copy(i32[(target + Upvalue.location) >> 2], peek(1));
      heap.writeBarrier(target);
      return RUNNING;
    },
    GET_GLOBAL(operands) {
      if (!globals.get(referenceAt(constant(u8[operands])), i32[TOP])) return Status.ERROR;
      drop(-1);
      return RUNNING;
    },
    DEFINE_GLOBAL(operands) {
      globals.define(referenceAt(constant(u8[operands])), peek(1));
      drop(1);
      return RUNNING;
    },
    SET_GLOBAL: (operands) => runningIf(globals.set(referenceAt(constant(u8[operands])), peek(1))),
    GET_PROPERTY: (operands) =>
      runningIf(properties.get(site(operands + 1), constant(u8[operands]), peek(1))),
    SET_PROPERTY(operands) {
      const succeeded = properties.set(site(operands + 1), constant(u8[operands]), peek(2));
      drop(1);
      return runningIf(succeeded);
    },
    GET_SUPER(operands) {
      const succeeded = properties.getSuper(site(operands + 1), constant(u8[operands]), peek(2));
      drop(1);
      return runningIf(succeeded);
    },
    EQUAL(operands) {
      equal(operands);
      return RUNNING;
    },
    NOT_EQUAL(operands) {
      const result = equal(operands);
      setBoolean(result, !values.booleanAt(result));
      return RUNNING;
    },
    GREATER: binary((to, a, b) => setBoolean(to, a > b)),
    GREATER_EQUAL: binary((to, a, b) => setBoolean(to, a >= b)),
    LESS: binary((to, a, b) => setBoolean(to, a < b)),
    LESS_EQUAL: binary((to, a, b) => setBoolean(to, a <= b)),
    ADD(operands) {
      const succeeded = operators.add(peek(2), site(operands));
      drop(1);
      return runningIf(succeeded);
    },
    SUBTRACT: binary((to, a, b) => setNumber(to, a - b)),
    MULTIPLY: binary((to, a, b) => setNumber(to, a * b)),
    DIVIDE: binary((to, a, b) => setNumber(to, a / b)),
    NOT() {
      setBoolean(peek(1), isFalsey(peek(1)));
      return RUNNING;
    },
    NEGATE() {
      const operand = peek(1);
      if (!values.isNumber(operand)) return runningIf(errors.raise('Operand must be a number.'));
      setNumber(operand, -numberAt(operand));
      return RUNNING;
    },
    PRINT() {
      drop(1);
      printer.print(i32[TOP]);
      return RUNNING;
    },
    JUMP(operands) {
      jump(word(operands));
      return RUNNING;
    },
    JUMP_IF_FALSE(operands) {
      if (isFalsey(peek(1))) jump(word(operands));
      drop(1);
      return RUNNING;
    },
    AND: shortCircuit(isFalsey),
    OR: shortCircuit((slot) => !isFalsey(slot)),
    LOOP(operands) {
      jump(-word(operands));
      const loops = inCode(FunctionObject.loops);
      i32[loops] += 1;
      const status = passSafepoint();
      if (i32[loops] !== options.hotThreshold) return status;
      onHot(code());
      return Status.SWITCH;
    },
    CALL(operands) {
      const callee = peek(u8[operands] + 1);
      return called(calls.call(callee, u8[operands], site(operands + 1)), callee);
    },
    INVOKE(operands) {
      const count = u8[operands + 1];
      const receiver = peek(count + 1);
      const name = constant(u8[operands]);
      return called(calls.invoke(receiver, name, count, site(operands + 2)), receiver);
    },
    SUPER_INVOKE(operands) {
      const count = u8[operands + 1];
      const receiver = peek(count + 2);
      const name = constant(u8[operands]);
      return called(calls.invokeSuper(receiver, name, count, site(operands + 2)), receiver);
    },
    CLOSURE(operands) {
      if (!closures.make(i32[TOP], referenceAt(constant(u8[operands])))) return Status.ERROR;
      drop(-1);
      return RUNNING;
    },
    CLOSE_UPVALUE() {
      closures.close(peek(1));
      drop(1);
      return RUNNING;
    },
    RETURN() {
      const result = base();
      closures.close(result);
      copy(result, peek(1));
      i32[TOP] = result + SLOT_SIZE;
      if (record() === Region.frames) return Status.OK;
      i32[(Region.state + State.frame) >> 2] -= FrameRecord.size;
      return begin();
    },
    CLASS(operands) {
      if (!classes.make(i32[TOP], constant(u8[operands]))) return Status.ERROR;
      drop(-1);
      return RUNNING;
    },
    INHERIT() {
      const succeeded = classes.inherit(peek(2));
      drop(1);
      return runningIf(succeeded);
    },
    METHOD(operands) {
      const succeeded = classes.addMethod(peek(2), constant(u8[operands]));
      drop(1);
      return runningIf(succeeded);
    },
  };
  const table = opcodeNames.map((name) => handlers[name]);

  /** Executes the next instruction; the record says where it ends before it begins. */
  function step(): Status | typeof RUNNING {
    const pc = inRecord(FrameRecord.pc);
    const instruction = i32[pc];
    const opcode = u8[instruction];
    i32[pc] = instruction + instructionLengths[opcode];
    if (options.countDispatches) f64[(Region.state + State.dispatches) >> 3] += 1;
    return table[opcode](instruction + 1);
  }

  return {
    run() {
      safepointsLeft = options.quantum() + 1;
      let status = begin();
      while (status === RUNNING) status = step();
      return status;
    },
  };
}
