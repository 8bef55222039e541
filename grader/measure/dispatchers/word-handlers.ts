/**
 * What each operation of threaded code does, as JavaScript text. Two engines
 * are made of it: one puts each handler into a closure, the other one writes
 * those of a function one after the other.
 */
import type { WordName } from '#shared/threaded/words.ts';

/** How an engine goes on. Each is text of a statement. */
export interface Control {
  /** Where the operand `jump` says. */
  readonly jump: string;
  /** With the frame that is now the newest. */
  readonly otherFrame: string;
  /** Back to the driver. `status` is an expression. */
  readonly leave: (status: string) => string;
}

/**
 * The text of a handler; it falls out at its end when the next operation follows.
 * @param operands text of each operand's value
 */
export type Handler = (operands: readonly string[], control: Control) => string;

/** A slot by its distance from the base. */
const at = (bytes: string) => `((base + ${bytes}) | 0)`;

const mustBeNumbers = (pc: string) => `raise(record, ${pc}, 'Operands must be numbers.')`;

const comparisons = { GREATER: '>', GREATER_EQUAL: '>=', LESS: '<', LESS_EQUAL: '<=' } as const;
const arithmetic = { SUBTRACT: '-', MULTIPLY: '*', DIVIDE: '/' } as const;

/** Handlers for `NAME` and, with a constant on the right, `NAME_NUMBER`. */
function numeric(set: 'setNumber' | 'setBoolean', operator: string, isNumber: boolean): Handler {
  return ([to, a, b, pc], { leave }) => `
    const a = ${at(a)}, b = ${isNumber ? b : at(b)};
    if (!areNumbers(a, b)) ${leave(mustBeNumbers(pc))}
    ${set}(${at(to)}, numberAt(a) ${operator} numberAt(b));`;
}

function jumpUnless(operator: string, isNumber: boolean): Handler {
  return ([a, b, , pc], { leave, jump }) => `
    const a = ${at(a)}, b = ${isNumber ? b : at(b)};
    if (!areNumbers(a, b)) ${leave(mustBeNumbers(pc))}
    if (!(numberAt(a) ${operator} numberAt(b))) ${jump}`;
}

const isEqual = (site: string, top: string) =>
  `areNumbers(a, b) ? (i32[${site} >> 2] |= NUMBERS, numberAt(a) === numberAt(b)) : equalInPlace(a, b, ${site}, ${at(top)})`;

const equality =
  (not: string): Handler =>
  ([to, a, b, site, top]) =>
    `
    const a = ${at(a)}, b = ${at(b)};
    const holds = ${isEqual(site, top)};
    setBoolean(${at(to)}, ${not}holds);`;

const jumpUnlessEqual =
  (not: string): Handler =>
  ([a, b, site, top], { jump }) =>
    `
    const a = ${at(a)}, b = ${at(b)};
    const holds = ${isEqual(site, top)};
    if (${not}holds) ${jump}`;

const jumpUnlessEqualNumber =
  (not: string): Handler =>
  ([a, number, site], { jump }) =>
    `
    const a = ${at(a)};
    const bothNumbers = isNumber(a);
    i32[${site} >> 2] |= bothNumbers ? NUMBERS : OTHER;
    const holds = bothNumbers && numberAt(a) === numberAt(${number});
    if (${not}holds) ${jump}`;

const add =
  (isNumber: boolean): Handler =>
  ([to, a, b, site, top, pc], { leave }) =>
    `
    const a = ${at(a)}, b = ${isNumber ? b : at(b)};
    if (areNumbers(a, b)) {
      i32[${site} >> 2] |= NUMBERS;
      setNumber(${at(to)}, numberAt(a) + numberAt(b));
    } else {
      if (!addInPlace(a, b, ${site}, ${at(top)}, record, ${pc})) ${leave('ERROR')}
      copy(${at(to)}, ${at(top)});
    }`;

/** What pushes a frame or completes at once. */
function calling(called: string, { leave, otherFrame }: Control): string {
  return `
    const called = ${called};
    if (called !== COMPLETED) { if (called > 0) ${otherFrame} ${leave('ERROR')} }`;
}

/** What may fail once the frame is canonical. */
const checked =
  (size: number, action: (operands: readonly string[]) => string): Handler =>
  (operands, { leave }) =>
    `
    const top = ${at(operands[0])};
    canonical(record, ${operands[operands.length - 1]}, top + ${size});
    if (!${action(operands)}) ${leave('ERROR')}`;

const upvalue = (bytes: string) =>
  `const upvalue = i32[(i32[(record + CLOSURE) >> 2] + ${bytes}) >> 2];`;

