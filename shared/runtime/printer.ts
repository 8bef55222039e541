/** How values read as text: what `print` writes. */
import type { LoadedFunction } from '../contracts/machine.ts';
import type { Fields } from '../contracts/objects.ts';
import type { Reference, Slot, Values } from '../contracts/values.ts';
import {
  BoundMethod,
  ClassObject,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
} from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';
import type { Output } from './output.ts';
import type { Strings } from './strings.ts';

/** Values as text, for people. */
export interface Printer {
  /** Writes the value and a newline to the output. */
  print(slot: Slot): void;
  /** The value as text. */
  textOf(slot: Slot): string;
}

/**
 * A number in the shortest form that reads back. JavaScript's own form is
 * that, save that it hides the sign of a negative zero.
 */
export function formatNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Makes the printer of one VM. */
export function createPrinter(
  memory: LinearMemory,
  values: Values,
  strings: Strings,
  fields: Fields,
  functions: readonly LoadedFunction[],
  output: Output,
): Printer {
  const { i32 } = memory;
  const kindOf = (object: Reference) => i32[(object + Header.info) >> 2] & KIND_MASK;
  const className = (object: Reference) => strings.textOf(i32[(object + ClassObject.name) >> 2]);

  function functionText(code: number): string {
    return `<fn ${functions[i32[(code + FunctionObject.id) >> 2]].bytecode.name}>`;
  }

  function objectText(object: Reference): string {
    switch (kindOf(object)) {
      case Kind.STRING:
        return strings.textOf(object);
      case Kind.CLOSURE:
        return functionText(i32[(object + Header.meta) >> 2]);
      case Kind.BOUND_METHOD:
        return objectText(i32[(object + BoundMethod.method) >> 2]);
      case Kind.CLASS:
        return className(object);
      case Kind.INSTANCE:
        return `${className(fields.classOf(object))} instance`;
      case Kind.NATIVE:
        return '<native fn>';
      default:
        throw new Error(`An object of kind ${kindOf(object)} at ${object} is no Lox value`);
    }
  }

  function textOf(slot: Slot): string {
    if (values.isNumber(slot)) return formatNumber(values.numberAt(slot));
    if (values.isReference(slot)) return objectText(values.referenceAt(slot));
    if (values.isNil(slot)) return 'nil';
    return String(values.booleanAt(slot));
  }

  return {
    textOf,
    print(slot) {
      const isString = values.isReference(slot) && kindOf(values.referenceAt(slot)) === Kind.STRING;
      if (isString) output.write(strings.bytesOf(values.referenceAt(slot)));
      else output.writeText(textOf(slot));
      output.endLine();
    },
  };
}
