/** Task 03.6: bytecode, which entries are in registers and stored, and what is emitted. */

import llvm from '#llvm';
import type { FrameState, Register } from '#shared/contracts/ir.ts';
import type { Value } from '#shared/llvm/namespace.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { findControlFlow, type Step } from '#shared/lox/control-flow.ts';
import { disassembleInstruction } from '#shared/lox/disassembler.ts';
import { createFrameState } from '#vm/ir/frame-state';
import { createMemoryIr } from '#vm/ir/memory-ir';
import { createValuesIr } from '#vm/values/values-ir';
import { box, drawing, LINE, label } from '../drawing.ts';

const SOURCE = 'fun f(a, b) { a = a * b; b = a; }';

const CODE_X = 10;
const ENTRIES_X = 200;
const ENTRY_WIDTH = 104;
const EMITTED_X = ENTRIES_X + 5 * (ENTRY_WIDTH + 4) + 14;
const TOP = 58;

interface Row {
  readonly instruction: string;
  readonly entries: readonly {
    readonly text: string;
    readonly isStored: boolean;
    readonly isRegister: boolean;
  }[];
  readonly emitted: string;
}

/** Draws the figure. */
export function drawFrame(): string {
  const rows = rowsOf();
  const headings = ['slot 0', 'slot 1: a', 'slot 2: b', 'slot 3', 'slot 4'];
  return drawing(
    EMITTED_X + 220,
    TOP + rows.length * 30 + 26,
    'Bytecode, entries and what is emitted',
    [
      label(CODE_X, 24, 'bytecode', 'strong'),
      label(ENTRIES_X, 24, 'entries after it: a register, or memory alone', 'strong'),
      label(EMITTED_X, 24, 'emitted', 'strong'),
      ...headings.map((text, index) => label(entryX(index) + 6, 48, text, 'quiet')),
      ...rows.flatMap((row, index) => drawRow(row, TOP + index * 30)),
      label(
        ENTRIES_X,
        TOP + rows.length * 30 + 16,
        'orange: the slot does not have the value yet',
        'quiet',
      ),
    ],
  );
}

const entryX = (index: number) => ENTRIES_X + index * (ENTRY_WIDTH + 4);

function drawRow({ instruction, entries, emitted }: Row, y: number): string[] {
  return [
    label(CODE_X, y + 15, instruction),
    ...entries.map(({ text, isStored, isRegister }, index) =>
      box(
        entryX(index),
        y,
        ENTRY_WIDTH,
        text,
        isRegister ? (isStored ? 'second' : 'third') : 'quiet',
      ),
    ),
    label(EMITTED_X, y + 15, emitted, emitted === 'nothing' ? 'quiet' : 'plain'),
    `<path class="arrow" stroke-dasharray="2 4" d="M10 ${y + LINE + 4}H${EMITTED_X + 180}"/>`,
  ];
}

/** Runs the reference's frame state over the bytecode, and looks at it after each instruction. */
function rowsOf(): Row[] {
  const compiled = compileLox(SOURCE);
  const found = compiled.ok
    ? compiled.script.constants.find(({ kind }) => kind === 'function')
    : undefined;
  if (found?.kind !== 'function') throw new Error('The program of this figure has no function');
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('figure', context);
  const builder = new llvm.IRBuilder(context);
  const word = builder.getInt32Ty();
  const type = llvm.FunctionType.get(word, [builder.getPtrTy(), word], false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const fn = llvm.Function.Create(type, ExternalLinkage, 'figure', module);
  builder.SetInsertPoint(llvm.BasicBlock.Create(context, 'entry', fn));
  const values = createValuesIr(builder);
  const memory = createMemoryIr(builder, fn.getArg(0));
  const accesses: string[] = [];
  const slotOf = (displacement = 0) => displacement / 8;
  const named = new Map<Value, string>();
  const name = (value: Value) => {
    const known = named.get(value) ?? `%${'xyzuvw'[named.size]}`;
    named.set(value, known);
    return known;
  };
  // What the state does to slots is what it asks of memory.
  const watched = {
    ...memory,
    load64(offset: Value | number, displacement?: number) {
      const value = memory.load64(offset, displacement);
      accesses.push(`${name(value)} = load slot ${slotOf(displacement)}`);
      return value;
    },
    store(value: Value, offset: Value | number, displacement?: number) {
      memory.store(value, offset, displacement);
      stored.set(slotOf(displacement), value);
      accesses.push(`store slot ${slotOf(displacement)}`);
    },
  };
  const stored = new Map<number, Value>();
  const state = createFrameState(builder, watched, values, fn.getArg(1));
  state.begin(3);
  const rows: Row[] = [];
  /** The registers that entries have, kept beside the state, which does not show them. */
  let shadow: (Register | undefined)[] = [undefined, undefined, undefined];
  const numberOf = (register: Register) =>
    register.kind === 'number' ? register.value : values.numberOf(register.value);
  const read = (index: number) => {
    const register = state.read(index);
    if (shadow[index] === undefined) stored.set(index, register.value);
    shadow[index] = register;
    return register;
  };
  const perform = (step: Step): void => {
    const operand = step.operands[0]?.value ?? 0;
    switch (step.name) {
      case 'GET_LOCAL': {
        const register = read(operand);
        state.push(register);
        shadow.push(register);
        return;
      }
      case 'SET_LOCAL':
        state.write(operand, read(state.depth() - 1));
        shadow[operand] = shadow.at(-1);
        return;
      case 'MULTIPLY': {
        const [left, right] = [read(state.depth() - 2), read(state.depth() - 1)];
        const value = builder.CreateFMul(numberOf(left), numberOf(right));
        accesses.push(`${name(value)} = fmul ${name(left.value)}, ${name(right.value)}`);
        state.drop();
        state.drop();
        state.push({ kind: 'number', value });
        shadow = [...shadow.slice(0, -2), { kind: 'number', value }];
        return;
      }
      case 'POP':
        state.drop();
        shadow.pop();
        return;
      default:
        throw new Error(`This figure has no ${step.name}`);
    }
  };
  const note = (instruction: string) => {
    rows.push({
      instruction,
      entries: shadow.map((register, index) => ({
        text:
          register === undefined
            ? 'memory'
            : `${name(register.value)}${register.kind === 'number' ? ', number' : ''}`,
        isRegister: register !== undefined,
        isStored: register === undefined || stored.get(index) === register.value,
      })),
      emitted: accesses.splice(0).join('; ') || 'nothing',
    });
  };
  for (const [index, step] of findControlFlow(found.value).steps.entries()) {
    if (step.name === 'NIL') break;
    perform(step);
    note(disassembleInstruction(found.value, index).slice(11).replace(/\s+/g, ' '));
  }
  (state as FrameState).flush();
  note('the block ends: flush');
  context.dispose();
  return rows;
}
