/** Constants. They belong to the context, and equal ones are one in LLVM. */

import type { ArrayType, StructType } from './composite-types.ts';
import { checkContext, LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { listAt } from './scratch.ts';
import { c } from './symbols.ts';
import { checkTypes, IntegerType, type PointerType, Type, TypeID, typeAt } from './types.ts';
import { alive, Value } from './values.ts';

/** A whole number with a width. */
export class APInt {
  readonly numBits: number;
  readonly value: bigint;

  /**
   * A number of a width.
   * @param value a whole number; it need not fit a double
   */
  constructor(numBits: number, value: number | bigint, isSigned = false) {
    this.numBits = numBits;
    this.value = isSigned ? BigInt.asIntN(numBits, BigInt(value)) : BigInt(value);
  }
}

/** A double. */
export class APFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** Any constant. */
export class Constant extends Value {
  /** Zero, the null pointer, or whatever else is all zeros. */
  static getNullValue(type: Type): Constant {
    checkSized('Constant.getNullValue', type);
    return constant(c.LLVMConstNull(type.ref), type);
  }
  /** The number whose bits are all ones. */
  static getAllOnesValue(type: Type): Constant {
    checkInteger('Constant.getAllOnesValue', type);
    return constant(c.LLVMConstAllOnes(type.ref), type);
  }
  /** Whether all its bits are zero. */
  isNullValue(): boolean {
    return c.LLVMIsNull(alive('Constant.isNullValue', this).ref) !== 0;
  }
}

function constant(ref: number, type: Type): Constant {
  return new Constant(ref, type, type.context.lifetime);
}

/** A whole number of an integer type. */
export class ConstantInt extends Constant {
  /** The number, in an integer type of its width. */
  static get(context: LLVMContext, value: APInt): ConstantInt;
  /**
   * A number of an integer type.
   * @param value a number of the type's width, as a signed or as an unsigned one
   * @param _isSigned the range says it already; for the sake of LLVM's call shape
   * @throws LlvmMisuse when it is not whole, or does not fit
   */
  static get(type: Type, value: number | bigint | APInt, _isSigned?: boolean): ConstantInt;
  static get(where: LLVMContext | Type, value: number | bigint | APInt): ConstantInt {
    if (value instanceof APInt) {
      const context = where instanceof Type ? where.context : where;
      return constantInt('ConstantInt.get', IntegerType.get(context, value.numBits), value.value);
    }
    if (where instanceof LLVMContext) {
      throw new LlvmMisuse('ConstantInt.get', `the number ${value} needs a type`);
    }
    return constantInt('ConstantInt.get', where, value);
  }
  /** 1, in one bit. */
  static getTrue(context: LLVMContext): ConstantInt {
    return constantInt('ConstantInt.getTrue', IntegerType.get(context, 1), 1);
  }
  /** 0, in one bit. */
  static getFalse(context: LLVMContext): ConstantInt {
    return constantInt('ConstantInt.getFalse', IntegerType.get(context, 1), 0);
  }
  /** The number as an unsigned one, which must be smaller than 2⁵³. */
  getZExtValue(): number {
    return Number(c.LLVMConstIntGetZExtValue(alive('ConstantInt.getZExtValue', this).ref));
  }
}

/** A whole number as a constant; `method` is who asks for it. */
export function constantInt(method: string, type: Type, value: number | bigint): ConstantInt {
  checkInteger(method, type);
  const { bits, context, ref } = type;
  if (!fits(value, bits)) throw new LlvmMisuse(method, `${value} is no i${bits}`);
  if (bits > 64) {
    const wide = c.LLVMConstIntOfString(ref, value.toString(), 10);
    return new ConstantInt(wide, type, context.lifetime);
  }
  // What has its topmost bit set passes through C as a negative number.
  const word = typeof value === 'bigint' ? BigInt.asIntN(64, value) : value;
  return new ConstantInt(c.LLVMConstInt(ref, word, value < 0 ? 1 : 0), type, context.lifetime);
}

/** Whether a number has so many bits, as a signed or as an unsigned one. */
function fits(value: number | bigint, bits: number): boolean {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) return false;
    return bits > 53 || (value < 2 ** bits && value >= -(2 ** (bits - 1)));
  }
  return value === BigInt.asIntN(bits, value) || value === BigInt.asUintN(bits, value);
}

