/**
 * koffi, through which everything native is called, with a stack that suffices.
 *
 * Native functions run on a stack that koffi makes. Its size can be chosen only
 * before a library is loaded, so whoever loads one takes koffi from here. Where
 * somebody else was first, the stack stays as it is, and recursion in native
 * code is broken up more often.
 */
import koffi from 'koffi';

/** The most that koffi allows. Pages that nobody touches cost nothing. */
const MOST_BYTES = 16 * 1024 * 1024;

try {
  koffi.config({ sync_stack_size: MOST_BYTES });
} catch {
  // A library is loaded already.
}

/** Bytes of the stack on which native functions run. */
export const NATIVE_STACK_BYTES = koffi.config().sync_stack_size ?? 0;

export default koffi;
