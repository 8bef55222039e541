/** Instructions of which more can be said than by the builder call that makes them. */
import { AttributeIndex, attributeAt } from './attributes.ts';
import {
  AtomicOrdering,
  CallingConv,
  checkAlignment,
  checkChoice,
  TailCallKind,
} from './choices.ts';
import { ConstantInt } from './constants.ts';
import type { LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import type { BasicBlock } from './functions.ts';
import type { Lifetime } from './lifetime.ts';
import { checkMetadata, type MDNode } from './metadata.ts';
import { wordsAt } from './scratch.ts';
import { c } from './symbols.ts';
import type { Type } from './types.ts';
import { alive, usableIn, Value } from './values.ts';

/** Any instruction. */
export class Instruction extends Value {
  /**
   * Adds metadata of a kind such as `prof`, `tbaa` or `range`.
   * @throws LlvmMisuse when it belongs to another context
   */
  setMetadata(kind: string, node: MDNode): void {
    const method = 'Instruction.setMetadata';
    const { ref, type } = alive(method, this);
    checkMetadata(method, type.context, node);
    const context = type.context.ref;
    const id = c.LLVMGetMDKindIDInContext(context, kind, Buffer.byteLength(kind));
    c.LLVMSetMetadata(ref, id, c.LLVMMetadataAsValue(context, node.ref));
  }
}

/** A load or a store. */
export class MemoryInst extends Instruction {
  /** Says that the access must happen as it is written: someone else reads or writes, too. */
  setVolatile(isVolatile: boolean): void {
    c.LLVMSetVolatile(alive('MemoryInst.setVolatile', this).ref, isVolatile ? 1 : 0);
  }
  /**
   * Says of what the address is a multiple.
   * @param bytes a power of two of which the address is a multiple
   */
  setAlignment(bytes: number): void {
    const method = 'MemoryInst.setAlignment';
    checkAlignment(method, bytes);
    c.LLVMSetAlignment(alive(method, this).ref, bytes);
  }
  /**
   * Makes it atomic, and says how it is ordered between threads.
   * @param ordering of `AtomicOrdering`
   */
  setOrdering(ordering: number): void {
    const method = 'MemoryInst.setOrdering';
    checkChoice(method, AtomicOrdering, ordering);
    c.LLVMSetOrdering(alive(method, this).ref, ordering);
  }
}

/** Reads memory. */
export class LoadInst extends MemoryInst {}

/** Writes memory. */
export class StoreInst extends MemoryInst {}

/** Memory in the frame of the function. The value is its address. */
export class AllocaInst extends Instruction {
  readonly #allocated: Type;

  constructor(ref: number, type: Type, lifetime: Lifetime, allocated: Type) {
    super(ref, type, lifetime);
    this.#allocated = allocated;
  }

  /** The type of what lies at the address. */
  getAllocatedType(): Type {
    return this.#allocated;
  }
  /**
   * Sets of what its address is a multiple.
   * @param bytes a power of two
   */
  setAlignment(bytes: number): void {
    checkAlignment('AllocaInst.setAlignment', bytes);
    c.LLVMSetAlignment(alive('AllocaInst.setAlignment', this).ref, bytes);
  }
}

/** A call. */
export class CallInst extends Instruction {
  static readonly TailCallKind = TailCallKind;

  /** Of `CallingConv`. */
  getCallingConv(): number {
    return c.LLVMGetInstructionCallConv(alive('CallInst.getCallingConv', this).ref);
  }
  /**
   * Sets the calling convention of this one call.
   * @param convention of `CallingConv`; it must be the callee's
   */
  setCallingConv(convention: number): void {
    const method = 'CallInst.setCallingConv';
    checkChoice(method, CallingConv, convention);
    c.LLVMSetInstructionCallConv(alive(method, this).ref, convention);
  }
  /**
   * Says whether the call may, must or must not give up the caller's frame first.
   * @param kind of `CallInst.TailCallKind`
   */
  setTailCallKind(kind: number): void {
    const method = 'CallInst.setTailCallKind';
    checkChoice(method, TailCallKind, kind);
    c.LLVMSetTailCallKind(alive(method, this).ref, kind);
  }
  /** Adds an attribute of this one call. */
  addFnAttr(kind: string, value?: number | string): void {
    this.#add('CallInst.addFnAttr', AttributeIndex.FUNCTION, kind, value);
  }
  /** Adds an attribute of the argument with this index. */
  addParamAttr(index: number, kind: string, value?: number | string): void {
    this.#add('CallInst.addParamAttr', AttributeIndex.PARAMETER + index, kind, value);
  }
  /** Adds an attribute of the result. */
  addRetAttr(kind: string, value?: number | string): void {
    this.#add('CallInst.addRetAttr', AttributeIndex.RETURN, kind, value);
  }

  #add(method: string, index: number, kind: string, value?: number | string): void {
    const { ref, type } = alive(method, this);
    c.LLVMAddCallSiteAttribute(ref, index, attributeAt(method, type.context, kind, value));
  }
}

/** Chooses a value by the block from which control came. */
export class PHINode extends Instruction {
  /**
   * Says which value arrives from which block. Every block that leads here needs one.
   * @throws LlvmMisuse when the value has another type or the block is in another function
   */
  addIncoming(value: Value, block: BasicBlock): void {
    const method = 'PHINode.addIncoming';
    alive(method, this);
    checkBlock(method, this.lifetime, this.type.context, block);
    if (usableIn(method, this.lifetime, value).type !== this.type) {
      throw new LlvmMisuse(method, `${value.type} arrives at a phi of ${this.type}`);
    }
    const address = wordsAt([value.ref, block.ref]);
    c.LLVMAddIncoming(this.ref, address, address + 8, 1);
  }
}

/** Goes one of many ways by a number. */
export class SwitchInst extends Instruction {
  readonly #condition: Type;

  constructor(ref: number, type: Type, lifetime: Lifetime, condition: Type) {
    super(ref, type, lifetime);
    this.#condition = condition;
  }

  /**
   * Says to which block a number leads.
   * @throws LlvmMisuse when the number has another type than what is switched on
   */
  addCase(value: ConstantInt, block: BasicBlock): void {
    const method = 'SwitchInst.addCase';
    alive(method, this);
    checkBlock(method, this.lifetime, this.type.context, block);
    alive(method, value);
    if (!(value instanceof ConstantInt)) throw new LlvmMisuse(method, 'a case must be a number');
    if (value.type !== this.#condition) {
      throw new LlvmMisuse(method, `a case of ${value.type} in a switch on ${this.#condition}`);
    }
    c.LLVMAddCase(this.ref, value.ref, block.ref);
  }
}

/**
 * Checks that a block can be jumped to from a function's body: it is in the
 * same one, or in none yet.
 */
export function checkBlock(
  method: string,
  body: Lifetime,
  context: LLVMContext,
  block: BasicBlock,
): void {
  const { type, lifetime } = alive(method, block);
  if (!type.isLabelTy()) throw new LlvmMisuse(method, `a value of ${type} is not a block`);
  if (lifetime === body) return;
  const parent = block.getParent();
  if (parent !== null) {
    throw new LlvmMisuse(method, `the block is in another function, '${parent.getName()}'`);
  }
  if (block.context !== context) {
    throw new LlvmMisuse(method, 'the block belongs to another context');
  }
}
