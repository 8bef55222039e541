// Lab 03, IR builder: memory-ir.ts
//
// To start, run `npm run lab -- start 03`. It copies this file to mine/03-ir-builder/;
// edit it there. The handout is labs/03-ir-builder/README.md.

/**
 * Linear memory in IR: base address plus offset. An offset is an `i32` that is
 * never negative, so it is widened by zeroes, and the processor adds it, the
 * base and a constant in the addressing of one instruction:
 *
 *     load32(object, 4)       mov eax, [memory + object + 4]
 *     load32(0x8004000)       mov eax, [memory + 0x8004000]
 */
import type * as contract from '#shared/contracts/ir/memory-ir.ts';
import type { MemoryIr } from '#shared/contracts/ir.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { IRBuilder, Value } from '#shared/llvm/namespace.ts';

/**
 * Makes the emitters for linear memory.
 * @param memory the address of its byte 0, a `ptr`
 */
export function createMemoryIr(builder: IRBuilder, memory: Value): MemoryIr {
  const i8 = builder.getInt8Ty();
  const i32 = builder.getInt32Ty();
  const i64 = builder.getInt64Ty();
  const ptr = builder.getPtrTy();

  /**
   * Task 03.5: Addresses.
   *
   * The address of the byte at offset + displacement. When both are known while
   * compiling, it is one step from the base. Else the offset is an `i32`, never
   * negative, and widened to 64 bits before it is a distance.
   */
  function at(offset: Value | number, displacement = 0): Value {
    return unfinished('03.5');
  }

  return {
    at,
    /** Stands worked: reads a word. */
    load32: (offset, displacement) => builder.CreateLoad(i32, at(offset, displacement)),
    /**
     * Task 03.5: Load a value.
     *
     * Reads a value.
     */
    load64: (offset, displacement) => {
      return unfinished('03.5');
    },
    /**
     * Task 03.5: Load an address.
     *
     * Reads an address.
     */
    loadPointer: (offset, displacement) => {
      return unfinished('03.5');
    },
    /**
     * Task 03.5: Load what others write.
     *
     * Reads a word that another thread may change at any time: each time that
     * control comes here it is read anew, whatever passes there are.
     */
    loadVolatile32: (offset) => {
      return unfinished('03.5');
    },
    /**
     * Task 03.5: Store.
     *
     * Writes a register of any type.
     */
    store: (value, offset, displacement) => {
      return unfinished('03.5');
    },
    /**
     * Task 03.5: Store a word.
     *
     * Writes a word: a register, or a number that is known while compiling.
     */
    store32(value, offset, displacement) {
      return unfinished('03.5');
    },
  };
}

createMemoryIr satisfies typeof contract.createMemoryIr;
