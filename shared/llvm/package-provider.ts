/**
 * The second provider of `#llvm`, behind `-C llvm-bindings`: modules are built
 * with the npm package `llvm-bindings`, which is LLVM 14. What happens to a
 * module that is built comes from our binding and its libLLVM.
 *
 *     package:  build ─▶ module ─▶ bitcode ─┐
 *                                           ▼
 *     binding:                            module ─▶ passes ─▶ object file ─▶ ORC
 *
 * LLVM reads the bitcode of older versions. What has to be bridged:
 *
 *   - Pointers of LLVM 14 have types. Here every pointer is an `i8*`, and is
 *     cast where it is used; newer versions read such casts as nothing.
 *   - Attributes and volatile loads, which the package does not have, are noted
 *     and made when the module has arrived.
 *   - The package's `getInt64` keeps 32 bits. Here it takes all 64, also as a BigInt.
 *
 *   - The package's classes do not inherit each other's methods: asked of an `IntegerType`,
 *     `isPointerTy` is an "illegal invocation". So it is `instanceof` here.
 *
 * What the package lacks and no one here needs of it is not added: atomic
 * instructions, calling conventions, tail calls, metadata, debug information.
 * It checks little: what the binding calls misuse may end the process.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LlvmMisuse } from './errors.ts';
import * as binding from './namespace.ts';
import { loadPackage } from './package-loader.ts';

const theirs = loadPackage();

/** Something that is done to a module when it has arrived. */
type Edit = (arrived: binding.Module) => void;

/** With this the names of volatile loads begin. */
const VOLATILE = 'volatile.load.';

/** A context of the package, and those to which its modules have travelled. */
class LLVMContext extends theirs.LLVMContext {
  readonly #arrivals: binding.LLVMContext[] = [];

  /** A new context for a module that travels; it is freed with this one. */
  createArrival(): binding.LLVMContext {
    const context = new binding.LLVMContext();
    this.#arrivals.push(context);
    return context;
  }
  /** Frees what has travelled. The package has nothing that would free what has not. */
  override dispose(): void {
    for (const arrival of this.#arrivals) {
      if (arrival.lifetime.ended === null) arrival.dispose();
    }
    this.#arrivals.length = 0;
  }
}

/** A module of the package; once it has travelled, of our binding. */
class Module extends theirs.Module {
  override readonly context: LLVMContext;
  readonly #edits: Edit[] = [];
  #arrived: binding.Module | undefined;

  constructor(moduleID: string, context: binding.LLVMContext, arrived?: binding.Module) {
    super(moduleID, context);
    this.context = context as LLVMContext;
    this.#arrived = arrived;
  }

  /** Reads a module from LLVM's assembly language, with our binding. */
  static override parseIR(source: string, context: binding.LLVMContext): Module {
    const parsed = binding.Module.parseIR(source, (context as LLVMContext).createArrival());
    return new Module(parsed.getName(), context, parsed);
  }
  /** Reads a module from bitcode, with our binding. */
  static override parseBitcode(bitcode: Uint8Array, context: binding.LLVMContext): Module {
    const arrival = (context as LLVMContext).createArrival();
    const parsed = binding.Module.parseBitcode(bitcode, arrival);
    return new Module(parsed.getName(), context, parsed);
  }

