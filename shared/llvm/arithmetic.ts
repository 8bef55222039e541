/** The builder's instructions that compute: arithmetic, comparisons, choices. */
import { InsertPoint } from './insert-point.ts';
import { nameAt } from './scratch.ts';
import { type BuildBinary, type BuildUnary, c } from './symbols.ts';
import { type Type, TypeID } from './types.ts';
import { Value } from './values.ts';

/** LLVM's numbers of the comparisons of integers. */
const IntPredicate = {
  EQ: 32,
  NE: 33,
  UGT: 34,
  UGE: 35,
  ULT: 36,
  ULE: 37,
  SGT: 38,
  SGE: 39,
  SLT: 40,
  SLE: 41,
} as const;

/** LLVM's numbers of the comparisons of floating-point numbers: O is false, U true when one is NaN. */
const RealPredicate = {
  OEQ: 1,
  OGT: 2,
  OGE: 3,
  OLT: 4,
  OLE: 5,
  ONE: 6,
  ORD: 7,
  UNO: 8,
  UEQ: 9,
  UGT: 10,
  UGE: 11,
  ULT: 12,
  ULE: 13,
  UNE: 14,
} as const;

/** Arithmetic on two operands of one type, and what else has a value and no effect. */
export class Arithmetic extends InsertPoint {
  #fastMath = 0;

  /**
   * Sets what the floating-point instructions from here on may take for granted.
   * @param flags of `FastMathFlags`, joined by `|`; 0 at first
   */
  setFastMathFlags(flags: number): void {
    this.#fastMath = flags;
  }

