/** Values: whatever an instruction can have as an operand. */
import { LlvmMisuse } from './errors.ts';
import type { Lifetime } from './lifetime.ts';
import { takeMessage } from './messages.ts';
import { c } from './symbols.ts';
import type { Type } from './types.ts';

/**
 * A constant, an argument, the result of an instruction, a function, a block.
 *
 * A value is made for every instruction, so its fields are only declared.
 * A field that is defined is created before the constructor sets it, which in
 * subclasses takes V8 0.4 µs: longer than LLVM takes to build the instruction.
 */
export class Value {
  /** LLVM's reference. */
  declare readonly ref: number;
  declare readonly type: Type;
  /** How long it may be used; the context's for constants. */
  declare lifetime: Lifetime;

  /** Values come from the builder, from functions and from constants. */
  constructor(ref: number, type: Type, lifetime: Lifetime) {
    this.ref = ref;
    this.type = type;
    this.lifetime = lifetime;
  }

  /** Its type. */
  getType(): Type {
    return this.type;
  }
  /** Its name; the empty string when it has none. */
  getName(): string {
    return c.LLVMGetValueName2(alive('Value.getName', this).ref, [0]) ?? '';
  }
  /** Whether it has a name. */
  hasName(): boolean {
    return this.getName() !== '';
  }
  /** Gives it a name; in a function each name is given once, and LLVM numbers a second one. */
  setName(name: string): void {
    const { ref } = alive('Value.setName', this);
    c.LLVMSetValueName2(ref, name, Buffer.byteLength(name));
  }
  /** Whether nothing uses it. */
  use_empty(): boolean {
    return c.LLVMGetFirstUse(alive('Value.use_empty', this).ref) === 0;
  }
  /** Makes everything that uses this value use another one of its type. */
  replaceAllUsesWith(newValue: Value): void {
    const method = 'Value.replaceAllUsesWith';
    const { ref, type } = alive(method, newValue);
    if (alive(method, this).lifetime === type.context.lifetime) {
      throw new LlvmMisuse(method, 'a constant is used by others, too');
    }
    if (type !== this.type || ref === this.ref) {
      throw new LlvmMisuse(method, `${newValue.print()} cannot stand for ${this.print()}`);
    }
    c.LLVMReplaceAllUsesWith(this.ref, newValue.ref);
  }
  /** The value as IR has it: an instruction with its operands, a function with its body. */
  print(): string {
    return takeMessage(c.LLVMPrintValueToString(alive('Value.print', this).ref));
  }
}

/**
 * A value that may still be used.
 * @throws LlvmMisuse when it is none, or its time is over
 */
export function alive<V extends Value>(method: string, value: V): V {
  const ended = value?.lifetime?.ended;
  if (ended === undefined) throw new LlvmMisuse(method, `${value} is not a value`);
  if (ended !== null) throw new LlvmMisuse(method, `the value ${ended}`);
  return value;
}

/**
 * A value that an instruction in a function's body may have as its operand: of the
 * same function, module or context.
 * @throws LlvmMisuse when it may not
 */
export function usableIn<V extends Value>(method: string, body: Lifetime, value: V): V {
  const { lifetime, type } = alive(method, value);
  if (lifetime === body || body.liesIn(lifetime)) return value;
  const isNear = body.liesIn(type.context.lifetime);
  const place = isNear ? 'is in another function or module' : 'belongs to another context';
  throw new LlvmMisuse(method, `the operand of type ${type} ${place}`);
}