  /** Remembers something that only our binding can do to the module. */
  edit(edit: Edit): void {
    if (this.#arrived === undefined) this.#edits.push(edit);
    else edit(this.#arrived);
  }
  /** The module in our binding. It has travelled for good: what is built from here on is lost. */
  travel(): binding.Module {
    this.#arrived ??= this.#copyTo(this.context.createArrival());
    return this.#arrived;
  }
  /** Uses the module in our binding, as it is now. */
  look<Result>(use: (module: binding.Module) => Result): Result {
    if (this.#arrived !== undefined) return use(this.#arrived);
    const context = new binding.LLVMContext();
    try {
      return use(this.#copyTo(context));
    } finally {
      context.dispose();
    }
  }

  #copyTo(context: binding.LLVMContext): binding.Module {
    let copy = binding.Module.parseBitcode(bitcodeOf(this), context);
    if (super.print().includes(`%${VOLATILE}`)) {
      const text = copy.print().replace(/(%volatile\.load\.\S* = load) /g, '$1 volatile ');
      copy.dispose();
      copy = binding.Module.parseIR(text, context);
    }
    for (const edit of this.#edits) edit(copy);
    return copy;
  }

  override getContext(): LLVMContext {
    return this.context;
  }
  override getFunction(name: string): binding.Function | null {
    if (this.#arrived !== undefined) return this.#arrived.getFunction(name);
    const fn = super.getFunction(name);
    return fn && completeFunction(this, name, fn, typeOf(fn));
  }
  override getTargetTriple(): string {
    return this.look((module) => module.getTargetTriple());
  }
  override setTargetTriple(triple: string): void {
    this.edit((module) => module.setTargetTriple(triple));
  }
  override getDataLayoutStr(): string {
    return this.look((module) => module.getDataLayoutStr());
  }
  override setDataLayout(description: string): void {
    this.edit((module) => module.setDataLayout(description));
  }
  override print(): string {
    return this.look((module) => module.print());
  }
  override writeBitcode(): Buffer {
    return this.look((module) => module.writeBitcode());
  }
  override dispose(): void {
    this.#arrived?.dispose();
  }
}

/** What the package writes of a module. It writes to files only. */
function bitcodeOf(module: Module): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'hotpath-'));
  try {
    const file = join(folder, 'module.bc');
    theirs.WriteBitcodeToFile(module, file);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Gives one object methods of its own. Those of the package's classes cannot be assigned. */
function complete<T extends object>(target: T, additions: Partial<T>): T {
  for (const [name, value] of Object.entries(additions)) {
    Object.defineProperty(target, name, { value });
  }
  return target;
}

/** The pointers to a type, in the address space that there is. */
const pointerTo = (type: binding.Type) => theirs.PointerType.get(type, 0);

/** The type of a function. */
function typeOf(fn: binding.Function): binding.FunctionType {
  const pointer = fn.getType() as binding.Type & { getPointerElementType(): binding.FunctionType };
  return completeType(pointer.getPointerElementType(), fn.arg_size());
}

/** Adds what the type of a function lacks. */
function completeType(type: binding.FunctionType, parameters: number): binding.FunctionType {
  return complete(type, { getNumParams: () => parameters });
}

/** Adds what a function lacks. */
function completeFunction(
  module: Module,
  name: string,
  fn: binding.Function,
  type: binding.FunctionType,
): binding.Function {
  const edit = (work: (arrived: binding.Function) => void) => {
    module.edit((arrived) => {
      const found = arrived.getFunction(name);
      if (found !== null) work(found);
    });
  };
  const additions: Partial<binding.Function> = {
    getName: () => name,
    getFunctionType: () => type,
    addFnAttr: (kind, value) => edit((found) => found.addFnAttr(kind, value)),
    addParamAttr: (index, kind, value) => edit((found) => found.addParamAttr(index, kind, value)),
    addRetAttr: (kind, value) => edit((found) => found.addRetAttr(kind, value)),
  };
  return complete(fn, additions);
}

class FunctionType extends theirs.FunctionType {
  static override get(
    returnType: binding.Type,
    parameters: readonly binding.Type[] | boolean,
    isVarArg = false,
  ): binding.FunctionType {
    if (typeof parameters === 'boolean') return FunctionType.get(returnType, [], parameters);
    const type = theirs.FunctionType.get(returnType, [...parameters], isVarArg);
    return completeType(type, parameters.length);
  }
}

class LlvmFunction extends theirs.Function {
  static override Create(
    type: binding.FunctionType,
    linkage: number,
    name: string,
    module: binding.Module,
  ): binding.Function {
    const fn = theirs.Function.Create(type, linkage, name, module);
    return completeFunction(module as Module, name, fn, type);
  }
}

/** Builds with the package; see the top of this file for what is added. */
class IRBuilder extends theirs.IRBuilder {
  override getPtrTy(addrSpace = 0): binding.PointerType {
    return super.getInt8PtrTy(addrSpace);
  }
  override getInt64(value: number | bigint): binding.ConstantInt {
    return this.getIntN(64, value);
  }
  /** Up to 64 bits: what a double does not hold is put together, which LLVM does at once. */
  override getIntN(numBits: number, value: number | bigint): binding.ConstantInt {
    if (numBits > 64) throw new LlvmMisuse('IRBuilder.getIntN', 'llvm-bindings knows 64 bits');
    const wanted = BigInt.asIntN(numBits, BigInt(value));
    if (BigInt(Number(wanted)) === wanted) return super.getIntN(numBits, Number(wanted));
    const part = (bits: bigint) => super.getIntN(numBits, Number(bits));
    const high = this.CreateShl(part(wanted >> 32n), part(32n));
    return this.CreateOr(high, part(wanted & 0xffff_ffffn)) as binding.ConstantInt;
  }

  override SetInsertPoint(block: binding.BasicBlock, before?: binding.Instruction): void {
    // The package's own takes either of them.
    super.SetInsertPoint((before ?? block) as binding.BasicBlock);
  }
  override GetInsertBlock(): binding.BasicBlock {
    const block = super.GetInsertBlock() as binding.BasicBlock | null;
    if (block === null)
      throw new LlvmMisuse('IRBuilder.GetInsertBlock', 'there is no insert point');
    return block;
  }

  override CreateRet(value: binding.Value): binding.Instruction {
    return super.CreateRet(this.#plain(value));
  }
  override CreateSelect(
    cond: binding.Value,
    whenTrue: binding.Value,
    whenFalse: binding.Value,
    name = '',
  ): binding.Value {
    return super.CreateSelect(cond, this.#plain(whenTrue), this.#plain(whenFalse), name);
  }
  override CreatePHI(type: binding.Type, numReservedValues: number, name = ''): binding.PHINode {
    const phi = super.CreatePHI(type, numReservedValues, name);
    const add = phi.addIncoming.bind(phi);
    const addIncoming: typeof add = (value, block) => add(this.#plain(value), block);
    return complete(phi, { addIncoming });
  }

  override CreateAlloca(
    type: binding.Type,
    arraySize: binding.Value | null = null,
    name = '',
  ): binding.AllocaInst {
    return this.#plain(super.CreateAlloca(type, arraySize, name)) as binding.AllocaInst;
  }
  override CreateLoad(
    type: binding.Type,
    ptr: binding.Value,
    volatileOrName: boolean | string = '',
    name = '',
  ): binding.LoadInst {
    const given = typeof volatileOrName === 'string' ? volatileOrName : name;
    const label = volatileOrName === true ? VOLATILE + given : given;
    return super.CreateLoad(type, this.#pointing(ptr, type), label);
  }
  override CreateStore(
    value: binding.Value,
    ptr: binding.Value,
    isVolatile = false,
  ): binding.StoreInst {
    if (isVolatile) {
      throw new LlvmMisuse('IRBuilder.CreateStore', 'llvm-bindings has no volatile stores');
    }
    const stored = this.#plain(value);
    return super.CreateStore(stored, this.#pointing(ptr, stored.getType()));
  }
  override CreateGEP(
    type: binding.Type,
    ptr: binding.Value,
    idxList: binding.Value | readonly binding.Value[],
    name = '',
  ): binding.Value {
    return this.#plain(super.CreateGEP(type, this.#pointing(ptr, type), idxList, name));
  }
  override CreateInBoundsGEP(
    type: binding.Type,
    ptr: binding.Value,
    idxList: binding.Value | readonly binding.Value[],
    name = '',
  ): binding.Value {
    return this.#plain(super.CreateInBoundsGEP(type, this.#pointing(ptr, type), idxList, name));
  }
  override CreateStructGEP(
    type: binding.StructType,
    ptr: binding.Value,
    index: number,
    name = '',
  ): binding.Value {
    return this.CreateInBoundsGEP(type, ptr, [this.getInt32(0), this.getInt32(index)], name);
  }
  override CreatePtrAdd(ptr: binding.Value, offset: binding.Value, name = ''): binding.Value {
    return this.CreateGEP(this.getInt8Ty(), ptr, offset, name);
  }
  override CreateInBoundsPtrAdd(
    ptr: binding.Value,
    offset: binding.Value,
    name = '',
  ): binding.Value {
    return this.CreateInBoundsGEP(this.getInt8Ty(), ptr, offset, name);
  }
  override CreateExtractValue(
    agg: binding.Value,
    idxs: number | readonly number[],
    name = '',
  ): binding.Value {
    return super.CreateExtractValue(agg, [idxs].flat(), name);
  }
  override CreateInsertValue(
    agg: binding.Value,
    value: binding.Value,
    idxs: number | readonly number[],
    name = '',
  ): binding.Value {
    return super.CreateInsertValue(agg, this.#plain(value), [idxs].flat(), name);
  }

  override CreateCall(
    first: binding.Function | binding.FunctionCallee | binding.FunctionType,
    ...rest: readonly (binding.Value | readonly binding.Value[] | string | undefined)[]
  ): binding.CallInst {
    const given = rest.filter((argument) => argument !== undefined);
    const operands = given.map((argument) => {
      if (typeof argument === 'string') return argument;
      if (argument instanceof theirs.Value) {
        return this.#pointing(argument, first as binding.FunctionType);
      }
      return argument.map((value) => this.#plain(value));
    });
    const create = super.CreateCall as (...operands: unknown[]) => binding.CallInst;
    return create.call(this, first, ...operands);
  }
  override CreateIntrinsic(
    id: string,
    types: readonly binding.Type[],
    args: readonly binding.Value[],
    name = '',
  ): binding.CallInst {
    const block = this.GetInsertBlock() as unknown as { getModule(): binding.Module };
    const fn = Intrinsic.getDeclaration(block.getModule(), id, types);
    return this.CreateCall(fn, args, name);
  }
  override CreateUnaryIntrinsic(id: string, value: binding.Value, name = ''): binding.CallInst {
    return this.CreateIntrinsic(id, [value.getType()], [value], name);
  }
  override CreateBinaryIntrinsic(
    id: string,
    lhs: binding.Value,
    rhs: binding.Value,
    name = '',
  ): binding.CallInst {
    return this.CreateIntrinsic(id, [lhs.getType()], [lhs, rhs], name);
  }

  /** A pointer as what all pointers are here; any other value as it is. */
  #plain(value: binding.Value): binding.Value {
    if (!(value.getType() instanceof theirs.PointerType)) return value;
    if (value instanceof theirs.Constant) {
      return theirs.ConstantExpr.getBitCast(value, this.getPtrTy());
    }
    return super.CreateBitCast(value, this.getPtrTy());
  }
  /** A pointer as one to a type. */
  #pointing(pointer: binding.Value, type: binding.Type): binding.Value {
    return super.CreateBitCast(pointer, pointerTo(type));
  }
}

const Intrinsic = {
  ...binding.Intrinsic,
  /** The declaration of an intrinsic in a module. */
  getDeclaration(module: binding.Module, id: string, types: readonly binding.Type[] = []) {
    const number = theirs.Intrinsic[id.replace(/^llvm\./, '').replaceAll('.', '_')];
    if (number === undefined) {
      throw new LlvmMisuse('Intrinsic.getDeclaration', `llvm-bindings has no intrinsic '${id}'`);
    }
    return theirs.Intrinsic.getDeclaration(module, number, [...types]);
  },
};

class ConstantInt extends theirs.ConstantInt {
  static override get(context: binding.LLVMContext, value: binding.APInt): binding.ConstantInt;
  static override get(
    type: binding.Type,
    value: number | bigint | binding.APInt,
    isSigned?: boolean,
  ): binding.ConstantInt;
  static override get(
    where: binding.LLVMContext | binding.Type,
    value: number | bigint | binding.APInt,
    isSigned = false,
  ): binding.ConstantInt {
    const type = where as binding.Type;
    if (value instanceof theirs.APInt) return theirs.ConstantInt.get(type, value);
    if (typeof value === 'number') return theirs.ConstantInt.get(type, value, isSigned);
    const wanted = BigInt.asIntN(64, value as bigint);
    if (BigInt(Number(wanted)) !== wanted) {
      throw new LlvmMisuse('ConstantInt.get', `${value} is not exact; IRBuilder.getInt64 takes it`);
    }
    return theirs.ConstantInt.get(type, Number(wanted), isSigned);
  }
}

class TargetMachine extends binding.TargetMachine {
  override emitAssembly(module: binding.Module): string {
    return (module as Module).look((copy) => super.emitAssembly(copy));
  }
  override emitObject(module: binding.Module): Buffer {
    return (module as Module).look((copy) => super.emitObject(copy));
  }
}

class LLJIT extends binding.LLJIT {
  override addModule(module: binding.Module, tracker?: binding.ResourceTracker): void {
    super.addModule((module as Module).travel(), tracker);
  }
}

function runPasses(module: binding.Module, pipeline: string, machine?: TargetMachine): void {
  binding.runPasses((module as Module).travel(), pipeline, machine);
}

function verifyModule(module: binding.Module): boolean {
  return (module as Module).look(binding.verifyModule);
}

const {
  Disassembler,
  InvalidModule,
  LlvmError,
  LlvmUnavailable,
  ResourceTracker,
  hostTriple,
  library,
  readCode,
  readSections,
  whyUnavailable,
} = binding;

/** The package, with what is bridged, and what only our binding has. */
export const llvm: Partial<typeof binding> = {
  ...theirs,
  ConstantInt,
  Disassembler,
  Function: LlvmFunction,
  FunctionType,
  IRBuilder,
  Intrinsic,
  InvalidModule,
  LLJIT,
  LLVMContext,
  LlvmError,
  LlvmMisuse,
  LlvmUnavailable,
  Module,
  ResourceTracker,
  TargetMachine,
  hostTriple,
  library,
  readCode,
  readSections,
  runPasses,
  verifyModule,
  whyUnavailable,
};
export default llvm;
