/**
 * Metadata: remarks on instructions that passes may use and may drop. Branch
 * weights say which way a branch mostly goes; type-based alias analysis (TBAA)
 * says which loads and stores can never meet.
 */

import { type Constant, ConstantInt } from './constants.ts';
import { checkContext, type LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { listAt } from './scratch.ts';
import { c } from './symbols.ts';
import { Type } from './types.ts';
import { alive } from './values.ts';

/** Any metadata. It lives as long as its context. */
export class Metadata {
  /** LLVM's reference. */
  readonly ref: number;
  readonly context: LLVMContext;

  constructor(context: LLVMContext, ref: number) {
    this.context = context;
    this.ref = ref;
  }
}

/** A string as metadata. */
export class MDString extends Metadata {
  /** The string in UTF-8; equal ones are one in LLVM. */
  static get(context: LLVMContext, text: string): MDString {
    checkContext('MDString.get', context);
    const ref = c.LLVMMDStringInContext2(context.ref, text, Buffer.byteLength(text));
    return new MDString(context, ref);
  }
}

/** A constant as metadata. */
export class ConstantAsMetadata extends Metadata {
  /** The same constant, as an operand of nodes. */
  static get(value: Constant): ConstantAsMetadata {
    const { ref, type } = alive('ConstantAsMetadata.get', value);
    return new ConstantAsMetadata(type.context, c.LLVMValueAsMetadata(ref));
  }
}

/** A list of metadata. */
export class MDNode extends Metadata {
  /**
   * The list of these operands; an equal one is the same node.
   * @throws LlvmMisuse when an operand belongs to another context
   */
  static get(context: LLVMContext, operands: readonly Metadata[]): MDNode {
    checkContext('MDNode.get', context);
    for (const operand of operands) checkMetadata('MDNode.get', context, operand);
    const list = listAt(operands);
    return new MDNode(context, c.LLVMMDNodeInContext2(context.ref, list, operands.length));
  }
}

/** Checks that metadata is some, of this context. */
export function checkMetadata(method: string, context: LLVMContext, metadata: Metadata): void {
  if (!(metadata instanceof Metadata)) throw new LlvmMisuse(method, `${metadata} is no metadata`);
  if (metadata.context !== context) {
    throw new LlvmMisuse(method, 'the metadata belongs to another context');
  }
}

/** Makes the nodes whose form LLVM prescribes. */
export class MDBuilder {
  readonly #context: LLVMContext;

  constructor(context: LLVMContext) {
    checkContext('MDBuilder', context);
    this.#context = context;
  }

  /** `!prof`: how often, relative to each other, a branch goes each way. */
  createBranchWeights(...weights: readonly number[]): MDNode {
    const i32 = Type.getInt32Ty(this.#context);
    return this.#node(this.#string('branch_weights'), ...weights.map((w) => this.#int(i32, w)));
  }
  /** The root of a tree of types: types of different trees may alias. */
  createTBAARoot(name: string): MDNode {
    return this.#node(this.#string(name));
  }
  /** A type of memory below another one. Two accesses alias when one's type is the other's ancestor. */
  createTBAAScalarTypeNode(name: string, parent: MDNode, offset = 0): MDNode {
    const i64 = Type.getInt64Ty(this.#context);
    return this.#node(this.#string(name), parent, this.#int(i64, offset));
  }
  /** `!tbaa`: what an access touches; `isConstant` when nothing ever writes it. */
  createTBAAStructTagNode(base: MDNode, access: MDNode, offset = 0, isConstant = false): MDNode {
    const i64 = Type.getInt64Ty(this.#context);
    const constant = isConstant ? [this.#int(i64, 1)] : [];
    return this.#node(base, access, this.#int(i64, offset), ...constant);
  }
  /** `!range`: the value lies between `low` and below `high`. */
  createRange(low: ConstantInt, high: ConstantInt): MDNode {
    return this.#node(ConstantAsMetadata.get(low), ConstantAsMetadata.get(high));
  }

  #node(...operands: Metadata[]): MDNode {
    return MDNode.get(this.#context, operands);
  }
  #string(text: string): MDString {
    return MDString.get(this.#context, text);
  }
  #int(type: Type, value: number): ConstantAsMetadata {
    return ConstantAsMetadata.get(ConstantInt.get(type, value));
  }
}
