/** What every part of the builder stands on: the insert point, and checks of operands. */
import { type ConstantInt, constantInt } from './constants.ts';
import { checkContext, LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { BasicBlock, type LlvmFunction } from './functions.ts';
import { checkBlock, Instruction } from './instructions.ts';
import { Lifetime } from './lifetime.ts';
import { c } from './symbols.ts';
import { IntegerType, PointerType, Type } from './types.ts';
import { alive, usableIn, type Value } from './values.ts';

/** The body of a builder that stands nowhere. */
const nowhere = new Lifetime(null);
nowhere.end('is nowhere');

/** Where instructions go, and the types and numbers that they are made of. */
export class InsertPoint {
  /** LLVM's reference of the builder; the context frees it. */
  readonly ref: number;
  readonly context: LLVMContext;
  /** The block that instructions are added to, or null. */
  #block: BasicBlock | null = null;
  /** The function that it is in; its body ends when there is nowhere to insert. */
  protected fn: LlvmFunction | null = null;
  protected body: Lifetime = nowhere;

  /** A builder that stands nowhere yet, or at the end of a block. */
  constructor(where: LLVMContext | BasicBlock) {
    const context = where instanceof LLVMContext ? where : alive('IRBuilder', where).context;
    checkContext('IRBuilder', context);
    this.context = context;
    this.ref = context.createBuilder();
    if (where instanceof BasicBlock) this.SetInsertPoint(where);
  }

  /**
   * Goes to the end of a block, or before an instruction of the block given with it.
   * @throws LlvmMisuse when the block is in no function, or in another context
   */
  SetInsertPoint(block: BasicBlock, before?: Instruction): void {
    const method = 'IRBuilder.SetInsertPoint';
    alive(method, block);
    if (!(block instanceof BasicBlock)) throw new LlvmMisuse(method, 'this is not a block');
    const fn = block.getParent();
    if (fn === null) throw new LlvmMisuse(method, 'the block is in no function yet');
    if (block.context !== this.context) {
      throw new LlvmMisuse(method, 'the block belongs to another context');
    }
    if (before === undefined) c.LLVMPositionBuilderAtEnd(this.ref, block.ref);
    else c.LLVMPositionBuilderBefore(this.ref, this.#inBlock(block, before));
    this.#block = block;
    this.fn = fn;
    this.body = fn.body;
  }

  #inBlock(block: BasicBlock, instruction: Instruction): number {
    const method = 'IRBuilder.SetInsertPoint';
    const { ref } = alive(method, instruction);
    if (!(instruction instanceof Instruction) || c.LLVMGetInstructionParent(ref) !== block.ref) {
      throw new LlvmMisuse(method, 'the instruction is not in the block');
    }
    return ref;
  }

  /** Goes nowhere. */
  ClearInsertionPoint(): void {
    checkContext('IRBuilder.ClearInsertionPoint', this.context);
    c.LLVMClearInsertionPosition(this.ref);
    this.#block = null;
    this.fn = null;
    this.body = nowhere;
  }
  /**
   * The block that instructions are added to.
   * @throws LlvmMisuse when there is none
   */
  GetInsertBlock(): BasicBlock {
    if (this.#block === null) throw this.#cannotInsert('GetInsertBlock');
    return this.#block;
  }

  /** LLVM's builder, if it may build. */
  protected at(method: string): number {
    if (this.body.ended !== null) throw this.#cannotInsert(method);
    return this.ref;
  }

  /** The reference of an operand, if it may be used here. */
  protected operand(method: string, value: Value): number {
    const lifetime = value?.lifetime;
    if (lifetime !== this.body && lifetime !== this.context.lifetime) {
      usableIn(`IRBuilder.${method}`, this.body, value);
    }
    return value.ref;
  }

  /** The reference of a block that can be jumped to from here. */
  protected target(method: string, block: BasicBlock): number {
    checkBlock(method, this.body, this.context, block);
    return block.ref;
  }

  /** The reference of a type of this context. */
  protected typeRef(method: string, type: Type): number {
    if (type?.context !== this.context) {
      const problem = type instanceof Type ? 'belongs to another context' : 'is not a type';
      throw new LlvmMisuse(method, `${type} ${problem}`);
    }
    return type.ref;
  }

  /** The error of an operand that is not what the instruction takes. */
  protected misfit(method: string, problem: string): LlvmMisuse {
    return new LlvmMisuse(`IRBuilder.${method}`, problem);
  }

  #cannotInsert(method: string): LlvmMisuse {
    const why =
      this.#block === null
        ? 'there is no insert point: call SetInsertPoint first'
        : `the block of the insert point ${this.body.ended}`;
    return this.misfit(method, why);
  }

  /** True or false as a number of one bit. */
  getInt1(value: boolean): ConstantInt {
    return constantInt('IRBuilder.getInt1', this.getInt1Ty(), value ? 1 : 0);
  }
  /** 1, in one bit. */
  getTrue(): ConstantInt {
    return this.getInt1(true);
  }
  /** 0, in one bit. */
  getFalse(): ConstantInt {
    return this.getInt1(false);
  }
  /** A number of 8 bits. */
  getInt8(value: number): ConstantInt {
    return constantInt('IRBuilder.getInt8', this.getInt8Ty(), value);
  }
  /** A number of 16 bits. */
  getInt16(value: number): ConstantInt {
    return constantInt('IRBuilder.getInt16', this.getInt16Ty(), value);
  }
  /** A number of 32 bits, signed or unsigned: -1 and 0xffffffff are the same. */
  getInt32(value: number): ConstantInt {
    return constantInt('IRBuilder.getInt32', this.getInt32Ty(), value);
  }
  /** A number of 64 bits; one that is no safe integer is given as a BigInt. */
  getInt64(value: number | bigint): ConstantInt {
    return constantInt('IRBuilder.getInt64', this.getInt64Ty(), value);
  }
  /** A number of any width. */
  getIntN(numBits: number, value: number | bigint): ConstantInt {
    return constantInt('IRBuilder.getIntN', this.getIntNTy(numBits), value);
  }
  /** The type of truth values. */
  getInt1Ty(): IntegerType {
    return IntegerType.get(this.context, 1);
  }
  /** Integers of 8 bits. */
  getInt8Ty(): IntegerType {
    return IntegerType.get(this.context, 8);
  }
  /** Integers of 16 bits. */
  getInt16Ty(): IntegerType {
    return IntegerType.get(this.context, 16);
  }
  /** Integers of 32 bits. */
  getInt32Ty(): IntegerType {
    return IntegerType.get(this.context, 32);
  }
  /** Integers of 64 bits. */
  getInt64Ty(): IntegerType {
    return IntegerType.get(this.context, 64);
  }
  /** Integers of 128 bits. */
  getInt128Ty(): IntegerType {
    return IntegerType.get(this.context, 128);
  }
  /** Integers of any width. */
  getIntNTy(numBits: number): IntegerType {
    return IntegerType.get(this.context, numBits);
  }
  /** Floating-point numbers of 16 bits. */
  getHalfTy(): Type {
    return Type.getHalfTy(this.context);
  }
  /** Floating-point numbers of 16 bits with a float's range. */
  getBFloatTy(): Type {
    return Type.getBFloatTy(this.context);
  }
  /** Floating-point numbers of 32 bits. */
  getFloatTy(): Type {
    return Type.getFloatTy(this.context);
  }
  /** Floating-point numbers of 64 bits. */
  getDoubleTy(): Type {
    return Type.getDoubleTy(this.context);
  }
  /** The type of nothing. */
  getVoidTy(): Type {
    return Type.getVoidTy(this.context);
  }
  /** Pointers. */
  getPtrTy(addrSpace = 0): PointerType {
    return PointerType.get(this.context, addrSpace);
  }
  /** The type of pointers; they are opaque, so it is `getPtrTy` by its older name. */
  getInt8PtrTy(addrSpace = 0): PointerType {
    return this.getPtrTy(addrSpace);
  }
}
