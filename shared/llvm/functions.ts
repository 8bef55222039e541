/** Functions, their arguments and their blocks; and global variables. */
import { AttributeIndex, attributeAt } from './attributes.ts';
import { CallingConv, checkAlignment, checkChoice, LinkageTypes } from './choices.ts';
import { FunctionType } from './composite-types.ts';
import { Constant } from './constants.ts';
import { checkContext, type LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { Instruction } from './instructions.ts';
import { Lifetime } from './lifetime.ts';
import { checkModule, type Module } from './module.ts';
import { nameAt } from './scratch.ts';
import { c } from './symbols.ts';
import { checkTypes, PointerType, Type, typeAt } from './types.ts';
import { alive, Value } from './values.ts';

/** A function or a global variable: the value is its address. */
export class GlobalValue extends Constant {
  static readonly LinkageTypes = LinkageTypes;

  readonly module: Module;
  /** Type of what lies at the address. */
  readonly valueType: Type;

  constructor(module: Module, ref: number, valueType: Type) {
    super(ref, PointerType.getUnqual(valueType), module.lifetime);
    this.module = module;
    this.valueType = valueType;
  }

  /** The type of what lies at the address. */
  getValueType(): Type {
    return this.valueType;
  }
  /** Of `LinkageTypes`. */
  getLinkage(): number {
    return c.LLVMGetLinkage(alive('GlobalValue.getLinkage', this).ref);
  }
  /** Says who can see it: of `LinkageTypes`. */
  setLinkage(linkage: number): void {
    checkChoice('GlobalValue.setLinkage', LinkageTypes, linkage);
    c.LLVMSetLinkage(alive('GlobalValue.setLinkage', this).ref, linkage);
  }
}

/** A parameter, as the function's body sees it. */
export class Argument extends Value {
  readonly #parent: LlvmFunction;
  readonly #index: number;

  constructor(parent: LlvmFunction, index: number) {
    super(c.LLVMGetParam(parent.ref, index), parent.functionType.params[index], parent.body);
    this.#parent = parent;
    this.#index = index;
  }

  /** What it is in. */
  getParent(): LlvmFunction {
    return this.#parent;
  }
  /** Which parameter it is, counted from 0. */
  getArgNo(): number {
    return this.#index;
  }
}

/** A function: a declaration until it gets its first block. */
export class LlvmFunction extends GlobalValue {
  readonly functionType: FunctionType;
  /** Lifetime of arguments, blocks and instructions. */
  readonly body: Lifetime;

  constructor(module: Module, ref: number, functionType: FunctionType) {
    super(module, ref, functionType);
    this.functionType = functionType;
    this.body = new Lifetime(module.lifetime);
  }

  /**
   * Adds a function to a module.
   * @throws LlvmMisuse when the module has a function of that name
   */
  static Create(funcType: FunctionType, linkage: number, name = '', module?: Module): LlvmFunction {
    const method = 'Function.Create';
    checkTypes(method, [funcType]);
    if (!(funcType instanceof FunctionType)) {
      throw new LlvmMisuse(method, `${funcType} is not a function type`);
    }
    if (module === undefined) throw new LlvmMisuse(method, 'the module is missing');
    checkModule(method, module);
    if (funcType.context !== module.context) {
      throw new LlvmMisuse(method, `${funcType} belongs to another context`);
    }
    if (name !== '' && module.getFunction(name) !== null) {
      throw new LlvmMisuse(method, `the module has a function '${name}'`);
    }
    const fn = module.functionAt(c.LLVMAddFunction(module.ref, name, funcType.ref));
    fn.setLinkage(linkage);
    return fn;
  }

  /** How many parameters there are. */
  arg_size(): number {
    return this.functionType.params.length;
  }
  /**
   * The argument with this index.
   * @throws LlvmMisuse when there is no such argument
   */
  getArg(index: number): Argument {
    alive('Function.getArg', this);
    if (!(index >= 0 && index < this.arg_size())) {
      throw new LlvmMisuse('Function.getArg', `'${this.getName()}' has no argument ${index}`);
    }
    return new Argument(this, index);
  }
  /** The type of the result. */
  getReturnType(): Type {
    return this.functionType.returnType;
  }
  /** The type of the function. */
  getFunctionType(): FunctionType {
    return this.functionType;
  }
  /** Whether it has no body. */
  isDeclaration(): boolean {
    return c.LLVMIsDeclaration(alive('Function.isDeclaration', this).ref) !== 0;
  }
  /** The block in which it begins. */
  getEntryBlock(): BasicBlock {
    if (this.isDeclaration()) {
      throw new LlvmMisuse('Function.getEntryBlock', `'${this.getName()}' has no body`);
    }
    return new BasicBlock(this.context, c.LLVMGetFirstBasicBlock(this.ref), this);
  }
  /** Appends a block that was made without a function. */
  addBasicBlock(block: BasicBlock): void {
    alive('Function.addBasicBlock', this);
    block.insertInto(this);
  }
  /** Of `CallingConv`. */
  getCallingConv(): number {
    return c.LLVMGetFunctionCallConv(alive('Function.getCallingConv', this).ref);
  }
  /**
   * Sets how it is called; every direct call must say the same.
   * @param convention of `CallingConv`
   */
  setCallingConv(convention: number): void {
    checkChoice('Function.setCallingConv', CallingConv, convention);
    c.LLVMSetFunctionCallConv(alive('Function.setCallingConv', this).ref, convention);
  }
  /** Promises that it never unwinds the stack. */
  setDoesNotThrow(): void {
    this.addFnAttr('nounwind');
  }
  /**
   * Adds an attribute of the function, such as `noinline` or `'memory', 'read'`.
   * @param value see `attributeAt`
   */
  addFnAttr(kind: string, value?: number | string): void {
    this.#add('Function.addFnAttr', AttributeIndex.FUNCTION, kind, value);
  }
  /** Adds an attribute of the parameter with this index, such as `noalias`. */
  addParamAttr(index: number, kind: string, value?: number | string): void {
    this.getArg(index); // throws when there is none
    this.#add('Function.addParamAttr', AttributeIndex.PARAMETER + index, kind, value);
  }
  /** Adds an attribute of the result, such as `nonnull`. */
  addRetAttr(kind: string, value?: number | string): void {
    this.#add('Function.addRetAttr', AttributeIndex.RETURN, kind, value);
  }
  /**
   * Removes the function from its module.
   * @throws LlvmMisuse when something still uses it
   */
  eraseFromParent(): void {
    const method = 'Function.eraseFromParent';
    alive(method, this);
    if (!this.use_empty()) throw new LlvmMisuse(method, `'${this.getName()}' is still used`);
    c.LLVMDeleteFunction(this.ref);
    this.body.end('was erased with its function');
    this.module.forget(this);
    this.lifetime = this.body;
  }

  get context(): LLVMContext {
    return this.type.context;
  }

  #add(method: string, index: number, kind: string, value?: number | string): void {
    alive(method, this);
    c.LLVMAddAttributeAtIndex(this.ref, index, attributeAt(method, this.context, kind, value));
  }
}

