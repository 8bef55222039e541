/**
 * Predecoded stack words: the instructions of bytecode as they are, on the
 * operand stack, but each as a 32-bit word with its operands in words behind it:
 * slots as distances, constants and sites as offsets, jumps as distances in
 * words. What this gains over bytecode is what decoding costs.
 */
import type { Engine, Status } from '#shared/contracts/engine.ts';
import type { ThreadedNeeds } from '#shared/contracts/threaded.ts';
import { Op, type OpcodeName, opcodes } from '#shared/lox/opcodes.ts';
import { FrameRecord, FunctionObject } from '#shared/memory/layout.ts';
import { createEnvironment, generate } from './environment.ts';
import { createStackTranslator } from './stack-translator.ts';

/** Makes that engine. */
export function createStackWords(machine: ThreadedNeeds): Engine {
  const environment = {
    ...createEnvironment(machine),
    translate: createStackTranslator(machine),
    RESUME: FunctionObject.resume,
    WORDS: FunctionObject.words,
    LOOPS: FunctionObject.loops,
    NEXT: FrameRecord.resume,
    RECORD: FrameRecord.size,
  };
  return { run: generate<() => Status>(environment, engineText()) };
}

/** Operands of the instruction at `ip`. */
const [A, B, C, D] = ['i32[ip + 1]', 'i32[ip + 2]', 'i32[ip + 3]', 'i32[ip + 4]'];
const push = (text: string) => `${text} sp = (sp + 8) | 0;`;
const canonical = (pc: string) => `i32[(record + PC) >> 2] = ${pc}; i32[STACK_TOP] = sp;`;
const failing = (condition: string) => `if (!${condition}) return ERROR;`;
const jump = `{ ip = (ip + ${A}) | 0; break; }`;

function binary(set: 'setNumber' | 'setBoolean', operator: string): string {
  return `
    sp = (sp - 8) | 0;
    const left = (sp - 8) | 0;
    if (!areNumbers(left, sp)) return raise(record, ${A}, 'Operands must be numbers.');
    ${set}(left, numberAt(left) ${operator} numberAt(sp));`;
}

/** @param pops operands above the one that the result replaces */
function access(method: string, operands: number, pops: number): string {
  return `${canonical(C)}
    ${failing(`properties.${method}(${B}, ${A}, (sp - ${8 * operands}) | 0)`)}
    sp = (sp - ${8 * pops}) | 0;`;
}

/** @param pc the operand behind the others */
const call = (count: string, pc: string, words: number, pops: number, text: string) => `
    const callee = (sp - ${8 + 8 * pops} - (${count} << 3)) | 0;
    ${canonical(pc)}
    i32[(record + NEXT) >> 2] = ip + ${words};
    const called = ${text};
    if (called < 0) return ERROR;
    if (called !== COMPLETED) {
      record = (record + RECORD) | 0;
      code = called;
      base = callee;
      ip = i32[(code + WORDS) >> 2] >> 2;
      break frame;
    }
    sp = (callee + 8) | 0;`;

const upvalue = `const upvalue = i32[(i32[(record + CLOSURE) >> 2] + ${A}) >> 2];`;

