/**
 * Another way to the same: the C library's functions called directly, bytes
 * written by koffi, calls by `koffi.call`, and each code's state in a map.
 */
import koffi from 'koffi';
import type * as contract from '#shared/contracts/first-light/executable-memory.ts';
import type { CodeMemory } from '#shared/contracts/first-light/executable-memory.ts';
import { flushInstructionCache, pageSize } from '#shared/memory/code-pages.ts';

const library = koffi.load(process.platform === 'darwin' ? 'libSystem.B.dylib' : 'libc.so.6');
const mmap = library.func('void *mmap(void *, size_t, int, int, int, int64_t)');
const mprotect = library.func('int mprotect(uintptr_t, size_t, int)');
const munmap = library.func('int munmap(uintptr_t, size_t)');
const MAP_PRIVATE_ANONYMOUS = process.platform === 'darwin' ? 0x1002 : 0x22;

const READ_WRITE = 3;
const READ_EXECUTE = 5;

type State = CodeMemory['state'];

const states = new WeakMap<CodeMemory, State>();

function change(memory: CodeMemory, from: readonly State[], to: State): void {
  const state = states.get(memory) ?? 'released';
  if (!from.includes(state)) throw new Error(`this code is ${state}`);
  states.set(memory, to);
}

export const roundToPages: typeof contract.roundToPages = (length) => {
  const beyond = length % pageSize();
  return beyond === 0 ? length : length - beyond + pageSize();
};

export const mapCode: typeof contract.mapCode = (code) => {
  const size = roundToPages(code.length);
  const address = Number(mmap(null, size, READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0));
  koffi.encode(BigInt(address), 'uint8', Uint8Array.from(code), code.length);
  const memory = { address, size, state: 'writable' } as const;
  states.set(memory, 'writable');
  return memory;
};

export const makeExecutable: typeof contract.makeExecutable = (memory) => {
  change(memory, ['writable'], 'executable');
  flushInstructionCache(memory.address, memory.size);
  if (mprotect(memory.address, memory.size, READ_EXECUTE) !== 0) throw new Error('mprotect failed');
};

export const toFunction: typeof contract.toFunction = (memory, { result, parameters }) => {
  change(memory, ['executable'], 'executable');
  const type = koffi.proto(result, [...parameters]);
  return (...values) => {
    change(memory, ['executable'], 'executable');
    return koffi.call(memory.address, type, ...values);
  };
};

export const release: typeof contract.release = (memory) => {
  change(memory, ['writable', 'executable'], 'released');
  munmap(memory.address, memory.size);
};
