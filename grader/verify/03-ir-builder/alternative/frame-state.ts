/**
 * Another frame state: every value is in its slot as soon as it is made, so that
 * nothing is ever to be flushed. Registers only spare loads.
 */
import type * as contract from '#shared/contracts/ir/frame-state.ts';
import type { FrameState, MemoryIr, Register } from '#shared/contracts/ir.ts';
import type { ValuesIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';
import { SLOT_SIZE } from '#shared/memory/layout.ts';

/** Makes the frame state of one function. */
export function createFrameState(
  builder: IRBuilder,
  memory: MemoryIr,
  values: ValuesIr,
  base: Value,
): FrameState {
  /** What is known of slots; a slot that is not in here has to be loaded. */
  const known = new Map<number, Register>();
  let depth = 0;

  const bits = ({ kind, value }: Register) =>
    kind === 'tagged'
      ? value
      : kind === 'number'
        ? values.fromNumber(value)
        : values.fromBoolean(value);
  const slot = (index: number) => builder.CreateAdd(base, builder.getInt32(index * SLOT_SIZE));
  const put = (index: number, register: Register) => {
    memory.store(bits(register), slot(index));
    known.set(index, register);
  };
  const nothing = () => {};

  return {
    depth: () => depth,
    begin(entries) {
      depth = entries;
      known.clear();
    },
    push(register) {
      put(depth, register);
      depth += 1;
    },
    pushStored() {
      known.delete(depth);
      depth += 1;
    },
    drop() {
      depth -= 1;
      known.delete(depth);
    },
    read(index) {
      const register = known.get(index) ?? { kind: 'tagged', value: memory.load64(slot(index)) };
      known.set(index, register);
      return register;
    },
    refine(register, better) {
      for (const [index, { value }] of known)
        if (value === register.value) known.set(index, better);
    },
    write: put,
    slot,
    top: () => slot(depth),
    flush: nothing,
    spill: nothing,
    flushReferences: nothing,
    forgetReferences() {
      for (const [index, { kind }] of known) if (kind === 'tagged') known.delete(index);
    },
  };
}

createFrameState satisfies typeof contract.createFrameState;
