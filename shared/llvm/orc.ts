/**
 * ORC, LLVM's just-in-time compiler. Modules go in, addresses come out; what a
 * resource tracker has tracked can be freed again.
 */
import koffi, { type TypeObject } from 'koffi';
import { throwDiagnostics } from './diagnostics.ts';
import { LlvmError, LlvmMisuse } from './errors.ts';
import { Lifetime } from './lifetime.ts';
import { createBuffer, takeError, throwIfError } from './messages.ts';
import type { Module } from './module.ts';
import { wordsAt } from './scratch.ts';
import { c } from './symbols.ts';
import { TargetMachine, type TargetOptions } from './target-machine.ts';
import { checkValid } from './verify.ts';

/** Flags of an absolute symbol: others may see it, and may call it. */
const EXPORTED_AND_CALLABLE = 1 | 4;

/** A just-in-time compiler. It has one optimization level; for another one make another. */
export class LLJIT {
  readonly #ref: number;
  readonly #dylib: number;
  readonly #lifetime = new Lifetime(null);
  readonly #reporter: bigint;
  /** Those that have not ended. They refer to the JIT, and have to be released before it. */
  readonly #trackers: Set<ResourceTracker> = new Set();
  /** What went wrong since the last call, in LLVM's words. */
  readonly #reports: string[] = [];

