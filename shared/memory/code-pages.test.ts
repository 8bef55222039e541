import { describe, expect, it } from 'vitest';
import {
  flushInstructionCache,
  Protection,
  pageSize,
  protectPages,
  unmapPages,
} from './code-pages.ts';
import { MappingError, mapPages } from './pages.ts';

describe('pages for code', () => {
  it('have a size that is a power of two', () => {
    expect(pageSize()).toBeGreaterThanOrEqual(4096);
    expect(Math.log2(pageSize()) % 1).toBe(0);
  });

  it('can be read when they can no longer be written', () => {
    const { address, buffer } = mapPages(pageSize());
    new Uint8Array(buffer)[0] = 42;
    protectPages(address, pageSize(), Protection.READ | Protection.EXECUTE);
    flushInstructionCache(address, pageSize());
    expect(new Uint8Array(buffer)[0]).toBe(42);
    unmapPages(address, pageSize());
  });

  it('say which call was refused, and why', () => {
    const { address } = mapPages(pageSize());
    expect(() => protectPages(address + 1, 1, Protection.READ)).toThrow(MappingError);
    expect(() => protectPages(address + 1, 1, Protection.READ)).toThrow(
      `mprotect(0x${(address + 1).toString(16)}, 1) was refused: EINVAL`,
    );
    expect(() => unmapPages(address + 1, 1)).toThrow('munmap');
    unmapPages(address, pageSize());
  });
});
