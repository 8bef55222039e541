/** The builder's instructions that touch memory, or compute addresses. */
import { AtomicOrdering, AtomicRMWBinOp, checkAlignment, checkChoice } from './choices.ts';
import { ArrayType, StructType } from './composite-types.ts';
import { ConstantInt } from './constants.ts';
import { Conversions } from './conversions.ts';
import { AllocaInst, Instruction, LoadInst, StoreInst } from './instructions.ts';
import { listAt, nameAt } from './scratch.ts';
import { c } from './symbols.ts';
import type { Type } from './types.ts';
import { Value } from './values.ts';

/** Loads, stores, address computations, and what orders them between threads. */
export class MemoryAccess extends Conversions {
  /** Memory in the frame of the function, for one element or as many as an integer says. */
  CreateAlloca(type: Type, arraySize: Value | null = null, name = ''): AllocaInst {
    const at = this.at('CreateAlloca');
    const allocated = this.#sized('CreateAlloca', type);
    const ref =
      arraySize === null
        ? c.LLVMBuildAlloca(at, allocated, nameAt(name))
        : c.LLVMBuildArrayAlloca(at, allocated, this.#count(arraySize), nameAt(name));
    return new AllocaInst(ref, this.getPtrTy(), this.body, type);
  }
  /** Loads a value from memory. */
  CreateLoad(type: Type, ptr: Value, name?: string): LoadInst;
  /**
   * Loads a value from memory.
   * @param isVolatile whether it must happen as written: someone else writes there, too
   */
  CreateLoad(type: Type, ptr: Value, isVolatile: boolean, name?: string): LoadInst;
  CreateLoad(type: Type, ptr: Value, volatileOrName: boolean | string = '', name = ''): LoadInst {
    const isName = typeof volatileOrName === 'string';
    const at = this.at('CreateLoad');
    const loaded = this.#sized('CreateLoad', type);
    const address = this.#pointer('CreateLoad', ptr);
    const ref = c.LLVMBuildLoad2(at, loaded, address, nameAt(isName ? volatileOrName : name));
    if (volatileOrName === true) c.LLVMSetVolatile(ref, 1);
    return new LoadInst(ref, type, this.body);
  }
  /**
   * Loads a value from an address of known alignment.
   * @param align a power of two, in bytes, of which the address is a multiple
   */
  CreateAlignedLoad(
    type: Type,
    ptr: Value,
    align: number,
    isVolatile = false,
    name = '',
  ): LoadInst {
    checkAlignment('IRBuilder.CreateAlignedLoad', align);
    const load = this.CreateLoad(type, ptr, isVolatile, name);
    load.setAlignment(align);
    return load;
  }
  /**
   * Stores a value to memory.
   * @param isVolatile whether it must happen as written: someone else reads there, too
   */
  CreateStore(value: Value, ptr: Value, isVolatile = false): StoreInst {
    const at = this.at('CreateStore');
    const stored = this.operand('CreateStore', value);
    const address = this.#pointer('CreateStore', ptr);
    this.#sized('CreateStore', value.type);
    const ref = c.LLVMBuildStore(at, stored, address);
    if (isVolatile) c.LLVMSetVolatile(ref, 1);
    return new StoreInst(ref, this.getVoidTy(), this.body);
  }
  /**
   * Stores a value to an address of known alignment.
   * @param align a power of two, in bytes, of which the address is a multiple
   */
  CreateAlignedStore(value: Value, ptr: Value, align: number, isVolatile = false): StoreInst {
    checkAlignment('IRBuilder.CreateAlignedStore', align);
    const store = this.CreateStore(value, ptr, isVolatile);
    store.setAlignment(align);
    return store;
  }

  /** The address of an element: the first index counts whole `type`s, further ones go into it. */
  CreateGEP(type: Type, ptr: Value, idxList: Value | readonly Value[], name = ''): Value {
    return this.#element('CreateGEP', c.LLVMBuildGEP2, type, ptr, idxList, name);
  }
  /** As `CreateGEP`; a result outside of the object is poison. */
  CreateInBoundsGEP(type: Type, ptr: Value, idxList: Value | readonly Value[], name = ''): Value {
    return this.#element('CreateInBoundsGEP', c.LLVMBuildInBoundsGEP2, type, ptr, idxList, name);
  }
  /** The address of a structure's field. */
  CreateStructGEP(type: StructType, ptr: Value, index: number, name = ''): Value {
    const at = this.at('CreateStructGEP');
    const struct = this.#sized('CreateStructGEP', type);
    const address = this.#pointer('CreateStructGEP', ptr);
    type.getElementType(index); // throws when there is none
    const ref = c.LLVMBuildStructGEP2(at, struct, address, index, nameAt(name));
    return new Value(ref, ptr.type, this.body);
  }
  /** The address so many bytes further on. */
  CreatePtrAdd(ptr: Value, offset: Value, name = ''): Value {
    return this.CreateGEP(this.getInt8Ty(), ptr, offset, name);
  }
  /** As `CreatePtrAdd`; a result outside of the object is poison. */
  CreateInBoundsPtrAdd(ptr: Value, offset: Value, name = ''): Value {
    return this.CreateInBoundsGEP(this.getInt8Ty(), ptr, offset, name);
  }
  /** A constant in the module that holds the bytes of a string in UTF-8 and a zero. */
  CreateGlobalString(text: string, name = ''): Value {
    const at = this.at('CreateGlobalString');
    const ref = c.LLVMBuildGlobalString(at, text, nameAt(name));
    return new Value(ref, this.getPtrTy(), this.body);
  }
  /** `CreateGlobalString` by its older name. */
  CreateGlobalStringPtr(text: string, name = ''): Value {
    return this.CreateGlobalString(text, name);
  }

  /**
   * Reads, changes and writes as one step; the result is what was there before.
   * @param op of `AtomicRMWBinOp`
   * @param ordering of `AtomicOrdering`
   */
  CreateAtomicRMW(op: number, ptr: Value, value: Value, ordering: number): Instruction {
    const at = this.at('CreateAtomicRMW');
    checkChoice('IRBuilder.CreateAtomicRMW', AtomicRMWBinOp, op);
    checkChoice('IRBuilder.CreateAtomicRMW', AtomicOrdering, ordering);
    const address = this.#pointer('CreateAtomicRMW', ptr);
    const operand = this.operand('CreateAtomicRMW', value);
    if (!value.type.isIntegerTy()) {
      throw this.misfit('CreateAtomicRMW', `the operand is of type ${value.type}`);
    }
    const ref = c.LLVMBuildAtomicRMW(at, op, address, operand, ordering, 0);
    return new Instruction(ref, value.type, this.body);
  }
  /**
   * Writes `value` if `expected` is there, as one step. The result is a structure:
   * what was there, and whether it was the expected.
   */
  CreateAtomicCmpXchg(
    ptr: Value,
    expected: Value,
    value: Value,
    success: number,
    failure: number,
  ): Instruction {
    const method = 'CreateAtomicCmpXchg';
    const at = this.at(method);
    checkChoice(`IRBuilder.${method}`, AtomicOrdering, success);
    checkChoice(`IRBuilder.${method}`, AtomicOrdering, failure);
    const address = this.#pointer(method, ptr);
    const old = this.operand(method, expected);
    const next = this.operand(method, value);
    const { type } = value;
    if (type !== expected.type || !(type.isIntegerTy() || type.isPointerTy())) {
      throw this.misfit(method, `${expected.type} cannot be replaced by ${type}`);
    }
    const ref = c.LLVMBuildAtomicCmpXchg(at, address, old, next, success, failure, 0);
    const result = StructType.get(this.context, [type, this.getInt1Ty()]);
    return new Instruction(ref, result, this.body);
  }
  /** Orders the accesses before it with those after it, for other threads. */
  CreateFence(ordering: number): Instruction {
    const at = this.at('CreateFence');
    checkChoice('IRBuilder.CreateFence', AtomicOrdering, ordering);
    return new Instruction(
      c.LLVMBuildFence(at, ordering, 0, nameAt('')),
      this.getVoidTy(),
      this.body,
    );
  }

  /** A field or an element of a value that has such. */
  CreateExtractValue(agg: Value, idxs: number | readonly number[], name = ''): Value {
    const method = 'CreateExtractValue';
    let part = agg;
    for (const index of typeof idxs === 'number' ? [idxs] : idxs) {
      const at = this.at(method);
      const whole = this.operand(method, part);
      const type = this.#part(method, part.type, index);
      part = new Value(c.LLVMBuildExtractValue(at, whole, index, nameAt(name)), type, this.body);
    }
    return part;
  }
  /** The value with one field or element replaced. */
  CreateInsertValue(agg: Value, value: Value, idxs: number | readonly number[], name = ''): Value {
    const method = 'CreateInsertValue';
    const [index, ...inner] = typeof idxs === 'number' ? [idxs] : idxs;
    const at = this.at(method);
    const whole = this.operand(method, agg);
    const type = this.#part(method, agg.type, index);
    let part = value;
    if (inner.length > 0) {
      part = this.CreateInsertValue(this.CreateExtractValue(agg, index), value, inner);
    }
    if (part.type !== type) {
      throw this.misfit(method, `${part.type} cannot stand at ${index} of ${agg.type}`);
    }
    const operand = this.operand(method, part);
    const ref = c.LLVMBuildInsertValue(at, whole, operand, index, nameAt(name));
    return new Value(ref, agg.type, this.body);
  }

  #element(
    method: string,
    build: typeof c.LLVMBuildGEP2,
    type: Type,
    ptr: Value,
    idxList: Value | readonly Value[],
    name: string,
  ): Value {
    const at = this.at(method);
    const source = this.#sized(method, type);
    const address = this.#pointer(method, ptr);
    const indices = idxList instanceof Value ? [idxList] : idxList;
    this.#checkIndices(method, type, indices);
    const ref = build(at, source, address, listAt(indices), indices.length, nameAt(name));
    return new Value(ref, ptr.type, this.body);
  }