  /**
   * @param options for which processor, and how thoroughly, code is generated
   * @throws LlvmError when LLVM cannot make one
   */
  constructor(options: TargetOptions = {}) {
    const builder = c.LLVMOrcCreateLLJITBuilder();
    const machine = new TargetMachine(options).moveToJit();
    const template = c.LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine(machine);
    c.LLVMOrcLLJITBuilderSetJITTargetMachineBuilder(builder, template);
    const jit: [number] = [0];
    throwIfError(c.LLVMOrcCreateLLJIT(jit, builder), 'no JIT could be made');
    this.#ref = jit[0];
    this.#dylib = c.LLVMOrcLLJITGetMainJITDylib(this.#ref);
    const report = (_context: unknown, error: number) => {
      this.#reports.push(takeError(error) ?? '');
    };
    this.#reporter = koffi.register(report, reporterType());
    c.LLVMOrcExecutionSessionSetErrorReporter(this.#session(), Number(this.#reporter), 0);
  }

  /**
   * Adds a module. The JIT takes the module and its context over: nothing of
   * them may be used any more, not even when an error is thrown after the
   * verification. It is compiled when one of its functions is first looked up.
   * @param tracker by which its code can be freed; without one it stays as long as the JIT
   * @throws InvalidModule when it is broken, LlvmError when a function of that name is there
   */
  addModule(module: Module, tracker?: ResourceTracker): void {
    const method = 'LLJIT.addModule';
    this.#check(method);
    const owner = this.#tracker(method, tracker);
    checkValid(method, module);
    const { context } = module;
    if (context.lifetime.inner.size > 1) {
      throw new LlvmMisuse(method, "the module's context has other modules: give each its own");
    }
    const threadSafeContext = context.moveToJit();
    const threadSafeModule = c.LLVMOrcCreateNewThreadSafeModule(module.ref, threadSafeContext);
    c.LLVMOrcDisposeThreadSafeContext(threadSafeContext);
    const error = c.LLVMOrcLLJITAddLLVMIRModuleWithRT(this.#ref, owner, threadSafeModule);
    this.#throwIfError(error, 'the module was not added');
  }

  /**
   * Adds an object file, such as `TargetMachine.emitObject` makes.
   * @throws LlvmError when it is none, or a function of that name is there
   */
  addObject(object: Uint8Array, tracker?: ResourceTracker): void {
    const method = 'LLJIT.addObject';
    this.#check(method);
    const owner = this.#tracker(method, tracker);
    const buffer = createBuffer(object, 'object');
    const error = c.LLVMOrcLLJITAddObjectFileWithRT(this.#ref, owner, buffer);
    this.#throwIfError(error, 'the object file was not added');
  }

  /**
   * Gives names to addresses: modules can declare functions and variables of
   * these names. They stay as long as the JIT.
   * @throws LlvmError when one of the names is taken
   */
  defineAbsolute(symbols: Readonly<Record<string, number>>): void {
    this.#check('LLJIT.defineAbsolute');
    const pairs = Object.entries(symbols).flatMap(([name, address]) => [
      c.LLVMOrcLLJITMangleAndIntern(this.#ref, name),
      address,
      EXPORTED_AND_CALLABLE,
    ]);
    const unit = c.LLVMOrcAbsoluteSymbols(wordsAt(pairs), pairs.length / 3);
    const error = c.LLVMOrcJITDylibDefine(this.#dylib, unit);
    if (error !== 0) c.LLVMOrcDisposeMaterializationUnit(unit);
    this.#throwIfError(error, 'the symbols were not defined');
  }

  /**
   * The address of a function or variable; compiles it if that has not been done.
   * @throws LlvmError when there is none of that name, or something that it needs is missing
   */
  lookup(name: string): number {
    this.#check('LLJIT.lookup');
    const address: [number] = [0];
    this.#throwIfError(c.LLVMOrcLLJITLookup(this.#ref, address, name), `no '${name}'`);
    throwDiagnostics(`no '${name}'`);
    return address[0];
  }

  /** A tracker for modules that are to be freed together. */
  createTracker(): ResourceTracker {
    this.#check('LLJIT.createTracker');
    const ref = c.LLVMOrcJITDylibCreateResourceTracker(this.#dylib);
    const tracker = new ResourceTracker(ref, this.#lifetime, {
      ended: () => this.#trackers.delete(tracker),
      removed: () => this.#forgetNames(),
    });
    this.#trackers.add(tracker);
    return tracker;
  }

  /**
   * Frees the JIT with all its code, none of which may be running. Trackers are disposed of with it.
   * @throws LlvmMisuse when it is gone already
   */
  dispose(): void {
    this.#check('LLJIT.dispose');
    for (const tracker of this.#trackers) tracker.dispose();
    this.#lifetime.end('was disposed of with its JIT');
    throwIfError(c.LLVMOrcDisposeLLJIT(this.#ref), 'the JIT was not disposed of');
    koffi.unregister(this.#reporter);
  }

  #session(): number {
    return c.LLVMOrcLLJITGetExecutionSession(this.#ref);
  }

  /** Frees the names of symbols that are gone. */
  #forgetNames(): void {
    const pool = c.LLVMOrcExecutionSessionGetSymbolStringPool(this.#session());
    c.LLVMOrcSymbolStringPoolClearDeadEntries(pool);
  }

  #tracker(method: string, tracker: ResourceTracker | undefined): number {
    if (tracker === undefined) return c.LLVMOrcJITDylibGetDefaultResourceTracker(this.#dylib);
    return tracker.use(method, this.#lifetime);
  }

  #check(method: string): void {
    const { ended } = this.#lifetime;
    if (ended !== null) throw new LlvmMisuse(method, `the JIT ${ended}`);
  }

  /** Throws an error together with what was reported on the way to it: that has the reason. */
  #throwIfError(error: number, what: string): void {
    const message = takeError(error);
    const reports = this.#reports.splice(0);
    if (message !== null) throw new LlvmError([`${what}: ${message}`, ...reports].join('\n'));
  }
}

/** The type of the function that ORC reports errors to. */
function reporterType(): TypeObject {
  return koffi.pointer(koffi.proto('void', ['uintptr_t', 'uintptr_t']));
}

/** What a tracker tells its JIT. */
export interface TrackerReport {
  /** It can no longer be used. */
  ended(): void;
  /** Its code has been freed. */
  removed(): void;
}

/** Tracks what modules have been compiled to, so that it can be freed. */
export class ResourceTracker {
  readonly #ref: number;
  readonly #jit: Lifetime;
  readonly #lifetime: Lifetime;
  readonly #report: TrackerReport;

  /** Trackers come from `LLJIT.createTracker`. */
  constructor(ref: number, jit: Lifetime, report: TrackerReport) {
    this.#ref = ref;
    this.#jit = jit;
    this.#lifetime = new Lifetime(jit);
    this.#report = report;
  }

  /**
   * Frees the code, and ends the tracker. No frame of that code may be on a stack, and no
   * address of it may be called again: the process would end.
   * @throws LlvmMisuse when the tracker has ended
   */
  remove(): void {
    this.use('ResourceTracker.remove', this.#jit);
    const error = c.LLVMOrcResourceTrackerRemove(this.#ref);
    this.#end('has removed its code');
    throwIfError(error, 'the code was not removed');
    this.#report.removed();
  }

  /**
   * Hands all it tracks to another tracker of the same JIT, and goes on empty.
   * @throws LlvmMisuse when one of them has ended
   */
  transferTo(other: ResourceTracker): void {
    const method = 'ResourceTracker.transferTo';
    const from = this.use(method, this.#jit);
    c.LLVMOrcResourceTrackerTransferTo(from, other.use(method, this.#jit));
  }

  /**
   * Ends the tracker but not the code, which now stays as long as the JIT.
   * @throws LlvmMisuse when the tracker has ended
   */
  dispose(): void {
    this.use('ResourceTracker.dispose', this.#jit);
    this.#end('was disposed of');
  }

  /** Its reference, if it may be used with a JIT. */
  use(method: string, jit: Lifetime): number {
    const { ended } = this.#lifetime;
    if (ended !== null) throw new LlvmMisuse(method, `the tracker ${ended}`);
    if (jit !== this.#jit) throw new LlvmMisuse(method, 'the tracker belongs to another JIT');
    return this.#ref;
  }

  #end(reason: string): void {
    this.#lifetime.end(reason);
    this.#report.ended();
    c.LLVMOrcReleaseResourceTracker(this.#ref);
  }
}
