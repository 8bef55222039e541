/** Types. Each exists once in its context, so types are equal when they are the same object. */
import { checkContext, type LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { takeMessage } from './messages.ts';
import { c } from './symbols.ts';

/** What a type can be; the numbers are those of LLVM's C API. */
export const TypeID = {
  VoidTyID: 0,
  HalfTyID: 1,
  FloatTyID: 2,
  DoubleTyID: 3,
  X86_FP80TyID: 4,
  FP128TyID: 5,
  PPC_FP128TyID: 6,
  LabelTyID: 7,
  IntegerTyID: 8,
  FunctionTyID: 9,
  StructTyID: 10,
  ArrayTyID: 11,
  PointerTyID: 12,
  FixedVectorTyID: 13,
  MetadataTyID: 14,
  TokenTyID: 16,
  ScalableVectorTyID: 17,
  BFloatTyID: 18,
} as const;

/** Bits of the floating-point types. */
const floatBits: Readonly<Record<number, number>> = {
  [TypeID.HalfTyID]: 16,
  [TypeID.BFloatTyID]: 16,
  [TypeID.FloatTyID]: 32,
  [TypeID.DoubleTyID]: 64,
  [TypeID.X86_FP80TyID]: 80,
  [TypeID.FP128TyID]: 128,
  [TypeID.PPC_FP128TyID]: 128,
};

/** Types that no instruction can have as its result, nor a function as a parameter. */
const notFirstClass: readonly number[] = [TypeID.VoidTyID, TypeID.FunctionTyID];
/** Types that a value can have but that no memory can hold. */
const notInMemory: readonly number[] = [
  ...notFirstClass,
  TypeID.LabelTyID,
  TypeID.MetadataTyID,
  TypeID.TokenTyID,
];

/** Any type. */
export class Type {
  static readonly TypeID = TypeID;

  /** LLVM's reference. */
  readonly ref: number;
  readonly context: LLVMContext;
  /** Of `TypeID`. */
  readonly id: number;
  /** Bits of an integer or a floating-point number, otherwise 0. */
  readonly bits: number;

  /** Types are made by the static functions; see `typeAt`. */
  constructor(context: LLVMContext, ref: number, id: number, bits = floatBits[id] ?? 0) {
    this.context = context;
    this.ref = ref;
    this.id = id;
    this.bits = bits;
  }

  /** The type of nothing. */
  static getVoidTy(context: LLVMContext): Type {
    checkContext('Type.getVoidTy', context);
    return typeAt(context, c.LLVMVoidTypeInContext(context.ref));
  }
  /** The type of blocks. */
  static getLabelTy(context: LLVMContext): Type {
    checkContext('Type.getLabelTy', context);
    return typeAt(context, c.LLVMLabelTypeInContext(context.ref));
  }
  /** Floating-point numbers of 16 bits. */
  static getHalfTy(context: LLVMContext): Type {
    checkContext('Type.getHalfTy', context);
    return typeAt(context, c.LLVMHalfTypeInContext(context.ref));
  }
  /** Floating-point numbers of 16 bits with a float's range. */
  static getBFloatTy(context: LLVMContext): Type {
    checkContext('Type.getBFloatTy', context);
    return typeAt(context, c.LLVMBFloatTypeInContext(context.ref));
  }
  /** Floating-point numbers of 32 bits. */
  static getFloatTy(context: LLVMContext): Type {
    checkContext('Type.getFloatTy', context);
    return typeAt(context, c.LLVMFloatTypeInContext(context.ref));
  }
  /** Floating-point numbers of 64 bits. */
  static getDoubleTy(context: LLVMContext): Type {
    checkContext('Type.getDoubleTy', context);
    return typeAt(context, c.LLVMDoubleTypeInContext(context.ref));
  }
  /** Integers of any width. */
  static getIntNTy(context: LLVMContext, numBits: number): IntegerType {
    return IntegerType.get(context, numBits);
  }
  /** The type of truth values. */
  static getInt1Ty(context: LLVMContext): IntegerType {
    return IntegerType.get(context, 1);
  }
  /** Integers of 8 bits. */
  static getInt8Ty(context: LLVMContext): IntegerType {
    return IntegerType.get(context, 8);
  }
  /** Integers of 16 bits. */
  static getInt16Ty(context: LLVMContext): IntegerType {
    return IntegerType.get(context, 16);
  }
  /** Integers of 32 bits. */
  static getInt32Ty(context: LLVMContext): IntegerType {
    return IntegerType.get(context, 32);
  }
  /** Integers of 64 bits. */
  static getInt64Ty(context: LLVMContext): IntegerType {
    return IntegerType.get(context, 64);
  }
  /** Integers of 128 bits. */
  static getInt128Ty(context: LLVMContext): IntegerType {
    return IntegerType.get(context, 128);
  }
  /** Pointers: they are opaque, so all of these are one type. */
  static getInt1PtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Pointers. */
  static getInt8PtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Pointers. */
  static getInt16PtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Pointers. */
  static getInt32PtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Pointers. */
  static getInt64PtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Pointers. */
  static getFloatPtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Pointers. */
  static getDoublePtrTy(context: LLVMContext, addrSpace = 0): PointerType {
    return pointerType(context, addrSpace);
  }
  /** Whether two types are equal; `===` says the same. */
  static isSameType(type1: Type, type2: Type): boolean {
    return type1 === type2;
  }

  /** Of `Type.TypeID`. */
  getTypeID(): number {
    return this.id;
  }
  /** Whether it is the type of nothing. */
  isVoidTy(): boolean {
    return this.id === TypeID.VoidTyID;
  }
  /** Whether it is `half`. */
  isHalfTy(): boolean {
    return this.id === TypeID.HalfTyID;
  }
  /** Whether it is `bfloat`. */
  isBFloatTy(): boolean {
    return this.id === TypeID.BFloatTyID;
  }
  /** Whether it is `float`. */
  isFloatTy(): boolean {
    return this.id === TypeID.FloatTyID;
  }
  /** Whether it is `double`. */
  isDoubleTy(): boolean {
    return this.id === TypeID.DoubleTyID;
  }
  /** Whether it is a floating-point type. */
  isFloatingPointTy(): boolean {
    return this.id in floatBits;
  }
  /** Whether it is the type of blocks. */
  isLabelTy(): boolean {
    return this.id === TypeID.LabelTyID;
  }
  /** Whether it is the type of metadata as an operand. */
  isMetadataTy(): boolean {
    return this.id === TypeID.MetadataTyID;
  }
  /** Whether it is the type of tokens. */
  isTokenTy(): boolean {
    return this.id === TypeID.TokenTyID;
  }
  /** Whether it is an integer type, of this width if one is given. */
  isIntegerTy(bitWidth?: number): boolean {
    return this.id === TypeID.IntegerTyID && (bitWidth ?? this.bits) === this.bits;
  }
  /** Whether it is the type of a function. */
  isFunctionTy(): boolean {
    return this.id === TypeID.FunctionTyID;
  }
  /** Whether it is a structure. */
  isStructTy(): boolean {
    return this.id === TypeID.StructTyID;
  }
  /** Whether it is an array. */
  isArrayTy(): boolean {
    return this.id === TypeID.ArrayTyID;
  }
  /** Whether it is the type of pointers. */
  isPointerTy(): boolean {
    return this.id === TypeID.PointerTyID;
  }
  /** Whether it is a vector. */
  isVectorTy(): boolean {
    return this.id === TypeID.FixedVectorTyID || this.id === TypeID.ScalableVectorTyID;
  }
  /** Whether instructions can have such results. */
  isFirstClassType(): boolean {
    return !notFirstClass.includes(this.id);
  }
  /** Whether its values fit a register: neither structures nor arrays. */
  isSingleValueType(): boolean {
    return !notInMemory.includes(this.id) && !this.isAggregateType();
  }
  /** Whether it is a structure or an array. */
  isAggregateType(): boolean {
    return this.isStructTy() || this.isArrayTy();
  }
  /** Whether memory can hold such values: it has a size. */
  isSized(): boolean {
    if (this.isAggregateType()) return c.LLVMTypeIsSized(this.ref) !== 0;
    return !notInMemory.includes(this.id);
  }
  /** Bits of an integer or floating-point number, 0 for every other type. */
  getPrimitiveSizeInBits(): number {
    return this.bits;
  }
  /** The type of pointers to this one. Pointers are opaque: it is the same for all types. */
  getPointerTo(addrSpace = 0): PointerType {
    return pointerType(this.context, addrSpace);
  }
  /** The type as IR has it, such as `i32`. */
  toString(): string {
    return takeMessage(c.LLVMPrintTypeToString(this.ref));
  }
}

/** Integers of one width, without a sign: instructions have signs, not types. */
export class IntegerType extends Type {
  /**
   * The type of integers of so many bits.
   * @param numBits 1 to 8,388,607
   */
  static get(context: LLVMContext, numBits: number): IntegerType {
    checkContext('IntegerType.get', context);
    const known = context.integerTypes.get(numBits);
    if (known !== undefined) return known;
    if (!(Number.isInteger(numBits) && numBits >= 1 && numBits < 2 ** 23)) {
      throw new LlvmMisuse('IntegerType.get', `there are no integers of ${numBits} bits`);
    }
    const type: IntegerType = typeAt(context, c.LLVMIntTypeInContext(context.ref, numBits));
    context.integerTypes.set(numBits, type);
    return type;
  }

  /** How many bits its numbers have. */
  getBitWidth(): number {
    return this.bits;
  }
}

/** Pointers. They do not say to what: loads, stores and address computations do. */
export class PointerType extends Type {
  /** The element type tells only the context. */
  static get(element: Type | LLVMContext, addrSpace: number): PointerType {
    return pointerType(element instanceof Type ? element.context : element, addrSpace);
  }
  /** Pointers of the usual address space. */
  static getUnqual(element: Type | LLVMContext): PointerType {
    return PointerType.get(element, 0);
  }
}

function pointerType(context: LLVMContext, addrSpace: number): PointerType {
  checkContext('PointerType.get', context);
  return typeAt(context, c.LLVMPointerTypeInContext(context.ref, addrSpace));
}

/** Makes the object of a type that LLVM has. */
export type Make = (context: LLVMContext, ref: number) => Type;

/** How types of each kind are made; see `registerType`. */
const makers: Map<number, Make> = new Map();

/** Says how the types of a kind are made, if not as plain `Type`s. */
export function registerType(id: number, make: Make): void {
  makers.set(id, make);
}

registerType(TypeID.IntegerTyID, (context, ref) => {
  return new IntegerType(context, ref, TypeID.IntegerTyID, c.LLVMGetIntTypeWidth(ref));
});
registerType(TypeID.PointerTyID, (context, ref) => {
  return new PointerType(context, ref, TypeID.PointerTyID);
});

/**
 * The one object for LLVM's type at `ref`. Which class it has, the caller
 * knows from where the reference came.
 */
export function typeAt<T extends Type>(context: LLVMContext, ref: number): T {
  let type = context.types.get(ref);
  if (type === undefined) {
    const id = c.LLVMGetTypeKind(ref);
    type = makers.get(id)?.(context, ref) ?? new Type(context, ref, id);
    context.types.set(ref, type);
  }
  return type as T;
}

/**
 * Checks that types are types, of one context, which is there.
 * @throws LlvmMisuse when they are not
 */
export function checkTypes(method: string, types: readonly Type[]): void {
  for (const type of types) {
    if (!(type instanceof Type)) throw new LlvmMisuse(method, `${type} is not a type`);
    checkContext(method, type.context);
    if (type.context !== types[0].context) {
      throw new LlvmMisuse(method, `${type} belongs to another context than ${types[0]}`);
    }
  }
}
