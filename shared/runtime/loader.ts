/**
 * Loading: puts compiled functions into linear memory, where every tier reads
 * them. Nothing that is written here ever moves.
 */
import { Tier, tierNames } from '../contracts/engine.ts';
import type { LoadedFunction, Machine } from '../contracts/machine.ts';
import type { BytecodeFunction, Constant } from '../lox/bytecode.ts';
import {
  Capture,
  FunctionObject,
  GlobalCell,
  Header,
  Kind,
  NO_SHAPE,
  Region,
  SITE_SIZE,
  SIZE_SHIFT,
  Site,
  SLOT_SIZE,
  State,
} from '../memory/layout.ts';

/** Puts what the bytecode compiler made into one VM's memory. */
export interface Loader {
  /**
   * Loads a function and all functions in it.
   * @returns what was loaded, or undefined with `Out of memory.` parked
   */
  load(bytecode: BytecodeFunction): LoadedFunction | undefined;
  /** The offset of a global variable's cell, made if need be; 0: out of memory. */
  globalCell(name: string): number;
}

type LoaderNeeds = Pick<
  Machine,
  'options' | 'memory' | 'values' | 'heap' | 'strings' | 'events' | 'functions'
>;

/** Makes the loader of one VM. */
export function createLoader(machine: LoaderNeeds): Loader {
  const { options, memory, values, heap, strings, events, functions } = machine;
  const firstTier = options.tier === 'auto' ? Tier.INTERPRETER : tierNames.indexOf(options.tier);
  const { i32, i64, u8 } = memory;
  const cells = new Map<string, number>();
  const GLOBALS = (Region.state + State.globals) >> 2;
  const FUNCTIONS = (Region.state + State.functions) >> 2;
  const STUB = (Region.state + State.stub) >> 3;

  function globalCell(name: string): number {
    const known = cells.get(name);
    if (known !== undefined) return known;
    const string = strings.intern(name);
    const cell = string === 0 ? 0 : heap.allocateNonMoving(GlobalCell.size);
    if (cell === 0) return 0;
    values.setEmpty(cell + GlobalCell.value);
    i32[(cell + GlobalCell.name) >> 2] = string;
    i32[(cell + GlobalCell.next) >> 2] = i32[GLOBALS];
    i32[GLOBALS] = cell;
    cells.set(name, cell);
    return cell;
  }

  /** What a constant refers to; 0: out of memory. */
  function referenceOf(constant: Exclude<Constant, { kind: 'number' }>): number {
    switch (constant.kind) {
      case 'string':
      case 'name':
        return strings.intern(constant.value);
      case 'global':
        return globalCell(constant.value);
      case 'function':
        return load(constant.value)?.offset ?? 0;
    }
  }

  /** Fills a constant table. The function's count grows with it, so that the collector sees what is there. */
  function loadConstants(object: number, constants: readonly Constant[]): boolean {
    for (const [index, constant] of constants.entries()) {
      const slot = i32[(object + FunctionObject.constants) >> 2] + index * SLOT_SIZE;
      if (constant.kind === 'number') {
        values.setNumber(slot, constant.value);
      } else {
        const reference = referenceOf(constant);
        if (reference === 0) return false;
        values.setReference(slot, reference);
      }
      i32[(object + FunctionObject.constantCount) >> 2] = index + 1;
    }
    return true;
  }

  /** Writes the function object with its code and capture list; constants come after. */
  function writeFunction(object: number, tables: number, bytecode: BytecodeFunction): void {
    const set = (field: number, value: number) => {
      i32[(object + field) >> 2] = value;
    };
    const captures = tables + bytecode.constants.length * SLOT_SIZE;
    const sites = captures + bytecode.captures.length * Capture.size;
    const code = sites + bytecode.sites.length * SITE_SIZE;
    set(Header.info, Kind.FUNCTION | ((FunctionObject.size >> 3) << SIZE_SHIFT));
    set(FunctionObject.id, functions.length);
    set(FunctionObject.next, i32[FUNCTIONS]);
    i32[FUNCTIONS] = object;
    set(FunctionObject.arity, bytecode.arity);
    set(FunctionObject.frameBytes, bytecode.frameSlots * SLOT_SIZE);
    set(FunctionObject.constants, tables);
    set(FunctionObject.captures, captures);
    set(FunctionObject.captureCount, bytecode.captures.length);
    set(FunctionObject.sites, sites);
    set(FunctionObject.siteCount, bytecode.sites.length);
    set(FunctionObject.code, code);
    set(FunctionObject.codeBytes, bytecode.code.length);
    set(FunctionObject.tier, firstTier);
    i64[(object + FunctionObject.entry) >> 3] = i64[STUB];
    u8.set(bytecode.code, code);
    for (let site = sites; site < code; site += SITE_SIZE) i32[(site + Site.shape) >> 2] = NO_SHAPE;
    for (const [index, capture] of bytecode.captures.entries()) {
      const entry = captures + index * Capture.size;
      i32[(entry + Capture.fromLocal) >> 2] = capture.from === 'local' ? 1 : 0;
      i32[(entry + Capture.index) >> 2] = capture.index;
    }
  }

  function load(bytecode: BytecodeFunction): LoadedFunction | undefined {
    const tablesBytes =
      bytecode.constants.length * SLOT_SIZE +
      bytecode.captures.length * Capture.size +
      bytecode.sites.length * SITE_SIZE +
      bytecode.code.length;
    const offset = heap.allocateNonMoving(FunctionObject.size + tablesBytes);
    if (offset === 0) return undefined;
    writeFunction(offset, offset + FunctionObject.size, bytecode);
    const loaded = { bytecode, offset };
    functions.push(loaded);
    if (!loadConstants(offset, bytecode.constants)) return undefined;
    events.emit('loaded', { name: bytecode.name || 'script', bytes: bytecode.code.length });
    return loaded;
  }

  return { load, globalCell };
}