/** The handlers by operation. */
export const handlers: Partial<Record<WordName, Handler>> = {
  MOVE: ([to, from]) => `copy(${at(to)}, ${at(from)});`,
  LOAD_CONSTANT: ([to, constant]) => `copy(${at(to)}, ${constant});`,
  LOAD_NIL: ([to]) => `setNil(${at(to)});`,
  LOAD_TRUE: ([to]) => `setBoolean(${at(to)}, true);`,
  LOAD_FALSE: ([to]) => `setBoolean(${at(to)}, false);`,
  GET_UPVALUE: ([to, bytes]) =>
    `${upvalue(bytes)} copy(${at(to)}, i32[(upvalue + LOCATION) >> 2]);`,
  SET_UPVALUE: ([bytes, from]) =>
    `${upvalue(bytes)} copy(i32[(upvalue + LOCATION) >> 2], ${at(from)}); writeBarrier(upvalue);`,
  GET_GLOBAL: ([to, cell, pc], { leave }) =>
    `i32[(record + PC) >> 2] = ${pc}; if (!globals.get(${cell}, ${at(to)})) ${leave('ERROR')}`,
  DEFINE_GLOBAL: ([cell, from]) => `globals.define(${cell}, ${at(from)});`,
  SET_GLOBAL: ([cell, from, pc], { leave }) =>
    `i32[(record + PC) >> 2] = ${pc}; if (!globals.set(${cell}, ${at(from)})) ${leave('ERROR')}`,
  GET_PROPERTY: checked(
    8,
    ([, object, name, site]) => `(copy(top, ${at(object)}), properties.get(${site}, ${name}, top))`,
  ),
  SET_PROPERTY: checked(
    16,
    ([, object, value, name, site]) =>
      `(copy(top, ${at(object)}), copy((top + 8) | 0, ${at(value)}), properties.set(${site}, ${name}, top))`,
  ),
  GET_SUPER: checked(16, ([, name, site]) => `properties.getSuper(${site}, ${name}, top)`),
  EQUAL: equality(''),
  NOT_EQUAL: equality('!'),
  ADD: add(false),
  ADD_NUMBER: add(true),
  ...fromOperators(comparisons, (name, operator) => [
    [name, numeric('setBoolean', operator, false)],
    [`JUMP_UNLESS_${name}`, jumpUnless(operator, false)],
    [`JUMP_UNLESS_${name}_NUMBER`, jumpUnless(operator, true)],
  ]),
  ...fromOperators(arithmetic, (name, operator) => [
    [name, numeric('setNumber', operator, false)],
    [`${name}_NUMBER`, numeric('setNumber', operator, true)],
  ]),
  NOT: ([to, from]) => `setBoolean(${at(to)}, isFalsey(${at(from)}));`,
  NEGATE: ([to, from, pc], { leave }) => `
    if (!isNumber(${at(from)})) ${leave(`raise(record, ${pc}, 'Operand must be a number.')`)}
    setNumber(${at(to)}, -numberAt(${at(from)}));`,
  PRINT: ([from]) => `printer.print(${at(from)});`,
  JUMP: (_, { jump }) => jump,
  JUMP_IF_FALSE: ([from], { jump }) => `if (isFalsey(${at(from)})) ${jump}`,
  JUMP_IF_TRUE: ([from], { jump }) => `if (!isFalsey(${at(from)})) ${jump}`,
  JUMP_UNLESS_EQUAL: jumpUnlessEqual('!'),
  JUMP_UNLESS_NOT_EQUAL: jumpUnlessEqual(''),
  JUMP_UNLESS_EQUAL_NUMBER: jumpUnlessEqualNumber('!'),
  JUMP_UNLESS_NOT_EQUAL_NUMBER: jumpUnlessEqualNumber(''),
  JUMP_UNLESS_NIL: ([from, site], { jump }) =>
    `i32[${site} >> 2] |= OTHER; if (!isNil(${at(from)})) ${jump}`,
  JUMP_IF_NIL: ([from, site], { jump }) =>
    `i32[${site} >> 2] |= OTHER; if (isNil(${at(from)})) ${jump}`,
  LOOP: ([, top, pc], { jump, leave }) =>
    `if (!loop(record, ${pc}, ${at(top)})) ${leave('SWITCH')} ${jump}`,
  CALL: ([top, count, site, pc], control) =>
    `canonical(record, ${pc}, (base + ${top} + 8 + (${count} << 3)) | 0);
    ${calling(`call(${at(top)}, ${count}, ${site})`, control)}`,
  INVOKE: ([top, name, count, site, pc], control) =>
    `canonical(record, ${pc}, (base + ${top} + 8 + (${count} << 3)) | 0);
    ${calling(`calls.invoke(${at(top)}, ${name}, ${count}, ${site})`, control)}`,
  SUPER_INVOKE: ([top, name, count, site, pc], control) =>
    `canonical(record, ${pc}, (base + ${top} + 16 + (${count} << 3)) | 0);
    ${calling(`calls.invokeSuper(${at(top)}, ${name}, ${count}, ${site})`, control)}`,
  CLOSURE: checked(0, ([, made]) => `closures.make(top, ${made})`),
  CLOSE_UPVALUE: ([from]) => `closures.close(${at(from)});`,
  RETURN: ([from], { leave, otherFrame }) =>
    `if (leave(record, base, ${at(from)})) ${otherFrame} ${leave('OK')}`,
  CLASS: checked(0, ([, name]) => `classes.make(top, ${name})`),
  INHERIT: checked(16, () => 'classes.inherit(top)'),
  METHOD: checked(16, ([, name]) => `classes.addMethod(top, ${name})`),
};

function fromOperators<Name extends string>(
  operators: Readonly<Record<Name, string>>,
  make: (name: Name, operator: string) => readonly (readonly [string, Handler])[],
): Partial<Record<WordName, Handler>> {
  const pairs = Object.entries<string>(operators);
  return Object.fromEntries(
    pairs.flatMap(([name, operator]) => make(name as Name, operator)),
  ) as Partial<Record<WordName, Handler>>;
}

/** The handler of an operation. Throws where there is none: these engines know only some operations. */
export function handlerOf(name: WordName): Handler {
  const handler = handlers[name];
  if (handler === undefined) {
    throw new Error(`The comparison engines have no handler for ${name}: see word-handlers.ts`);
  }
  return handler;
}
