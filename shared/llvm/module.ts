/** Modules: what is verified, optimized and compiled as one. */
import { writeFileSync } from 'node:fs';
import type { FunctionType } from './composite-types.ts';
import { checkContext, type LLVMContext } from './context.ts';
import { LlvmError, LlvmMisuse } from './errors.ts';
import { FunctionCallee, functionObject, type LlvmFunction } from './functions.ts';
import { Lifetime } from './lifetime.ts';
import { createBuffer, takeBuffer, takeMessage } from './messages.ts';
import { c } from './symbols.ts';

/** Functions and global variables. */
export class Module {
  /** LLVM's reference. */
  readonly ref: number;
  readonly context: LLVMContext;
  /** Of the functions and variables: until the module ends, or passes rewrite it. */
  lifetime: Lifetime;
  /** The functions that were asked for, by reference: each is one object. */
  readonly #functions: Map<number, LlvmFunction> = new Map();

  /**
   * A new module, or the object for one that LLVM has made.
   * @param moduleID a name for diagnostics, or the reference of a module that is there
   */
  constructor(moduleID: string | number, context: LLVMContext) {
    checkContext('Module', context);
    this.context = context;
    this.ref =
      typeof moduleID === 'number'
        ? moduleID
        : c.LLVMModuleCreateWithNameInContext(moduleID, context.ref);
    this.lifetime = new Lifetime(context.lifetime);
  }

  /**
   * Reads a module from LLVM's assembly language.
   * @throws LlvmError with line and column when it is not well-formed
   */
  static parseIR(source: string, context: LLVMContext): Module {
    checkContext('Module.parseIR', context);
    const buffer = createBuffer(Buffer.from(source), 'IR');
    const module: [number] = [0];
    const message: [number] = [0];
    if (c.LLVMParseIRInContext(context.ref, buffer, module, message) !== 0) {
      throw new LlvmError(takeMessage(message[0]).trim());
    }
    return new Module(module[0], context);
  }

  /**
   * Reads a module from bitcode, which an older LLVM may have written.
   * @throws LlvmError when it cannot be read
   */
  static parseBitcode(bitcode: Uint8Array, context: LLVMContext): Module {
    checkContext('Module.parseBitcode', context);
    const buffer = createBuffer(bitcode, 'bitcode');
    const module: [number] = [0];
    const message: [number] = [0];
    const failed = c.LLVMParseBitcodeInContext(context.ref, buffer, module, message) !== 0;
    c.LLVMDisposeMemoryBuffer(buffer);
    if (failed) throw new LlvmError(takeMessage(message[0]).trim());
    return new Module(module[0], context);
  }

  /** The module as bitcode. */
  writeBitcode(): Buffer {
    checkModule('Module.writeBitcode', this);
    return takeBuffer(c.LLVMWriteBitcodeToMemoryBuffer(this.ref));
  }
  /** The module in LLVM's assembly language. */
  print(): string {
    checkModule('Module.print', this);
    return takeMessage(c.LLVMPrintModuleToString(this.ref));
  }

  /**
   * Frees the module.
   * @throws LlvmMisuse when it is gone already
   */
  dispose(): void {
    checkModule('Module.dispose', this);
    this.lifetime.end('was disposed of with its module');
    c.LLVMDisposeModule(this.ref);
  }

  /** The context that it is in. */
  getContext(): LLVMContext {
    return this.context;
  }
  /** Its name. */
  getModuleIdentifier(): string {
    checkModule('Module.getModuleIdentifier', this);
    return c.LLVMGetModuleIdentifier(this.ref, [0]);
  }
  /** Gives it another name. */
  setModuleIdentifier(moduleID: string): void {
    checkModule('Module.setModuleIdentifier', this);
    c.LLVMSetModuleIdentifier(this.ref, moduleID, Buffer.byteLength(moduleID));
  }
  /** Its name; the empty string when it has none. */
  getName(): string {
    return this.getModuleIdentifier();
  }
  /** The file that it was compiled from. */
  getSourceFileName(): string {
    checkModule('Module.getSourceFileName', this);
    return c.LLVMGetSourceFileName(this.ref, [0]);
  }
  /** Says which file it was compiled from. */
  setSourceFileName(sourceFileName: string): void {
    checkModule('Module.setSourceFileName', this);
    c.LLVMSetSourceFileName(this.ref, sourceFileName, Buffer.byteLength(sourceFileName));
  }
  /** How its target lays types out; the empty string while that is not said. */
  getDataLayoutStr(): string {
    checkModule('Module.getDataLayoutStr', this);
    return c.LLVMGetDataLayoutStr(this.ref);
  }
  /**
   * Says how the target lays types out in memory; see `TargetMachine.getDataLayoutStr`.
   * @throws LlvmMisuse when LLVM does not understand it
   */
  setDataLayout(description: string): void {
    checkModule('Module.setDataLayout', this);
    checkDataLayout('Module.setDataLayout', this.context, description);
    c.LLVMSetDataLayout(this.ref, description);
  }
  /** For what machine it is; the empty string while that is not said. */
  getTargetTriple(): string {
    checkModule('Module.getTargetTriple', this);
    return c.LLVMGetTarget(this.ref);
  }
  /** Says for what machine it is, such as `x86_64-pc-linux-gnu`. */
  setTargetTriple(triple: string): void {
    checkModule('Module.setTargetTriple', this);
    c.LLVMSetTarget(this.ref, triple);
  }

