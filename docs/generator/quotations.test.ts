import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { type Fence, parseFence, readQuotation } from './quotations.ts';

const source = `/** About the file. */
import { unfinished } from './unfinished.ts';

export function createCalls() {
  /**
   * Pushes a frame.
   *
   * @lab 01.4 Push a frame
   */
  function enter() {
    // @lab 01.3 Check the arguments
    // As many as the function wants.
    if (wrong) return FAILED;

    // @end
    push();
  }
}

function twice() {
  // @lab 01.6 Once
  a();
  // @end
  // @lab 01.6 Again
  b();
  // @end
}

/** @lab 01.5 omit */
const helper = 1;
`;

function quote(fence: string): string {
  const root = scratchFolder();
  writeFiles(root, { 'solutions/calls.ts': source });
  const parsed = parseFence(fence);
  return readQuotation(root, parsed as Fence & Required<Pick<Fence, 'quote'>>).code;
}

test('a fence names a language, and may quote', () => {
  expect(parseFence('ts')).toEqual({ language: 'ts' });
  expect(parseFence('')).toEqual({ language: '' });
  expect(parseFence('ts quote=a/b.ts#c.d region=01.3')).toEqual({
    language: 'ts',
    quote: { file: 'a/b.ts', symbol: 'c.d' },
    region: '01.3',
  });
});

test.each([
  ['ts quoet=a.ts#b', "the fence's 'quoet=a.ts#b' is not understood"],
  ['ts quote=a.ts', 'quote=a.ts names no symbol'],
  ['ts region=01.3', 'region= without quote='],
])('the fence %s is refused', (fence, message) => {
  expect(() => parseFence(fence)).toThrow(message);
});

test('a quotation has no indentation of its own and nothing that is for tools', () => {
  expect(quote('ts quote=solutions/calls.ts#enter')).toBe(`/**
 * Pushes a frame.
 */
function enter() {
  // As many as the function wants.
  if (wrong) return FAILED;

  push();
}
`);
});

test('a comment of which nothing is left goes', () => {
  expect(quote('ts quote=solutions/calls.ts#helper')).toBe('const helper = 1;\n');
});

test('a region is a part of a function', () => {
  const fence = 'ts quote=solutions/calls.ts#enter region=01.3';
  expect(quote(fence)).toBe('// As many as the function wants.\nif (wrong) return FAILED;\n');
});

test('what is not there is refused', () => {
  expect(() => quote('ts quote=solutions/call.ts#enter')).toThrow(
    'there is no file solutions/call.ts',
  );
  expect(() => quote('ts quote=solutions/calls.ts#entre')).toThrow("no symbol 'entre'");
  expect(() => quote('ts quote=solutions/calls.ts#enter region=01.9')).toThrow(
    expect.objectContaining({ remedy: 'its regions are 01.3' }),
  );
  expect(() => quote('ts quote=solutions/calls.ts#twice region=01.6')).toThrow("2 regions '01.6'");
});
