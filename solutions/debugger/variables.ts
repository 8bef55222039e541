/**
 * The variables of a stopped program: which names mean something in a frame,
 * and in which slots their values are. Nothing here allocates in the heap, so
 * looking at a program does not change it.
 */
import type { DebugNeeds } from '#shared/contracts/debug.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import {
  CLOSURE_UPVALUES,
  FrameRecord,
  FunctionObject,
  GlobalCell,
  Header,
  KIND_MASK,
  Kind,
  Region,
  SLOT_SIZE,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';
import type { Frame, Position } from '#shared/runtime/frames.ts';

/** A variable and the slot that holds its value. */
export interface Variable {
  readonly name: string;
  readonly slot: Slot;
}

/** Finds variables. */
export interface Variables {
  /** Those that live in a frame: `this`, parameters and locals in scope, an inner one over an outer of its name. */
  locals(frame: Frame, position: Position): readonly Variable[];
  /** Those that the frame's function has captured. */
  captured(frame: Frame): readonly Variable[];
  /** The global ones that have a value; native functions are left out. */
  globals(): readonly Variable[];
  /** What a name, or a path such as `this.next.value`, stands for in a frame; undefined: nothing. */
  find(path: string, frame: Frame, position: Position): Slot | undefined;
}

/** Makes the finder of one VM. */
export function createVariables(machine: DebugNeeds): Variables {
  const { memory, values, strings, fields, functions } = machine;
  const { i32 } = memory;

  const isKind = (object: Reference, kind: Kind) =>
    (i32[(object + Header.info) >> 2] & KIND_MASK) === kind;
  const isObject = (slot: Slot, kind: Kind) =>
    values.isReference(slot) && isKind(values.referenceAt(slot), kind);

  function locals({ function: { bytecode }, pc, base }: Frame, position: Position) {
    const at = position === 'executing' ? pc - 1 : pc;
    const inScope = bytecode.locals.filter(({ from, to }) => from <= at && at < to);
    const slots = new Map(inScope.map(({ name, slot }) => [name, base + slot * SLOT_SIZE]));
    return [...slots].map(([name, slot]) => ({ name, slot }));
  }

  function captured({ function: { bytecode }, record }: Frame): readonly Variable[] {
    const closure = i32[(record + FrameRecord.closure) >> 2];
    return bytecode.captures.map(({ name }, index) => {
      const upvalue = i32[(closure + CLOSURE_UPVALUES + 4 * index) >> 2];
      return { name, slot: i32[(upvalue + Upvalue.location) >> 2] };
    });
  }

  function allGlobals(): readonly Variable[] {
    const found: Variable[] = [];
    let cell = i32[(Region.state + State.globals) >> 2];
    for (; cell !== 0; cell = i32[(cell + GlobalCell.next) >> 2]) {
      const name = strings.textOf(i32[(cell + GlobalCell.name) >> 2]);
      const slot = cell + GlobalCell.value;
      if (!values.isEmpty(slot)) found.push({ name, slot });
    }
    return found.reverse();
  }

  /** A name as a string of the heap. One that names a field is a constant of some function. */
  function nameReference(text: string): Reference | undefined {
    for (const { bytecode, offset } of functions) {
      const index = bytecode.constants.findIndex(
        ({ kind, value }) => kind === 'name' && value === text,
      );
      const constants = i32[(offset + FunctionObject.constants) >> 2];
      if (index >= 0) return values.referenceAt(constants + index * SLOT_SIZE);
    }
    return undefined;
  }

  function field(slot: Slot | undefined, name: string): Slot | undefined {
    const reference = nameReference(name);
    if (slot === undefined || reference === undefined) return undefined;
    if (!isObject(slot, Kind.INSTANCE)) return undefined;
    return fields.find(values.referenceAt(slot), reference) || undefined;
  }

  return {
    locals,
    captured,
    globals: () => allGlobals().filter(({ slot }) => !isObject(slot, Kind.NATIVE)),
    find(path, frame, position) {
      const [name, ...rest] = path.split('.').map((part) => part.trim());
      const inScope = [...locals(frame, position), ...captured(frame), ...allGlobals()];
      return rest.reduce(field, inScope.find((variable) => variable.name === name)?.slot);
    },
  };
}
