/**
 * Compiled functions for people: their IR, before and after the passes, and
 * their assembly, each with the bytecode and the lines of the source that it is
 * for. Nothing is run.
 *
 * LLVM carries a location along with each instruction. A location is a line
 * and a column; the line is that of the source, and the column stands for the
 * instruction of the bytecode: its offset and one.
 */
import llvm from '#llvm';
import type { LoadedFunction, Machine } from '#shared/contracts/machine.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { instructionAt } from '#shared/lox/bytecode.ts';
import { describeFunction, disassembleInstruction } from '#shared/lox/disassembler.ts';
import { PASSES, TARGET } from '#shared/native/passes.ts';
import { compileBaseline } from '#vm/jit/baseline';
import { createSnapshots } from '#vm/jit/snapshot';

/** What there is to see of a function. */
interface Compilation {
  readonly bytecode: BytecodeFunction;
  readonly irBefore: string;
  readonly irAfter: string;
  readonly assembly: string;
  readonly map: readonly AddressRange[];
}

/** Machine code that is for one instruction of the bytecode. */
export interface AddressRange {
  /** Where it begins, in bytes from the function's entry. It ends where the next range begins. */
  readonly address: number;
  /** Offset of the instruction in the bytecode. */
  readonly offset: number;
}

/** The bytecode that each stretch of machine code is for, from an object file with our locations. */
export function addressMap(object: Uint8Array): AddressRange[] {
  const rows = llvm.readLineTable(object).filter(({ column }) => column > 0);
  return rows
    .map(({ address, column }) => ({ address, offset: column - 1 }))
    .filter(({ offset }, index, all) => offset !== all[index - 1]?.offset);
}

/** All functions as IR, before and after the passes. @throws LlvmUnavailable */
export function listIr(machine: Machine, functions: readonly LoadedFunction[]): string {
  return compileAll(machine, functions)
    .map(({ bytecode, irBefore, irAfter }) =>
      [
        `== ${describeFunction(bytecode)}: IR ==`,
        readableIr(bytecode, irBefore),
        `== ${describeFunction(bytecode)}: IR after ${PASSES} ==`,
        readableIr(bytecode, irAfter),
      ].join('\n'),
    )
    .join('\n');
}

/**
 * All functions as assembly, each with the map that leads from addresses back
 * to bytecode. @throws LlvmUnavailable
 */
export function listAssembly(machine: Machine, functions: readonly LoadedFunction[]): string {
  return compileAll(machine, functions)
    .map(({ bytecode, assembly, map }) =>
      [
        `== ${describeFunction(bytecode)}: machine code ==`,
        readableAssembly(bytecode, assembly),
        `== ${describeFunction(bytecode)}: addresses ==`,
        readableMap(bytecode, map),
      ].join('\n'),
    )
    .join('\n');
}

function compileAll(machine: Machine, functions: readonly LoadedFunction[]): Compilation[] {
  const takeSnapshot = createSnapshots(machine);
  const target = new llvm.TargetMachine(TARGET);
  const compilations = functions.map(({ offset, bytecode }) => {
    const name = bytecode.name || 'script';
    const context = new llvm.LLVMContext();
    const module = new llvm.Module(name, context);
    target.configure(module);
    const debug = new llvm.DebugInfo(module, 'program.lox');
    let known = false;
    compileBaseline(module, takeSnapshot(offset), name, (builder, step) => {
      const { line } = bytecode.spans[instructionAt(bytecode, step.offset)].end;
      const compiled = module.getFunction(name);
      if (!known && compiled !== null) debug.setFunction(compiled, name, line);
      known = true;
      debug.setLocation(builder, line, step.offset + 1);
    });
    debug.finalize();
    const irBefore = module.print();
    llvm.runPasses(module, PASSES, target);
    const irAfter = module.print();
    const assembly = target.emitAssembly(module);
    const map = addressMap(target.emitObject(module));
    context.dispose();
    return { bytecode, irBefore, irAfter, assembly, map };
  });
  target.dispose();
  return compilations;
}

/** The map from addresses to bytecode, a line for each range. */
function readableMap(bytecode: BytecodeFunction, map: readonly AddressRange[]): string {
  const lines = map.map(
    ({ address, offset }) => `${hexadecimal(address)}  ${remark(bytecode, offset + 1)}`,
  );
  return `${lines.join('\n')}\n`;
}

function hexadecimal(address: number): string {
  return `0x${address.toString(16).padStart(4, '0')}`;
}

/** The instruction of the bytecode that a location's column stands for, as a remark. */
function remark(bytecode: BytecodeFunction, column: number): string {
  const index = bytecode.offsets.indexOf(column - 1);
  return index < 0 ? '' : disassembleInstruction(bytecode, index).replace('|', ' ');
}

/** Printed IR without declarations and metadata, with a remark wherever another location begins. */
function readableIr(bytecode: BytecodeFunction, printed: string): string {
  const columns = new Map(
    [...printed.matchAll(/^(!\d+) = !DILocation\(line: \d+, column: (\d+)/gm)].map(
      ([, node, column]) => [node, Number(column)],
    ),
  );
  const body = printed.slice(printed.indexOf('\ndefine ') + 1, printed.indexOf('\n}') + 3);
  let last = '';
  return body
    .split('\n')
    .flatMap((line) => {
      const [, code, node] = /^(.*), !dbg (!\d+)(?: \{)?$/.exec(line) ?? [undefined, line, ''];
      if (line.startsWith('define ')) return [line.replace(/ !dbg !\d+/, '')];
      const column = columns.get(node);
      const text = column === undefined ? '' : remark(bytecode, column);
      if (text === '' || text === last) return [code];
      last = text;
      return [`  ; ${text}`, code];
    })
    .join('\n');
}

/** Assembly without directives, with a remark wherever another location begins. */
function readableAssembly(bytecode: BytecodeFunction, printed: string): string {
  let last = '';
  return `${printed
    .split('\n')
    .flatMap((line) => {
      const location = /^\s+\.loc\s+\d+ \d+ (\d+)/.exec(line);
      if (location !== null) {
        const text = remark(bytecode, Number(location[1]));
        if (text === '' || text === last) return [];
        last = text;
        return [`# ${text}`];
      }
      const isCode = /^\s+[a-z]/.test(line) || /^(\.LBB\d+_\d+|[a-zA-Z_$][\w.$]*):/.test(line);
      return isCode ? [line.replace(/\s+#.*$/, '').replaceAll('\t', '    ')] : [];
    })
    .join('\n')}\n`;
}