  /** The sum; it wraps around. */
  CreateAdd(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateAdd', c.LLVMBuildAdd, lhs, rhs, name);
  }
  /** Adds; a signed overflow is poison. */
  CreateNSWAdd(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateNSWAdd', c.LLVMBuildNSWAdd, lhs, rhs, name);
  }
  /** Adds; an unsigned overflow is poison. */
  CreateNUWAdd(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateNUWAdd', c.LLVMBuildNUWAdd, lhs, rhs, name);
  }
  /** The difference; it wraps around. */
  CreateSub(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateSub', c.LLVMBuildSub, lhs, rhs, name);
  }
  /** Subtracts; a signed overflow is poison. */
  CreateNSWSub(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateNSWSub', c.LLVMBuildNSWSub, lhs, rhs, name);
  }
  /** Subtracts; an unsigned overflow is poison. */
  CreateNUWSub(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateNUWSub', c.LLVMBuildNUWSub, lhs, rhs, name);
  }
  /** The product; it wraps around. */
  CreateMul(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateMul', c.LLVMBuildMul, lhs, rhs, name);
  }
  /** Multiplies; a signed overflow is poison. */
  CreateNSWMul(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateNSWMul', c.LLVMBuildNSWMul, lhs, rhs, name);
  }
  /** Multiplies; an unsigned overflow is poison. */
  CreateNUWMul(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateNUWMul', c.LLVMBuildNUWMul, lhs, rhs, name);
  }
  /** The quotient of signed numbers, rounded towards zero; a division by zero is undefined. */
  CreateSDiv(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateSDiv', c.LLVMBuildSDiv, lhs, rhs, name);
  }
  /** The quotient of unsigned numbers, rounded down; a division by zero is undefined. */
  CreateUDiv(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateUDiv', c.LLVMBuildUDiv, lhs, rhs, name);
  }
  /** The remainder of signed numbers, with the dividend's sign; a division by zero is undefined. */
  CreateSRem(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateSRem', c.LLVMBuildSRem, lhs, rhs, name);
  }
  /** The remainder of unsigned numbers; a division by zero is undefined. */
  CreateURem(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateURem', c.LLVMBuildURem, lhs, rhs, name);
  }
  /** The bits that both have. */
  CreateAnd(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateAnd', c.LLVMBuildAnd, lhs, rhs, name);
  }
  /** The bits that one or both have. */
  CreateOr(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateOr', c.LLVMBuildOr, lhs, rhs, name);
  }
  /** The bits that exactly one has. */
  CreateXor(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateXor', c.LLVMBuildXor, lhs, rhs, name);
  }
  /** The bits moved up; poison when by as many bits as there are, or more. */
  CreateShl(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateShl', c.LLVMBuildShl, lhs, rhs, name);
  }
  /** The bits moved down, the sign copied; poison when by as many bits as there are, or more. */
  CreateAShr(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateAShr', c.LLVMBuildAShr, lhs, rhs, name);
  }
  /** The bits moved down, zeros moved in; poison when by as many bits as there are, or more. */
  CreateLShr(lhs: Value, rhs: Value, name = ''): Value {
    return this.#integers('CreateLShr', c.LLVMBuildLShr, lhs, rhs, name);
  }
  /** The number with the other sign; it wraps around. */
  CreateNeg(value: Value, name = ''): Value {
    return this.#integer('CreateNeg', c.LLVMBuildNeg, value, name);
  }
  /** All bits inverted. */
  CreateNot(value: Value, name = ''): Value {
    return this.#integer('CreateNot', c.LLVMBuildNot, value, name);
  }
  /** The sum of floating-point numbers. */
  CreateFAdd(lhs: Value, rhs: Value, name = ''): Value {
    return this.#floats('CreateFAdd', c.LLVMBuildFAdd, lhs, rhs, name);
  }
  /** The difference of floating-point numbers. */
  CreateFSub(lhs: Value, rhs: Value, name = ''): Value {
    return this.#floats('CreateFSub', c.LLVMBuildFSub, lhs, rhs, name);
  }
  /** The product of floating-point numbers. */
  CreateFMul(lhs: Value, rhs: Value, name = ''): Value {
    return this.#floats('CreateFMul', c.LLVMBuildFMul, lhs, rhs, name);
  }
  /** The quotient of floating-point numbers. */
  CreateFDiv(lhs: Value, rhs: Value, name = ''): Value {
    return this.#floats('CreateFDiv', c.LLVMBuildFDiv, lhs, rhs, name);
  }
  /** The remainder of floating-point numbers, with the dividend's sign, as C's `fmod` has it. */
  CreateFRem(lhs: Value, rhs: Value, name = ''): Value {
    return this.#floats('CreateFRem', c.LLVMBuildFRem, lhs, rhs, name);
  }
  /** The number with its sign bit inverted, NaN too. */
  CreateFNeg(value: Value, name = ''): Value {
    const at = this.at('CreateFNeg');
    const operand = this.operand('CreateFNeg', value);
    if (!value.type.isFloatingPointTy()) throw this.#wrong('CreateFNeg', value.type);
    return this.#flagged(c.LLVMBuildFNeg(at, operand, nameAt(name)), value.type);
  }
  /** Makes a value that may be poison or undefined into some definite one. */
  CreateFreeze(value: Value, name = ''): Value {
    const at = this.at('CreateFreeze');
    const operand = this.operand('CreateFreeze', value);
    if (!value.type.isSized()) throw this.#wrong('CreateFreeze', value.type);
    return new Value(c.LLVMBuildFreeze(at, operand, nameAt(name)), value.type, this.body);
  }

