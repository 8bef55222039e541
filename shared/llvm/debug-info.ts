/**
 * Debug locations: which line of the source each instruction is for. Passes
 * and the code generator carry them along, and printed IR and assembly show
 * them.
 */
import { checkContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import type { LlvmFunction } from './functions.ts';
import type { InsertPoint } from './insert-point.ts';
import { checkModule, type Module } from './module.ts';
import { nameAt } from './scratch.ts';
import { c } from './symbols.ts';
import { alive } from './values.ts';

/** DWARF's number for C, which says as little of the source as possible. */
const LANGUAGE_C = 1;
/** Only locations are wanted, not types and variables. */
const LINE_TABLES_ONLY = 2;
/** What two modules with the flag do when they are linked: take the one, and warn. */
const FLAG_WARNING = 1;
/** The version of debug info in LLVM's IR. */
const DEBUG_INFO_VERSION = 3;

/** Gives the functions of one module their source. */
export class DebugInfo {
  readonly #module: Module;
  readonly #ref: number;
  readonly #file: number;
  #scope = 0;

  /**
   * Begins the debug information of a module.
   * @param fileName of the source
   */
  constructor(module: Module, fileName: string) {
    checkModule('DebugInfo', module);
    this.#module = module;
    this.#ref = c.LLVMCreateDIBuilder(module.ref);
    this.#file = c.LLVMDIBuilderCreateFile(this.#ref, fileName, byteLength(fileName), '', 0);
    const none = nameAt('');
    c.LLVMDIBuilderCreateCompileUnit(
      this.#ref,
      LANGUAGE_C,
      this.#file,
      none,
      0,
      0,
      none,
      0,
      0,
      none,
      0,
      LINE_TABLES_ONLY,
      0,
      0,
      0,
      none,
      0,
      none,
      0,
    );
    const version = c.LLVMValueAsMetadata(
      c.LLVMConstInt(c.LLVMIntTypeInContext(module.context.ref, 32), DEBUG_INFO_VERSION, 0),
    );
    const flag = 'Debug Info Version';
    c.LLVMAddModuleFlag(module.ref, FLAG_WARNING, flag, byteLength(flag), version);
  }

  /** Says on which line a function begins; locations belong to it from here on. */
  setFunction(fn: LlvmFunction, name: string, line: number): void {
    const { ref } = alive('DebugInfo.setFunction', fn);
    const type = c.LLVMDIBuilderCreateSubroutineType(this.#ref, this.#file, 0, 0, 0);
    const length = byteLength(name);
    this.#scope = c.LLVMDIBuilderCreateFunction(
      this.#ref,
      this.#file,
      name,
      length,
      name,
      length,
      this.#file,
      line,
      type,
      0,
      1,
      line,
      0,
      0,
    );
    c.LLVMSetSubprogram(ref, this.#scope);
  }

  /**
   * Gives what the builder makes from here on its place in the source.
   * @throws LlvmMisuse when no function was named
   */
  setLocation(builder: InsertPoint, line: number, column: number): void {
    const { context } = this.#module;
    checkContext('DebugInfo.setLocation', context);
    if (this.#scope === 0) throw new LlvmMisuse('DebugInfo.setLocation', 'no function was named');
    const location = c.LLVMDIBuilderCreateDebugLocation(context.ref, line, column, this.#scope, 0);
    c.LLVMSetCurrentDebugLocation2(builder.ref, location);
  }

  /** Completes what was begun. To be called before the module is verified, once. */
  finalize(): void {
    checkModule('DebugInfo.finalize', this.#module);
    c.LLVMDIBuilderFinalize(this.#ref);
    c.LLVMDisposeDIBuilder(this.#ref);
  }
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
