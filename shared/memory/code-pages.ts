/**
 * What code in memory needs beside a mapping: other protections, an end, and
 * a processor that looks again.
 *
 * W^X, "writable or executable, never both": pages are mapped readable and
 * writable by `mapPages`, filled, and then made readable and executable. Apple
 * silicon also has MAP_JIT pages, whose protection a thread switches without
 * asking the kernel, by `pthread_jit_write_protect_np`. They are not for us:
 * the switch throws over *all* such pages of a thread at once, and V8's own
 * code lies in them, so the JavaScript that called it could not go on. Plain
 * pages and `mprotect` do the same page by page, where the program may make
 * unsigned code executable; Node.js is built so.
 *
 * Sources: V8, `src/common/code-memory-access.h`; Apple, *Porting just-in-time
 * compilers to Apple silicon*; Node.js, `tools/osx-entitlements.plist`.
 */
import koffi from './foreign-calls.ts';
import { currentPlatform, MappingError } from './pages.ts';

/** What may be done with a page. Combine with `|`. */
export const Protection = { READ: 1, WRITE: 2, EXECUTE: 4 } as const;

/** The functions that are used here. */
interface PageCalls {
  getpagesize(): number;
  mprotect(address: number, bytes: number, protection: number): number;
  munmap(address: number, bytes: number): number;
  flush(address: number, bytes: number): void;
}

let loaded: PageCalls | undefined;

/** The C library's functions, loaded on first use. */
function calls(): PageCalls {
  if (loaded === undefined) {
    const library = koffi.load(currentPlatform().library);
    const range = ['uintptr_t', 'size_t'];
    loaded = {
      getpagesize: library.func('getpagesize', 'int', []) as PageCalls['getpagesize'],
      mprotect: library.func('mprotect', 'int', [...range, 'int']) as PageCalls['mprotect'],
      munmap: library.func('munmap', 'int', range) as PageCalls['munmap'],
      flush: loadFlush(),
    };
  }
  return loaded;
}

/** x86-64 sees by itself that code was written; an arm64 has to be told. */
function loadFlush(): PageCalls['flush'] {
  if (process.arch !== 'arm64') return () => undefined;
  const { library, name, takes } = currentPlatform().cacheFlush;
  const flush = koffi.load(library).func(name, 'void', ['uintptr_t', 'uintptr_t']);
  return (address, bytes) => flush(address, takes === 'end' ? address + bytes : bytes);
}

/** Bytes in a page: 4,096 on x86-64 and most arm64 Linux, 16,384 on Apple silicon. */
export function pageSize(): number {
  return calls().getpagesize();
}

/**
 * Changes what may be done with pages, all at once.
 * @param address where they begin, a multiple of the page size
 * @param bytes how far they reach; the last page counts whole
 * @param protection of `Protection`
 * @throws MappingError when the system refuses
 */
export function protectPages(address: number, bytes: number, protection: number): void {
  if (calls().mprotect(address, bytes, protection) !== 0) throw refused('mprotect', address, bytes);
}

/**
 * Gives pages back. Their addresses mean nothing afterwards: to touch them, also
 * through the buffer of their mapping, ends the process.
 * @throws MappingError when the system refuses
 */
export function unmapPages(address: number, bytes: number): void {
  if (calls().munmap(address, bytes) !== 0) throw refused('munmap', address, bytes);
}

/**
 * Makes the processor fetch these bytes anew when it next executes them. An arm64 keeps
 * instructions and data in caches of their own, and one does not look into the other.
 * Call it after the last byte was written and before the first is executed.
 */
export function flushInstructionCache(address: number, bytes: number): void {
  calls().flush(address, bytes);
}

function refused(call: string, address: number, bytes: number): MappingError {
  const code = koffi.errno();
  const name = Object.entries(koffi.os.errno).find(([, value]) => value === code)?.[0] ?? code;
  return new MappingError(`${call}(0x${address.toString(16)}, ${bytes}) was refused: ${name}`);
}