  /** Whether integers or pointers are equal. */
  CreateICmpEQ(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpEQ', IntPredicate.EQ, lhs, rhs, name);
  }
  /** Whether integers or pointers differ. */
  CreateICmpNE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpNE', IntPredicate.NE, lhs, rhs, name);
  }
  /** Whether a signed integer is at least as large as another. */
  CreateICmpSGE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpSGE', IntPredicate.SGE, lhs, rhs, name);
  }
  /** Whether a signed integer is larger than another. */
  CreateICmpSGT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpSGT', IntPredicate.SGT, lhs, rhs, name);
  }
  /** Whether a signed integer is at most as large as another. */
  CreateICmpSLE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpSLE', IntPredicate.SLE, lhs, rhs, name);
  }
  /** Whether a signed integer is smaller than another. */
  CreateICmpSLT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpSLT', IntPredicate.SLT, lhs, rhs, name);
  }
  /** Whether an unsigned integer is at least as large as another. */
  CreateICmpUGE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpUGE', IntPredicate.UGE, lhs, rhs, name);
  }
  /** Whether an unsigned integer is larger than another. */
  CreateICmpUGT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpUGT', IntPredicate.UGT, lhs, rhs, name);
  }
  /** Whether an unsigned integer is at most as large as another. */
  CreateICmpULE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpULE', IntPredicate.ULE, lhs, rhs, name);
  }
  /** Whether an unsigned integer is smaller than another. */
  CreateICmpULT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareInts('CreateICmpULT', IntPredicate.ULT, lhs, rhs, name);
  }
  /** Whether a number is zero or a pointer null. */
  CreateIsNull(value: Value, name = ''): Value {
    const zero = this.#zeroOf('CreateIsNull', value);
    return this.#compareInts('CreateIsNull', IntPredicate.EQ, value, zero, name);
  }
  /** Whether a number is not zero, or a pointer not null. */
  CreateIsNotNull(value: Value, name = ''): Value {
    const zero = this.#zeroOf('CreateIsNotNull', value);
    return this.#compareInts('CreateIsNotNull', IntPredicate.NE, value, zero, name);
  }
  /** Whether the first is equal to the second; false when one is NaN. */
  CreateFCmpOEQ(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpOEQ', RealPredicate.OEQ, lhs, rhs, name);
  }
  /** Whether the first is unequal to the second; false when one is NaN. */
  CreateFCmpONE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpONE', RealPredicate.ONE, lhs, rhs, name);
  }
  /** Whether the first is greater or equal; false when one is NaN. */
  CreateFCmpOGE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpOGE', RealPredicate.OGE, lhs, rhs, name);
  }
  /** Whether the first is greater; false when one is NaN. */
  CreateFCmpOGT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpOGT', RealPredicate.OGT, lhs, rhs, name);
  }
  /** Whether the first is less or equal; false when one is NaN. */
  CreateFCmpOLE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpOLE', RealPredicate.OLE, lhs, rhs, name);
  }
  /** Whether the first is less; false when one is NaN. */
  CreateFCmpOLT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpOLT', RealPredicate.OLT, lhs, rhs, name);
  }
  /** Whether neither is NaN. */
  CreateFCmpORD(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpORD', RealPredicate.ORD, lhs, rhs, name);
  }
  /** Whether one is NaN. */
  CreateFCmpUNO(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpUNO', RealPredicate.UNO, lhs, rhs, name);
  }
  /** Whether the first is equal to the second; true when one is NaN. */
  CreateFCmpUEQ(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpUEQ', RealPredicate.UEQ, lhs, rhs, name);
  }
  /** Whether the first is unequal to the second; true when one is NaN. */
  CreateFCmpUNE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpUNE', RealPredicate.UNE, lhs, rhs, name);
  }
  /** Whether the first is greater or equal; true when one is NaN. */
  CreateFCmpUGE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpUGE', RealPredicate.UGE, lhs, rhs, name);
  }
  /** Whether the first is greater; true when one is NaN. */
  CreateFCmpUGT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpUGT', RealPredicate.UGT, lhs, rhs, name);
  }
  /** Whether the first is less or equal; true when one is NaN. */
  CreateFCmpULE(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpULE', RealPredicate.ULE, lhs, rhs, name);
  }
  /** Whether the first is less; true when one is NaN. */
  CreateFCmpULT(lhs: Value, rhs: Value, name = ''): Value {
    return this.#compareFloats('CreateFCmpULT', RealPredicate.ULT, lhs, rhs, name);
  }

  /** Chooses one of two values of a type. */
  CreateSelect(cond: Value, trueValue: Value, falseValue: Value, name = ''): Value {
    const at = this.at('CreateSelect');
    const condition = this.operand('CreateSelect', cond);
    const whenTrue = this.operand('CreateSelect', trueValue);
    const whenFalse = this.operand('CreateSelect', falseValue);
    const { type } = trueValue;
    if (!cond.type.isIntegerTy(1)) {
      throw this.misfit('CreateSelect', `the condition is ${cond.type}, not i1`);
    }
    if (type !== falseValue.type || !type.isSized()) {
      throw this.misfit('CreateSelect', `one value is ${type}, the other ${falseValue.type}`);
    }
    const ref = c.LLVMBuildSelect(at, condition, whenTrue, whenFalse, nameAt(name));
    return new Value(ref, type, this.body);
  }

  #integers(method: string, build: BuildBinary, lhs: Value, rhs: Value, name: string): Value {
    const at = this.at(method);
    const left = this.operand(method, lhs);
    const right = this.operand(method, rhs);
    const { type } = lhs;
    if (type !== rhs.type) throw this.#different(method, type, rhs.type);
    if (type.id !== TypeID.IntegerTyID) throw this.#wrong(method, type);
    return new Value(build(at, left, right, nameAt(name)), type, this.body);
  }

  #floats(method: string, build: BuildBinary, lhs: Value, rhs: Value, name: string): Value {
    const at = this.at(method);
    const left = this.operand(method, lhs);
    const right = this.operand(method, rhs);
    const { type } = lhs;
    if (type !== rhs.type) throw this.#different(method, type, rhs.type);
    if (!type.isFloatingPointTy()) throw this.#wrong(method, type);
    return this.#flagged(build(at, left, right, nameAt(name)), type);
  }

  #integer(method: string, build: BuildUnary, value: Value, name: string): Value {
    const at = this.at(method);
    const operand = this.operand(method, value);
    const { type } = value;
    if (type.id !== TypeID.IntegerTyID) throw this.#wrong(method, type);
    return new Value(build(at, operand, nameAt(name)), type, this.body);
  }

  /** The result of a floating-point instruction; what was folded into a constant takes no flags. */
  #flagged(ref: number, type: Type): Value {
    if (this.#fastMath !== 0 && c.LLVMCanValueUseFastMathFlags(ref) !== 0) {
      c.LLVMSetFastMathFlags(ref, this.#fastMath);
    }
    return new Value(ref, type, this.body);
  }

  #compareInts(method: string, predicate: number, lhs: Value, rhs: Value, name: string): Value {
    const at = this.at(method);
    const left = this.operand(method, lhs);
    const right = this.operand(method, rhs);
    const { type } = lhs;
    if (type !== rhs.type) throw this.#different(method, type, rhs.type);
    if (type.id !== TypeID.IntegerTyID && type.id !== TypeID.PointerTyID) {
      throw this.#wrong(method, type);
    }
    const ref = c.LLVMBuildICmp(at, predicate, left, right, nameAt(name));
    return new Value(ref, this.getInt1Ty(), this.body);
  }

  #compareFloats(method: string, predicate: number, lhs: Value, rhs: Value, name: string): Value {
    const at = this.at(method);
    const left = this.operand(method, lhs);
    const right = this.operand(method, rhs);
    const { type } = lhs;
    if (type !== rhs.type) throw this.#different(method, type, rhs.type);
    if (!type.isFloatingPointTy()) throw this.#wrong(method, type);
    const ref = c.LLVMBuildFCmp(at, predicate, left, right, nameAt(name));
    return this.#flagged(ref, this.getInt1Ty());
  }

  #zeroOf(method: string, value: Value): Value {
    this.operand(method, value);
    return new Value(c.LLVMConstNull(value.type.ref), value.type, this.context.lifetime);
  }

  #different(method: string, left: Type, right: Type) {
    return this.misfit(method, `the operands differ in type: ${left} and ${right}`);
  }
  #wrong(method: string, type: Type) {
    return this.misfit(method, `the operand is of type ${type}`);
  }
}