  /** Follows the indices into the type, as LLVM will. */
  #checkIndices(method: string, type: Type, indices: readonly Value[]): void {
    let inner = type;
    indices.forEach((index, position) => {
      this.operand(method, index);
      if (!index.type.isIntegerTy()) {
        throw this.misfit(method, `an index is of type ${index.type}`);
      }
      if (position > 0) inner = this.#inside(method, inner, index);
    });
  }

  #inside(method: string, type: Type, index: Value): Type {
    if (type instanceof ArrayType) return type.getElementType();
    if (!(type instanceof StructType)) throw this.misfit(method, `there is nothing in ${type}`);
    if (!(index instanceof ConstantInt && index.type.isIntegerTy(32))) {
      throw this.misfit(method, `a field of ${type} is named by an i32 constant`);
    }
    return type.getElementType(index.getZExtValue());
  }

  #part(method: string, type: Type, index: number): Type {
    if (type instanceof StructType) return type.getElementType(index);
    if (type instanceof ArrayType && index < type.getNumElements()) return type.getElementType();
    throw this.misfit(method, `${type} has no element ${index}`);
  }

  #pointer(method: string, value: Value): number {
    const ref = this.operand(method, value);
    if (!value.type.isPointerTy()) {
      throw this.misfit(method, `the address is of type ${value.type}, not ptr`);
    }
    return ref;
  }

  #sized(method: string, type: Type): number {
    const ref = this.typeRef(`IRBuilder.${method}`, type);
    if (!type.isSized()) throw this.misfit(method, `${type} has no size`);
    return ref;
  }

  #count(value: Value): number {
    const ref = this.operand('CreateAlloca', value);
    if (!value.type.isIntegerTy()) {
      throw this.misfit('CreateAlloca', `the count is of type ${value.type}`);
    }
    return ref;
  }
}
