import { describe, expect, it } from 'vitest';
import { hostArchitecture } from '#shared/memory/architecture.ts';
import { pageSize } from '#shared/memory/code-pages.ts';
import { createEncoder } from '#vm/first-light/machine-code';
import { makeExecutable, mapCode, release, roundToPages, toFunction } from './executable-memory.ts';

const sum = { result: 'int32', parameters: ['int32', 'int32'] } as const;
const encoder = createEncoder(hostArchitecture());

describe('executable memory', () => {
  it('turns bytes into a function', () => {
    const memory = mapCode(encoder.addIntegers());
    makeExecutable(memory);
    const add = toFunction(memory, sum);
    expect(add(2, 3)).toBe(5);
    expect(add(2 ** 31 - 1, 1)).toBe(-(2 ** 31));
    release(memory);
  });

  it('passes doubles, and nothing', () => {
    const memory = mapCode(encoder.addDoubles());
    makeExecutable(memory);
    const doubles = { result: 'double', parameters: ['double', 'double'] } as const;
    expect(toFunction(memory, doubles)(0.1, 0.2)).toBe(0.1 + 0.2);
    expect(toFunction(memory, { result: 'void', parameters: [] })()).toBeUndefined();
    release(memory);
  });

  it('rounds up to whole pages', () => {
    const page = pageSize();
    expect([1, page - 1, page, page + 1].map(roundToPages)).toEqual([page, page, page, 2 * page]);
  });

  it('does nothing out of turn, and says why', () => {
    const memory = mapCode(encoder.identity());
    expect(() => toFunction(memory, sum)).toThrow(
      `Cannot call the code at 0x${memory.address.toString(16)}: it is writable, not executable`,
    );
    makeExecutable(memory);
    expect(() => makeExecutable(memory)).toThrow('it is executable, not writable');
    const identity = toFunction(memory, sum);
    release(memory);
    expect(() => identity(1, 2)).toThrow('it is released, not executable');
    expect(() => release(memory)).toThrow('it is released, not writable or executable');
  });

  it('can be made and given back often', () => {
    for (let round = 0; round < 2000; round += 1) {
      const memory = mapCode(encoder.returnInteger(round));
      makeExecutable(memory);
      expect(toFunction(memory, { result: 'int32', parameters: [] })()).toBe(round);
      release(memory);
    }
  });
});