/** What each instruction does before `ip` goes on to the next one. */
const handlers: Readonly<Record<OpcodeName, string>> = {
  CONSTANT: push(`copy(sp, ${A});`),
  NIL: push('setNil(sp);'),
  TRUE: push('setBoolean(sp, true);'),
  FALSE: push('setBoolean(sp, false);'),
  POP: 'sp = (sp - 8) | 0;',
  GET_LOCAL: push(`copy(sp, (base + ${A}) | 0);`),
  SET_LOCAL: `copy((base + ${A}) | 0, (sp - 8) | 0);`,
  GET_UPVALUE: push(`${upvalue} copy(sp, i32[(upvalue + LOCATION) >> 2]);`),
  SET_UPVALUE: `${upvalue} copy(i32[(upvalue + LOCATION) >> 2], (sp - 8) | 0); writeBarrier(upvalue);`,
  GET_GLOBAL: push(`i32[(record + PC) >> 2] = ${B}; ${failing(`globals.get(${A}, sp)`)}`),
  DEFINE_GLOBAL: `sp = (sp - 8) | 0; globals.define(${A}, sp);`,
  SET_GLOBAL: `i32[(record + PC) >> 2] = ${B}; ${failing(`globals.set(${A}, (sp - 8) | 0)`)}`,
  GET_PROPERTY: access('get', 1, 0),
  SET_PROPERTY: access('set', 2, 1),
  GET_SUPER: access('getSuper', 2, 1),
  EQUAL: `sp = (sp - 8) | 0; operators.equal((sp - 8) | 0, ${A});`,
  NOT_EQUAL: `sp = (sp - 8) | 0; const left = (sp - 8) | 0;
    operators.equal(left, ${A}); setBoolean(left, isFalsey(left));`,
  GREATER: binary('setBoolean', '>'),
  GREATER_EQUAL: binary('setBoolean', '>='),
  LESS: binary('setBoolean', '<'),
  LESS_EQUAL: binary('setBoolean', '<='),
  ADD: `sp = (sp - 8) | 0;
    const left = (sp - 8) | 0;
    if (areNumbers(left, sp)) {
      i32[${A} >> 2] |= NUMBERS;
      setNumber(left, numberAt(left) + numberAt(sp));
    } else {
      canonical(record, ${B}, (sp + 8) | 0);
      ${failing(`operators.add(left, ${A})`)}
    }`,
  SUBTRACT: binary('setNumber', '-'),
  MULTIPLY: binary('setNumber', '*'),
  DIVIDE: binary('setNumber', '/'),
  NOT: 'setBoolean((sp - 8) | 0, isFalsey((sp - 8) | 0));',
  NEGATE: `const top = (sp - 8) | 0;
    if (!isNumber(top)) return raise(record, ${A}, 'Operand must be a number.');
    setNumber(top, -numberAt(top));`,
  PRINT: 'sp = (sp - 8) | 0; printer.print(sp);',
  JUMP: jump,
  JUMP_IF_FALSE: `sp = (sp - 8) | 0; if (isFalsey(sp)) ${jump}`,
  AND: `if (isFalsey((sp - 8) | 0)) ${jump} sp = (sp - 8) | 0;`,
  OR: `if (!isFalsey((sp - 8) | 0)) ${jump} sp = (sp - 8) | 0;`,
  LOOP: `const loops = (i32[(code + LOOPS) >> 2] + 1) | 0;
    i32[(code + LOOPS) >> 2] = loops;
    remaining = (remaining - 1) | 0;
    if (i32[POLL] !== 0 || remaining < 0) {
      canonical(record, ${B}, sp);
      return SWITCH;
    }
    ${jump}`,
  CALL: call(A, C, 4, 0, `calls.call(callee, ${A}, ${B})`),
  INVOKE: call(B, D, 5, 0, `calls.invoke(callee, ${A}, ${B}, ${C})`),
  SUPER_INVOKE: call(B, D, 5, 1, `calls.invokeSuper(callee, ${A}, ${B}, ${C})`),
  CLOSURE: push(`${canonical(B)} ${failing(`closures.make(sp, ${A})`)}`),
  CLOSE_UPVALUE: 'sp = (sp - 8) | 0; closures.close(sp);',
  RETURN: `if (!leave(record, base, (sp - 8) | 0)) return OK;
    sp = (base + 8) | 0;
    record = (record - RECORD) | 0;
    code = i32[i32[(record + CLOSURE) >> 2] >> 2];
    base = i32[(record + BASE) >> 2];
    ip = i32[(record + NEXT) >> 2];
    break frame;`,
  CLASS: push(`${canonical(B)} ${failing(`classes.make(sp, ${A})`)}`),
  INHERIT: `${canonical(A)} ${failing('classes.inherit((sp - 16) | 0)')} sp = (sp - 8) | 0;`,
  METHOD: `${canonical(B)} ${failing(`classes.addMethod((sp - 16) | 0, ${A})`)} sp = (sp - 8) | 0;`,
};

/** The engine, whose loop has the form of the interpreter's. */
function engineText(): string {
  const cases = Object.entries(handlers).map(([name, text]) => {
    const code = Op[name as OpcodeName];
    const words = opcodes[name as OpcodeName].operands.length + 2;
    return `case ${code}: { ${text} ip = (ip + ${words}) | 0; break; }`;
  });
  return `
    return () => {
      let remaining = (quantum() + 1) | 0;
      let record = i32[FRAME];
      let code = i32[i32[(record + CLOSURE) >> 2] >> 2];
      let base = i32[(record + BASE) >> 2];
      let sp = i32[STACK_TOP];
      let ip = 0;
      for (;;) {
        if (i32[(record + TIER) >> 2] !== THREADED) return SWITCH;
        remaining = (remaining - 1) | 0;
        if (i32[POLL] !== 0 || remaining < 0) return SWITCH;
        if (ip === 0) {
          if (!translate(code)) return ERROR;
          ip = i32[(i32[(code + RESUME) >> 2] + (i32[(record + PC) >> 2] << 2)) >> 2];
        }
        frame: for (;;) {
          switch (i32[ip]) { ${cases.join('\n')} }
        }
      }
    };`;
}
