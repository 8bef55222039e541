// Lab 03, IR builder: frame-state.ts
//
// To start, run `npm run lab -- start 03`. It copies this file to mine/03-ir-builder/;
// edit it there. The handout is labs/03-ir-builder/README.md.

/**
 * The frame in registers and in memory. Bytecode moves everything through the
 * operand stack; code that did the same would mostly load and store. So while a
 * basic block is compiled, the compiler keeps the stack itself, with registers
 * for entries, and writes an entry to its slot only where somebody else may
 * look: at a safepoint, and at the end of the block.
 *
 *     GET_LOCAL 1        entry 3: %a, as slot 1      nothing is emitted but
 *     GET_LOCAL 2        entry 4: %b, as slot 2      two loads, an add and,
 *     ADD                entry 3: %sum               at the block's end, one
 *     SET_LOCAL 1        entry 1: %sum, not stored   store to slot 1
 *     POP
 *
 * Source: Ertl, *Stack Caching for Interpreters* (1995); Sparkplug and
 * LuaJIT's recorder keep such a table of slots while they compile.
 */
import type * as contract from '#shared/contracts/ir/frame-state.ts';
import type { FrameState, MemoryIr, Register } from '#shared/contracts/ir.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { ValuesIr } from '#shared/contracts/values-ir.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';
import { SLOT_SIZE } from '#shared/memory/layout.ts';

/** An entry that has a register. */
interface Entry {
  register: Register;
  /** Whether the entry's slot has the value, too. */
  stored: boolean;
}

/**
 * Makes the frame state of one function.
 * @param base offset of the frame's slot 0, an `i32`
 */
export function createFrameState(
  builder: IRBuilder,
  memory: MemoryIr,
  values: ValuesIr,
  base: Value,
): FrameState {
  /** By slot; undefined: in memory alone. */
  let entries: (Entry | undefined)[] = [];

  /** The 64 bits of what is in a register. */
  function tagged({ kind, value }: Register): Value {
    switch (kind) {
      case 'number':
        return values.fromNumber(value);
      case 'boolean':
        return values.fromBoolean(value);
      case 'tagged':
        return value;
    }
  }

  /** The offset of an entry's slot, an `i32`. */
  const slot = (index: number) => builder.CreateAdd(base, builder.getInt32(index * SLOT_SIZE));

  /** Whether a register might hold a reference: what is a number or a boolean for sure does not. */
  const mightRefer = ({ register }: Entry) => register.kind === 'tagged';

  return {
    depth: () => entries.length,
    begin(depth) {
      entries = new Array<Entry | undefined>(depth).fill(undefined);
    },
    /** Stands worked: pushing emits nothing. The slot does not have the value yet. */
    push: (register) => void entries.push({ register, stored: false }),
    pushStored: () => void entries.push(undefined),
    /** Stands worked: what was not stored need not be any more. */
    drop: () => void entries.pop(),
    slot,
    top: () => slot(entries.length),

    /**
     * Task 03.6: Read an entry.
     *
     * The value of an entry. One that no register has is loaded, and from then
     * on a register has it, so that it is not loaded again.
     */
    read(index) {
      return unfinished('03.6');
    },

    /**
     * Task 03.6: Write an entry.
     *
     * Gives an entry a new value, which its slot does not have yet.
     */
    write(index, register) {
      return unfinished('03.6');
    },

    /**
     * Task 03.6: Know more of a value.
     *
     * More is known of what was read: whoever has the value of `register` has
     * `better` from here on. The value is the same one, so what was stored stays so.
     */
    refine(register, better) {
      return unfinished('03.6');
    },

    /**
     * Task 03.6: Flush.
     *
     * Stores every entry whose slot does not have its value yet; from here on it has.
     */
    flush: () => {
      return unfinished('03.6');
    },

    /**
     * Task 03.6: Spill.
     *
     * The same on a path that leaves: what is emitted there is not executed on
     * the way that goes on, so there the slots still do not have the values.
     */
    spill: () => {
      return unfinished('03.6');
    },

    /**
     * Task 03.6: Flush references.
     *
     * Stores as `flush` does, but only what might be a reference.
     */
    flushReferences: () => {
      return unfinished('03.6');
    },

    /**
     * Task 03.6: Forget references.
     *
     * A collection may have moved objects: no register may hold a reference from
     * here on. Its slot is right, as everything that might be one was stored before.
     */
    forgetReferences() {
      return unfinished('03.6');
    },
  };
}

createFrameState satisfies typeof contract.createFrameState;
