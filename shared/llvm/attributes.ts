/**
 * Attributes: promises about a function, its parameters and its result, such
 * as `nounwind`, `dereferenceable(8)`, `memory(read)` or `"frame-pointer"="all"`.
 */
import { checkContext, type LLVMContext } from './context.ts';
import { LlvmMisuse } from './errors.ts';
import { createBuffer, takeMessage } from './messages.ts';
import { c } from './symbols.ts';

/** To what an attribute belongs, as LLVM numbers it: parameters count from 1. */
export const AttributeIndex = { RETURN: 0, FUNCTION: 0xffffffff, PARAMETER: 1 } as const;

/** Attributes that LLVM would take a number for a pointer in. */
const ofTypesOrRanges: ReadonlySet<string> = new Set([
  'byref',
  'byval',
  'elementtype',
  'inalloca',
  'initializes',
  'preallocated',
  'range',
  'sret',
]);

/**
 * The reference of an attribute; it lives as long as its context.
 * @param kind the attribute's name
 * @param value
 *   a number for attributes such as `align` or `dereferenceable`; for `memory` what
 *   stands in its brackets in IR; any other text makes an attribute of the target's own
 * @throws LlvmMisuse when LLVM knows no such attribute
 */
export function attributeAt(
  method: string,
  context: LLVMContext,
  kind: string,
  value?: number | string,
): number {
  checkContext(method, context);
  if (typeof value === 'string' && kind !== 'memory') {
    const lengths = [Buffer.byteLength(kind), Buffer.byteLength(value)];
    return c.LLVMCreateStringAttribute(context.ref, kind, lengths[0], value, lengths[1]);
  }
  const id = kindOf(kind);
  if (id === 0) throw new LlvmMisuse(method, `LLVM knows no attribute '${kind}'`);
  if (ofTypesOrRanges.has(kind)) {
    throw new LlvmMisuse(method, `'${kind}' needs a type or a range, which cannot be given here`);
  }
  const bits = kind === 'memory' ? memoryBits(method, context, `${value}`) : Number(value ?? 0);
  return c.LLVMCreateEnumAttribute(context.ref, id, bits);
}

function kindOf(name: string): number {
  return c.LLVMGetEnumAttributeKindForName(name, Buffer.byteLength(name));
}

/** The bits of every effect that was asked for. */
const knownEffects = new Map<string, number>();

/**
 * What a function does to memory is a number whose bits mean something else in
 * every version of LLVM. The text of IR does not change, so LLVM reads that.
 */
function memoryBits(method: string, context: LLVMContext, effects: string): number {
  const known = knownEffects.get(effects);
  if (known !== undefined) return known;
  const text = createBuffer(Buffer.from(`declare void @f() memory(${effects})`), 'attribute');
  const module: [number] = [0];
  const message: [number] = [0];
  if (c.LLVMParseIRInContext(context.ref, text, module, message) !== 0) {
    throw new LlvmMisuse(method, `memory(${effects}): ${takeMessage(message[0])}`);
  }
  const declared = c.LLVMGetNamedFunction(module[0], 'f');
  const { FUNCTION } = AttributeIndex;
  const attribute = c.LLVMGetEnumAttributeAtIndex(declared, FUNCTION, kindOf('memory'));
  const bits = Number(c.LLVMGetEnumAttributeValue(attribute));
  c.LLVMDisposeModule(module[0]);
  knownEffects.set(effects, bits);
  return bits;
}