/** A function together with the type by which it is called. */
export class FunctionCallee {
  readonly #type: FunctionType;
  readonly #callee: LlvmFunction;

  constructor(type: FunctionType, callee: LlvmFunction) {
    this.#type = type;
    this.#callee = callee;
  }

  /** The type of the function. */
  getFunctionType(): FunctionType {
    return this.#type;
  }
  /** The function. */
  getCallee(): LlvmFunction {
    return this.#callee;
  }
}

/** A block: instructions that run one after the other, the last of them a jump or a return. */
export class BasicBlock extends Value {
  readonly context: LLVMContext;
  #parent: LlvmFunction | null;

  constructor(context: LLVMContext, ref: number, parent: LlvmFunction | null) {
    super(ref, Type.getLabelTy(context), parent?.body ?? context.lifetime);
    this.context = context;
    this.#parent = parent;
  }

  /** Makes a block, at the end of a function or before one of its blocks; or for later, in none. */
  static Create(
    context: LLVMContext,
    name = '',
    parent?: LlvmFunction,
    insertBefore?: BasicBlock,
  ): BasicBlock {
    const method = 'BasicBlock.Create';
    checkContext(method, context);
    if (parent === undefined) {
      return new BasicBlock(context, c.LLVMCreateBasicBlockInContext(context.ref, name), null);
    }
    alive(method, parent);
    if (parent.context !== context) {
      throw new LlvmMisuse(method, `'${parent.getName()}' belongs to another context`);
    }
    if (insertBefore && alive(method, insertBefore).getParent() !== parent) {
      throw new LlvmMisuse(method, 'the block to stand before is in another function');
    }
    const ref = insertBefore
      ? c.LLVMInsertBasicBlockInContext(context.ref, insertBefore.ref, nameAt(name))
      : c.LLVMAppendBasicBlockInContext(context.ref, parent.ref, nameAt(name));
    return new BasicBlock(context, ref, parent);
  }

