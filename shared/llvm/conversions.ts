/** The builder's conversions from one type to another. */
import { Arithmetic } from './arithmetic.ts';
import { nameAt } from './scratch.ts';
import { c, type Symbols } from './symbols.ts';
import { type Type, TypeID } from './types.ts';
import { Value } from './values.ts';

type BuildCast = Symbols['LLVMBuildTrunc'];

/** Whether a conversion from one type to another exists. */
type Allowed = (from: Type, to: Type) => boolean;

const isInteger = (type: Type) => type.id === TypeID.IntegerTyID;
const isPointer = (type: Type) => type.id === TypeID.PointerTyID;
const isFloat = (type: Type) => type.isFloatingPointTy();

const narrower: Allowed = (from, to) => isInteger(from) && isInteger(to) && to.bits < from.bits;
const wider: Allowed = (from, to) => isInteger(from) && isInteger(to) && to.bits > from.bits;
const lessPrecise: Allowed = (from, to) => isFloat(from) && isFloat(to) && to.bits < from.bits;
const morePrecise: Allowed = (from, to) => isFloat(from) && isFloat(to) && to.bits > from.bits;
const intToFloat: Allowed = (from, to) => isInteger(from) && isFloat(to);
const floatToInt: Allowed = (from, to) => isFloat(from) && isInteger(to);
const intToPointer: Allowed = (from, to) => isInteger(from) && isPointer(to);
const pointerToInt: Allowed = (from, to) => isPointer(from) && isInteger(to);
const sameBits: Allowed = (from, to) => from === to || (from.bits > 0 && from.bits === to.bits);

/** Conversions. */
export class Conversions extends Arithmetic {
  /** The low bits of an integer. */
  CreateTrunc(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateTrunc', c.LLVMBuildTrunc, narrower, value, destType, name);
  }
  /** A wider integer; the new bits are zero. */
  CreateZExt(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateZExt', c.LLVMBuildZExt, wider, value, destType, name);
  }
  /** A wider integer; the new bits are copies of the sign. */
  CreateSExt(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateSExt', c.LLVMBuildSExt, wider, value, destType, name);
  }
  /** An unsigned integer of any width. */
  CreateZExtOrTrunc(value: Value, destType: Type, name = ''): Value {
    return this.CreateIntCast(value, destType, false, name);
  }
  /** A signed integer of any width. */
  CreateSExtOrTrunc(value: Value, destType: Type, name = ''): Value {
    return this.CreateIntCast(value, destType, true, name);
  }
  /** An integer of any other width. */
  CreateIntCast(value: Value, destType: Type, isSigned: boolean, name = ''): Value {
    this.operand('CreateIntCast', value);
    this.typeRef('IRBuilder.CreateIntCast', destType);
    if (value.type === destType) return value;
    if (destType.bits < value.type.bits) return this.CreateTrunc(value, destType, name);
    if (isSigned) return this.CreateSExt(value, destType, name);
    return this.CreateZExt(value, destType, name);
  }
  /** Rounds towards zero; poison when the number does not fit. */
  CreateFPToUI(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateFPToUI', c.LLVMBuildFPToUI, floatToInt, value, destType, name);
  }
  /** Rounds towards zero; poison when the number does not fit. */
  CreateFPToSI(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateFPToSI', c.LLVMBuildFPToSI, floatToInt, value, destType, name);
  }
  /** The floating-point number next to an unsigned integer. */
  CreateUIToFP(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateUIToFP', c.LLVMBuildUIToFP, intToFloat, value, destType, name);
  }
  /** The floating-point number next to a signed integer. */
  CreateSIToFP(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateSIToFP', c.LLVMBuildSIToFP, intToFloat, value, destType, name);
  }
  /** The number with less precision. */
  CreateFPTrunc(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateFPTrunc', c.LLVMBuildFPTrunc, lessPrecise, value, destType, name);
  }
  /** The number with more precision. */
  CreateFPExt(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateFPExt', c.LLVMBuildFPExt, morePrecise, value, destType, name);
  }
  /** The address as a number. */
  CreatePtrToInt(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreatePtrToInt', c.LLVMBuildPtrToInt, pointerToInt, value, destType, name);
  }
  /** The number as an address. */
  CreateIntToPtr(value: Value, destType: Type, name = ''): Value {
    return this.#cast('CreateIntToPtr', c.LLVMBuildIntToPtr, intToPointer, value, destType, name);
  }
  /** The same bits as another type of the same width. */
  CreateBitCast(value: Value, destType: Type, name = ''): Value {
    if (value?.type === destType) {
      this.operand('CreateBitCast', value);
      return value;
    }
    return this.#cast('CreateBitCast', c.LLVMBuildBitCast, sameBits, value, destType, name);
  }

  #cast(
    method: string,
    build: BuildCast,
    allowed: Allowed,
    value: Value,
    type: Type,
    name: string,
  ): Value {
    const at = this.at(method);
    const operand = this.operand(method, value);
    const to = this.typeRef(`IRBuilder.${method}`, type);
    if (!allowed(value.type, type)) {
      throw this.misfit(method, `${value.type} cannot become ${type} so`);
    }
    return new Value(build(at, operand, to, nameAt(name)), type, this.body);
  }
}
