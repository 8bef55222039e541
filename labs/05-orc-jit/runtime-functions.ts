// Lab 05, ORC JIT: runtime-functions.ts
//
// To start, run `npm run lab -- start 05`. It copies this file to mine/05-orc-jit/;
// edit it there. The handout is labs/05-orc-jit/README.md.

/**
 * Runtime functions: what native code leaves to TypeScript. They are the slow
 * paths of operators, properties and calls, whatever allocates, and all errors.
 *
 * All have one signature of words, `i32 (record, pc, top, a, b, c, d)`. With
 * the first three native code says where it stands, and the frame is canonical
 * then without a store in the code that calls. What comes back is what the
 * TypeScript function returned; a boolean is 1 or 0.
 *
 * A JavaScript exception must not cross a native frame: it is kept, and native
 * code is told that the call has failed.
 */
import type * as contract from '#shared/contracts/jit/runtime-functions.ts';
import {
  type BaselineNeeds,
  type Runtime,
  type RuntimeFunction,
  type RuntimeName,
  runtimeNames,
} from '#shared/contracts/native.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import { FrameRecord, Region, State } from '#shared/memory/layout.ts';

/** Makes the runtime functions of one VM. */
export function createRuntime(machine: BaselineNeeds): Runtime {
  const { memory, operators, globals, properties, printer, errors } = machine;
  const { calls, closures, classes } = machine;
  const { i32 } = memory;
  const FRAME = (Region.state + State.frame) >> 2;
  const STACK_TOP = (Region.state + State.stackTop) >> 2;
  const PC = FrameRecord.pc;
  let crossings = 0;
  /** What was thrown and has not been thrown again. */
  let thrown: { readonly error: unknown } | undefined;

  /** What each does with its own operands, once the frame is canonical. Slots and cells are offsets. */
  const bodies: Record<
    RuntimeName,
    (a: number, b: number, c: number, d: number) => boolean | number
  > = {
    add: (left, site) => operators.add(left, site),
    equal(left, site) {
      operators.equal(left, site);
      return true;
    },
    getGlobal: (cell, to) => globals.get(cell, to),
    setGlobal: (cell, from) => globals.set(cell, from),
    getProperty: (site, name, object) => properties.get(site, name, object),
    setProperty: (site, name, object) => properties.set(site, name, object),
    getSuper: (site, name, instance) => properties.getSuper(site, name, instance),
    call: (callee, argumentCount, site) => calls.call(callee, argumentCount, site),
    invoke: (receiver, name, argumentCount, site) =>
      calls.invoke(receiver, name, argumentCount, site),
    invokeSuper: (receiver, name, argumentCount, site) =>
      calls.invokeSuper(receiver, name, argumentCount, site),
    makeClosure: (result, code) => closures.make(result, code),
    closeUpvalues(lowest) {
      closures.close(lowest);
      return true;
    },
    makeClass: (result, name) => classes.make(result, name),
    inherit: (superclass) => classes.inherit(superclass),
    addMethod: (classSlot, name) => classes.addMethod(classSlot, name),
    print(slot) {
      printer.print(slot);
      return true;
    },
    operandsMustBeNumbers: () => errors.raise('Operands must be numbers.'),
    operandMustBeNumber: () => errors.raise('Operand must be a number.'),
  };

  /**
   * Task 05.1: Call TypeScript.
   *
   * The runtime function of a name, as native code calls it. Counts the call in
   * `crossings`, and makes the frame canonical, for the native code that calls has
   * stored nothing: the newest frame's record is `record`, its pc `pc`, and
   * `stackTop` is `top`. Then does what `bodies` says, and returns that as a
   * number.
   *
   * Task 05.3: what the body throws does not get out. It is kept for `rethrow`, and
   * native code is told that the call has failed: by 0, or by `Called.FAILED` where
   * a function in `pushesFrames` says so.
   */
  function runtimeFunction(name: RuntimeName): RuntimeFunction {
    return unfinished('05.1');
  }

  return {
    functions: Object.fromEntries(
      runtimeNames.map((name) => [name, runtimeFunction(name)]),
    ) as Record<RuntimeName, RuntimeFunction>,
    crossings: () => crossings,
    /**
     * Task 05.3: Throw where it is safe.
     *
     * Throws what a runtime function has thrown since this was last called. To be
     * called when no native frame is left that it could cross.
     */
    rethrow() {
      return unfinished('05.3');
    },
  };
}

/** The runtime functions that may push a frame: what they return is told by `Called`. */
const pushesFrames: ReadonlySet<RuntimeName> = new Set(['call', 'invoke', 'invokeSuper']);

createRuntime satisfies typeof contract.createRuntime;