  /** The function that it is in; null for none. */
  getParent(): LlvmFunction | null {
    return this.#parent;
  }
  /** The module that it is in; null for none. */
  getModule(): Module | null {
    return this.#parent?.module ?? null;
  }
  /** Appends a block that was made without a function. */
  insertInto(parent: LlvmFunction): void {
    const method = 'BasicBlock.insertInto';
    alive(method, this);
    alive(method, parent);
    if (this.#parent !== null) throw new LlvmMisuse(method, 'the block is in a function');
    if (parent.context !== this.context) {
      throw new LlvmMisuse(method, `'${parent.getName()}' belongs to another context`);
    }
    c.LLVMAppendExistingBasicBlock(parent.ref, this.ref);
    this.#parent = parent;
    this.lifetime = parent.body;
  }
  /** The jump, return or `unreachable` with which it ends; null as long as there is none. */
  getTerminator(): Instruction | null {
    const ref = c.LLVMGetBasicBlockTerminator(alive('BasicBlock.getTerminator', this).ref);
    return ref === 0 ? null : new Instruction(ref, Type.getVoidTy(this.context), this.lifetime);
  }
}

/** A variable of the module. The value is its address. */
export class GlobalVariable extends GlobalValue {
  /**
   * Adds a variable to a module.
   * @param initializer what it holds at first; null when another module defines it
   */
  constructor(
    module: Module,
    type: Type,
    isConstant: boolean,
    linkage: number,
    initializer: Constant | null,
    name = '',
  ) {
    checkModule('GlobalVariable', module);
    checkTypes('GlobalVariable', [type, Type.getVoidTy(module.context)]);
    if (!type.isSized()) throw new LlvmMisuse('GlobalVariable', `${type} has no size`);
    super(module, c.LLVMAddGlobal(module.ref, type.ref, name), type);
    c.LLVMSetGlobalConstant(this.ref, isConstant ? 1 : 0);
    this.setLinkage(linkage);
    if (initializer !== null) this.setInitializer(initializer);
  }

  /** Says what it holds at first. */
  setInitializer(value: Constant): void {
    const method = 'GlobalVariable.setInitializer';
    alive(method, this);
    if (alive(method, value).type !== this.valueType) {
      throw new LlvmMisuse(method, `${value.type} is not ${this.valueType}`);
    }
    if (!(value instanceof Constant)) throw new LlvmMisuse(method, 'the value is not a constant');
    c.LLVMSetInitializer(this.ref, value.ref);
  }
  /**
   * Sets of what its address is a multiple.
   * @param bytes a power of two
   */
  setAlignment(bytes: number): void {
    checkAlignment('GlobalVariable.setAlignment', bytes);
    c.LLVMSetAlignment(alive('GlobalVariable.setAlignment', this).ref, bytes);
  }
}

/** The object for a function that LLVM has at `ref`, of which there is none yet. */
export function functionObject(module: Module, ref: number): LlvmFunction {
  const type: FunctionType = typeAt(module.context, c.LLVMGlobalGetValueType(ref));
  return new LlvmFunction(module, ref, type);
}
