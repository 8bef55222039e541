/** Types that are made of other types: functions, structures, arrays. */
import { checkContext, type LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { readList } from './messages.ts';
import { listAt } from './scratch.ts';
import { c } from './symbols.ts';
import { checkTypes, registerType, Type, TypeID, typeAt } from './types.ts';

/** What a function takes and returns. */
export class FunctionType extends Type {
  /** Types of the parameters. */
  readonly params: readonly Type[];
  readonly returnType: Type;
  readonly varArg: boolean;

  constructor(context: LLVMContext, ref: number) {
    super(context, ref, TypeID.FunctionTyID);
    const count = c.LLVMCountParamTypes(ref);
    const params = readList(count, (address) => c.LLVMGetParamTypes(ref, address));
    this.params = params.map((param) => typeAt(context, param));
    this.returnType = typeAt(context, c.LLVMGetReturnType(ref));
    this.varArg = c.LLVMIsFunctionVarArg(ref) !== 0;
  }

  /**
   * @param isVarArg whether calls may pass more arguments than there are parameters
   * @throws LlvmMisuse when a parameter or the result cannot be of its type
   */
  static get(returnType: Type, isVarArg: boolean): FunctionType;
  static get(returnType: Type, paramTypes: readonly Type[], isVarArg: boolean): FunctionType;
  static get(
    returnType: Type,
    paramsOrVarArg: readonly Type[] | boolean,
    isVarArg = paramsOrVarArg === true,
  ): FunctionType {
    const params = typeof paramsOrVarArg === 'boolean' ? [] : paramsOrVarArg;
    checkTypes('FunctionType.get', [returnType, ...params]);
    const bad = params.find((type) => !type.isFirstClassType());
    if (bad) throw new LlvmMisuse('FunctionType.get', `no parameter can be of type ${bad}`);
    if (returnType.isFunctionTy() || returnType.isLabelTy() || returnType.isMetadataTy()) {
      throw new LlvmMisuse('FunctionType.get', `no function can return ${returnType}`);
    }
    const { context, ref } = returnType;
    const list = listAt(params);
    return typeAt(context, c.LLVMFunctionType(ref, list, params.length, isVarArg ? 1 : 0));
  }

  /** The type of the result. */
  getReturnType(): Type {
    return this.returnType;
  }
  /** How many parameters there are. */
  getNumParams(): number {
    return this.params.length;
  }
  /** The type of a parameter. */
  getParamType(index: number): Type {
    return this.params[index];
  }
  /** Whether it takes more arguments than it has parameters. */
  isVarArg(): boolean {
    return this.varArg;
  }
}

/** Structures: fields one after the other. */
export class StructType extends Type {
  /** A new structure with a name; without fields it is opaque until `setBody`. */
  static create(context: LLVMContext, name: string): StructType;
  static create(context: LLVMContext, elementTypes: readonly Type[], name: string): StructType;
  static create(
    context: LLVMContext,
    elementsOrName: readonly Type[] | string,
    name = '',
  ): StructType {
    checkContext('StructType.create', context);
    const isOpaque = typeof elementsOrName === 'string';
    const ref = c.LLVMStructCreateNamed(context.ref, isOpaque ? elementsOrName : name);
    const type: StructType = typeAt(context, ref);
    if (!isOpaque) type.setBody(elementsOrName);
    return type;
  }

  /** The structure with these fields; it has no name. */
  static get(
    context: LLVMContext,
    elementTypes: readonly Type[] = [],
    isPacked = false,
  ): StructType {
    checkContext('StructType.get', context);
    checkElements('StructType.get', context, elementTypes);
    const { length } = elementTypes;
    const list = listAt(elementTypes);
    return typeAt(context, c.LLVMStructTypeInContext(context.ref, list, length, isPacked ? 1 : 0));
  }

  /** Says what the fields of an opaque structure are. */
  setBody(elementTypes: readonly Type[], isPacked = false): void {
    checkElements('StructType.setBody', this.context, elementTypes);
    if (!this.isOpaque()) throw new LlvmMisuse('StructType.setBody', `${this} has its fields`);
    c.LLVMStructSetBody(this.ref, listAt(elementTypes), elementTypes.length, isPacked ? 1 : 0);
  }
  /** Whether it has a name. */
  hasName(): boolean {
    return this.getName() !== '';
  }
  /** Its name; the empty string when it has none. */
  getName(): string {
    return c.LLVMGetStructName(this.ref) ?? '';
  }
  /** Whether its fields are not known. */
  isOpaque(): boolean {
    return c.LLVMIsOpaqueStruct(this.ref) !== 0;
  }
  /** Whether its fields lie without gaps. */
  isPacked(): boolean {
    return c.LLVMIsPackedStruct(this.ref) !== 0;
  }
  /** Whether it is its fields that tell it from others, and not its name. */
  isLiteral(): boolean {
    return c.LLVMIsLiteralStruct(this.ref) !== 0;
  }
  /** How many fields there are; 0 for an opaque one. */
  getNumElements(): number {
    return this.isOpaque() ? 0 : c.LLVMCountStructElementTypes(this.ref);
  }
  /**
   * The type of a field.
   * @throws LlvmMisuse when there is no such field
   */
  getElementType(index: number): Type {
    if (!(index >= 0 && index < this.getNumElements())) {
      throw new LlvmMisuse('StructType.getElementType', `${this} has no field ${index}`);
    }
    return typeAt(this.context, c.LLVMStructGetTypeAtIndex(this.ref, index));
  }
}

/** A fixed number of elements of one type. */
export class ArrayType extends Type {
  /**
   * The type of arrays with so many elements.
   * @throws LlvmMisuse when the elements have no size
   */
  static get(elemType: Type, numElements: number): ArrayType {
    checkTypes('ArrayType.get', [elemType]);
    checkElements('ArrayType.get', elemType.context, [elemType]);
    return typeAt(elemType.context, c.LLVMArrayType2(elemType.ref, numElements));
  }

  /** How many elements there are. */
  getNumElements(): number {
    return Number(c.LLVMGetArrayLength2(this.ref));
  }
  /** The type of the elements. */
  getElementType(): Type {
    return typeAt(this.context, c.LLVMGetElementType(this.ref));
  }
}

registerType(TypeID.FunctionTyID, (context, ref) => new FunctionType(context, ref));
registerType(TypeID.StructTyID, (context, ref) => {
  return new StructType(context, ref, TypeID.StructTyID);
});
registerType(TypeID.ArrayTyID, (context, ref) => new ArrayType(context, ref, TypeID.ArrayTyID));

function checkElements(method: string, context: LLVMContext, types: readonly Type[]): void {
  checkTypes(method, types);
  for (const type of types) {
    if (type.context !== context) {
      throw new LlvmMisuse(method, `${type} belongs to another context`);
    }
    if (!type.isSized()) throw new LlvmMisuse(method, `${type} has no size`);
  }
}