/** The digits of a floating-point number. */
const decimal = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** A floating-point number. */
export class ConstantFP extends Constant {
  /** The number as a double. */
  static get(context: LLVMContext, value: APFloat): ConstantFP;
  /**
   * A number of a floating-point type.
   * @param value a number, or its digits
   */
  static get(type: Type, value: number | string | APFloat): ConstantFP;
  static get(where: LLVMContext | Type, value: number | string | APFloat): ConstantFP {
    const type = where instanceof LLVMContext ? Type.getDoubleTy(where) : where;
    checkTypes('ConstantFP.get', [type]);
    if (!type.isFloatingPointTy()) {
      throw new LlvmMisuse('ConstantFP.get', `${type} is not a floating-point type`);
    }
    const { lifetime } = type.context;
    if (typeof value === 'string') {
      if (!decimal.test(value)) throw new LlvmMisuse('ConstantFP.get', `'${value}' is no number`);
      return new ConstantFP(c.LLVMConstRealOfString(type.ref, value), type, lifetime);
    }
    const number = value instanceof APFloat ? value.value : value;
    return new ConstantFP(c.LLVMConstReal(type.ref, number), type, lifetime);
  }
  /** A quiet NaN. */
  static getNaN(type: Type): ConstantFP {
    return ConstantFP.get(type, Number.NaN);
  }
}

/** The null pointer. */
export class ConstantPointerNull extends Constant {
  /** The null pointer of an address space. */
  static get(type: PointerType): ConstantPointerNull {
    return Constant.getNullValue(type);
  }
}

/** Any value at all: each use may see another one. */
export class UndefValue extends Constant {
  /**
   * The undefined value of a type.
   * @throws LlvmMisuse when the type has no size
   */
  static get(type: Type): UndefValue {
    checkSized('UndefValue.get', type);
    return constant(c.LLVMGetUndef(type.ref), type);
  }
}

/** The result of something that must not happen: whatever depends on it is poison, too. */
export class PoisonValue extends Constant {
  /**
   * The poison of a type.
   * @throws LlvmMisuse when the type has no size
   */
  static get(type: Type): PoisonValue {
    checkSized('PoisonValue.get', type);
    return constant(c.LLVMGetPoison(type.ref), type);
  }
}

/** An array of constants. */
export class ConstantArray extends Constant {
  /**
   * An array of these elements.
   * @throws LlvmMisuse when the values are not as many, or not of the type, that the array has
   */
  static get(type: ArrayType, values: readonly Constant[]): Constant {
    const method = 'ConstantArray.get';
    checkTypes(method, [type]);
    const element = type.getElementType();
    if (values.length !== type.getNumElements()) {
      throw new LlvmMisuse(method, `${values.length} values for ${type}`);
    }
    checkElements(method, values, () => element);
    return constant(c.LLVMConstArray2(element.ref, listAt(values), values.length), type);
  }
}

/** A structure of constants. */
export class ConstantStruct extends Constant {
  /**
   * A structure of these fields.
   * @throws LlvmMisuse when the values are not as many, or not of the types, that the fields have
   */
  static get(type: StructType, values: readonly Constant[]): Constant {
    const method = 'ConstantStruct.get';
    checkTypes(method, [type]);
    if (values.length !== type.getNumElements()) {
      throw new LlvmMisuse(method, `${values.length} values for ${type}`);
    }
    checkElements(method, values, (index) => type.getElementType(index));
    const list = listAt(values);
    const ref = type.isLiteral()
      ? c.LLVMConstStructInContext(type.context.ref, list, values.length, type.isPacked() ? 1 : 0)
      : c.LLVMConstNamedStruct(type.ref, list, values.length);
    return constant(ref, type);
  }
}

/** An array of numbers or characters. */
export class ConstantDataArray extends Constant {
  /** The bytes of a string in UTF-8. */
  static getString(context: LLVMContext, initializer: string, addNull = true): Constant {
    checkContext('ConstantDataArray.getString', context);
    const length = Buffer.byteLength(initializer);
    const ref = c.LLVMConstStringInContext(context.ref, initializer, length, addNull ? 0 : 1);
    return constant(ref, typeAt(context, c.LLVMTypeOf(ref)));
  }
}

function checkElements(
  method: string,
  values: readonly Constant[],
  typeOf: (index: number) => Type,
): void {
  values.forEach((value, index) => {
    const type = typeOf(index);
    if (alive(method, value).type !== type) {
      throw new LlvmMisuse(method, `element ${index} is ${value.type}, not ${type}`);
    }
    if (!(value instanceof Constant)) {
      throw new LlvmMisuse(method, `element ${index} is not a constant`);
    }
  });
}

function checkInteger(method: string, type: Type): void {
  checkTypes(method, [type]);
  if (type.id !== TypeID.IntegerTyID) {
    throw new LlvmMisuse(method, `${type} is not an integer type`);
  }
}

function checkSized(method: string, type: Type): void {
  checkTypes(method, [type]);
  if (!type.isSized()) throw new LlvmMisuse(method, `${type} has no size`);
}
