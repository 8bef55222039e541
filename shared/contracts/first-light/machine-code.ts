/**
 * Machine code by hand: the bytes of small native functions.
 *
 * All take their arguments and leave their result where C functions do: on
 * x86-64 by the System V convention (Linux and macOS), on arm64 by Arm's.
 *
 *               first argument   second   result
 *     x86-64
 *       int32        edi          esi      eax
 *       double       xmm0         xmm1     xmm0
 *     arm64
 *       int32        w0           w1       w0
 *       double       d0           d1       d0
 */
import type { Architecture } from '../../memory/architecture.ts';

/** Machine code: numbers from 0 to 255, in the order in which they lie in memory. */
export type Bytes = readonly number[];

/** Encodes functions for one architecture. Any machine can do so for any other. */
export interface Encoder {
  /** `int32 identity(int32 a)` returns `a`: the worked example. */
  identity(): Bytes;

  /**
   * `int32 f()` returns `value`.
   * @param value an integer from -2³¹ to 2³¹ - 1
   */
  returnInteger(value: number): Bytes;

  /** `int32 add(int32 a, int32 b)` returns `a + b`, cut to its low 32 bits. */
  addIntegers(): Bytes;

  /** `double add(double a, double b)` returns `a + b`. */
  addDoubles(): Bytes;

  /** `void f()` comes to an instruction that the architecture keeps undefined for ever. */
  illegalInstruction(): Bytes;

  /** `int32 f()` reads the word at address 0, where no page ever is. */
  nullRead(): Bytes;
}

/** The encoder of an architecture. */
export declare function createEncoder(architecture: Architecture): Encoder;
