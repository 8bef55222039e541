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
   * The address of the byte at offset + displacement. When both are known while
   * compiling, it is one step from the base. Else the offset is an `i32`, never
   * negative, and widened to 64 bits before it is a distance.
   *
   * @lab 03.5 Addresses
   */
  function at(offset: Value | number, displacement = 0): Value {
    if (typeof offset === 'number') {
      return builder.CreateGEP(i8, memory, [builder.getInt64(offset + displacement)]);
    }
    const address = builder.CreateGEP(i8, memory, [builder.CreateZExt(offset, i64)]);
    return displacement === 0
      ? address
      : builder.CreateGEP(i8, address, [builder.getInt64(displacement)]);
  }

  return {
    at,
    /** Stands worked: reads a word. */
    load32: (offset, displacement) => builder.CreateLoad(i32, at(offset, displacement)),
    /**
     * Reads a value.
     *
     * @lab 03.5 Load a value
     */
    load64: (offset, displacement) => builder.CreateLoad(i64, at(offset, displacement)),
    /**
     * Reads an address.
     *
     * @lab 03.5 Load an address
     */
    loadPointer: (offset, displacement) => builder.CreateLoad(ptr, at(offset, displacement)),
    /**
     * Reads a word that another thread may change at any time: each time that
     * control comes here it is read anew, whatever passes there are.
     *
     * @lab 03.5 Load what others write
     */
    loadVolatile32: (offset) => builder.CreateLoad(i32, at(offset), true),
    /**
     * Writes a register of any type.
     *
     * @lab 03.5 Store
     */
    store: (value, offset, displacement) =>
      void builder.CreateStore(value, at(offset, displacement)),
    /**
     * Writes a word: a register, or a number that is known while compiling.
     *
     * @lab 03.5 Store a word
     */
    store32(value, offset, displacement) {
      const word = typeof value === 'number' ? builder.getInt32(value) : value;
      builder.CreateStore(word, at(offset, displacement));
    },
  };
}

createMemoryIr satisfies typeof contract.createMemoryIr;