  /** The function of that name, or null. */
  getFunction(name: string): LlvmFunction | null {
    checkModule('Module.getFunction', this);
    const ref = c.LLVMGetNamedFunction(this.ref, name);
    return ref === 0 ? null : this.functionAt(ref);
  }
  /** All functions, in their order. */
  getFunctionList(): LlvmFunction[] {
    checkModule('Module.getFunctionList', this);
    return functionRefs(this).map((ref) => this.functionAt(ref));
  }
  /**
   * The function of that name; declares it when there is none.
   * @throws LlvmMisuse when it has another type
   */
  getOrInsertFunction(name: string, funcType: FunctionType): FunctionCallee {
    const method = 'Module.getOrInsertFunction';
    checkModule(method, this);
    let fn = this.getFunction(name);
    if (fn === null) {
      if (funcType.context !== this.context) {
        throw new LlvmMisuse(method, `${funcType} belongs to another context`);
      }
      fn = this.functionAt(c.LLVMAddFunction(this.ref, name, funcType.ref));
    }
    if (fn.functionType !== funcType) {
      throw new LlvmMisuse(method, `'${name}' is ${fn.functionType}, not ${funcType}`);
    }
    return new FunctionCallee(funcType, fn);
  }
  /** Whether there are no functions. */
  empty(): boolean {
    checkModule('Module.empty', this);
    return c.LLVMGetFirstFunction(this.ref) === 0;
  }

  /** The object for the function that LLVM has at `ref`. */
  functionAt(ref: number): LlvmFunction {
    let fn = this.#functions.get(ref);
    if (fn === undefined) {
      fn = functionObject(this, ref);
      this.#functions.set(ref, fn);
    }
    return fn;
  }
  /** Drops the object of a function that was erased. */
  forget(fn: LlvmFunction): void {
    this.#functions.delete(fn.ref);
  }
  /** Ends the time of all that was handed out, because passes rewrite the module. */
  renew(): void {
    this.lifetime.end('is from before the passes ran, and they may have removed it');
    this.lifetime = new Lifetime(this.context.lifetime);
    this.#functions.clear();
  }
}

/** Layouts that LLVM has understood. */
const understood = new Set<string>();

/** A layout that is not well-formed ends the process, but not when it is read as part of IR. */
function checkDataLayout(method: string, context: LLVMContext, description: string): void {
  if (understood.has(description)) return;
  try {
    Module.parseIR(`target datalayout = "${description}"`, context).dispose();
  } catch (error) {
    throw new LlvmMisuse(method, (error as Error).message);
  }
  understood.add(description);
}

/** Writes a module as bitcode to a file. */
export function WriteBitcodeToFile(module: Module, filename: string): void {
  writeFileSync(filename, module.writeBitcode());
}

/** References of all functions. */
export function functionRefs(module: Module): number[] {
  const refs: number[] = [];
  let ref = c.LLVMGetFirstFunction(module.ref);
  while (ref !== 0) {
    refs.push(ref);
    ref = c.LLVMGetNextFunction(ref);
  }
  return refs;
}

/**
 * Checks that a module is one, and is there.
 * @throws LlvmMisuse when it is not
 */
export function checkModule(method: string, module: Module): void {
  if (!(module instanceof Module)) throw new LlvmMisuse(method, 'the module is missing');
  const { ended } = module.lifetime;
  if (ended !== null) throw new LlvmMisuse(method, `the module ${ended}`);
}
