/** Target machines: for which processor, and how thoroughly, code is generated. */
import { throwDiagnostics } from './diagnostics.ts';
import { LlvmError, LlvmMisuse } from './errors.ts';
import { Lifetime } from './lifetime.ts';
import { takeBuffer, takeMessage } from './messages.ts';
import type { Module } from './module.ts';
import { c } from './symbols.ts';
import { checkValid } from './verify.ts';

/** How much work the code generator does: 0 is fastest to compile, 3 fastest to run. */
export type OptLevel = 0 | 1 | 2 | 3;

/** What may be chosen; the rest is this machine's. */
export interface TargetOptions {
  /** 2 unless given. */
  readonly optLevel?: OptLevel;
  /** Such as `x86-64-v3`; this processor's name unless given. */
  readonly cpu?: string;
  /** Such as `+avx2,-bmi`; what this processor has unless given. */
  readonly features?: string;
  /** Whether code may lie anywhere, `pic`, or its address is fixed when it is linked. */
  readonly relocation?: 'pic' | 'static';
  /**
   * Whether instructions are selected one by one, by `FastISel`, where that can be done, and not
   * from a graph of each block, by `SelectionDAG`. At O0 it is so anyway. At O2 it leaves all
   * other passes as they are, so nearly all of the speed of the code, and saves a third of the time.
   */
  readonly fastISel?: boolean;
}

/** LLVM's numbers of relocation models. */
const relocationModels = { static: 1, pic: 2 } as const;
/** Code and data of a module lie within 2 GiB of each other. Small for a JIT too: its default is larger code. */
const CODE_MODEL_SMALL = 3;
/** LLVM's numbers of what a code generator writes. */
const FileType = { ASSEMBLY: 0, OBJECT: 1 } as const;

/** A code generator for this processor. */
export class TargetMachine {
  /** LLVM's reference. */
  readonly ref: number;
  readonly triple: string;
  readonly cpu: string;
  readonly features: string;
  readonly #lifetime = new Lifetime(null);

  /**
   * A target machine for this host, unless the options say otherwise.
   * @throws LlvmError when LLVM has no code generator for this processor
   */
  constructor(options: TargetOptions = {}) {
    this.triple = hostTriple();
    this.cpu = options.cpu ?? takeMessage(c.LLVMGetHostCPUName());
    this.features = options.features ?? takeMessage(c.LLVMGetHostCPUFeatures());
    this.ref = c.LLVMCreateTargetMachine(
      targetOf(this.triple),
      this.triple,
      this.cpu,
      this.features,
      options.optLevel ?? 2,
      relocationModels[options.relocation ?? 'pic'],
      CODE_MODEL_SMALL,
    );
    if (options.fastISel === true) c.LLVMSetTargetMachineFastISel(this.ref, 1);
  }

  /** How this target lays out types in memory, for `Module.setDataLayout`. */
  getDataLayoutStr(): string {
    this.check('TargetMachine.getDataLayoutStr');
    const layout = c.LLVMCreateTargetDataLayout(this.ref);
    const text = takeMessage(c.LLVMCopyStringRepOfTargetData(layout));
    c.LLVMDisposeTargetData(layout);
    return text;
  }

  /** Says in a module that it is meant for this machine. */
  configure(module: Module): void {
    module.setTargetTriple(this.triple);
    module.setDataLayout(this.getDataLayoutStr());
  }

  /**
   * The module as assembly text.
   * @throws InvalidModule when it is broken, LlvmError when it cannot be compiled
   */
  emitAssembly(module: Module): string {
    return this.#emit('TargetMachine.emitAssembly', module, FileType.ASSEMBLY).toString();
  }
  /**
   * The module as an object file.
   * @throws InvalidModule when it is broken, LlvmError when it cannot be compiled
   */
  emitObject(module: Module): Buffer {
    return this.#emit('TargetMachine.emitObject', module, FileType.OBJECT);
  }

  /** Frees it. @throws LlvmMisuse when it is gone already */
  dispose(): void {
    this.check('TargetMachine.dispose');
    this.#lifetime.end('was disposed of');
    c.LLVMDisposeTargetMachine(this.ref);
  }
  /** Gives it up to the JIT, which frees it. */
  moveToJit(): number {
    this.check('TargetMachine.moveToJit');
    this.#lifetime.end('has moved into the JIT');
    return this.ref;
  }
  /**
   * Checks that it can still be used.
   * @throws LlvmMisuse when it is gone
   */
  check(method: string): void {
    const { ended } = this.#lifetime;
    if (ended !== null) throw new LlvmMisuse(method, `the target machine ${ended}`);
  }

  /** Compiles a copy: code generation rewrites the module that it is given. */
  #emit(method: string, module: Module, fileType: number): Buffer {
    this.check(method);
    checkValid(method, module);
    const copy = c.LLVMCloneModule(module.ref);
    const message: [number] = [0];
    const buffer: [number] = [0];
    const failed = c.LLVMTargetMachineEmitToMemoryBuffer(this.ref, copy, fileType, message, buffer);
    c.LLVMDisposeModule(copy);
    if (failed !== 0) throw new LlvmError(`${method}: ${takeMessage(message[0])}`);
    const bytes = takeBuffer(buffer[0]);
    throwDiagnostics(method);
    return bytes;
  }
}

/** What this machine is, as LLVM writes it, such as `x86_64-pc-linux-gnu`. */
export function hostTriple(): string {
  return takeMessage(c.LLVMGetDefaultTargetTriple());
}

function targetOf(triple: string): number {
  const target: [number] = [0];
  const message: [number] = [0];
  if (c.LLVMGetTargetFromTriple(triple, target, message) !== 0) {
    throw new LlvmError(`no code generator for ${triple}: ${takeMessage(message[0])}`);
  }
  return target[0];
}
