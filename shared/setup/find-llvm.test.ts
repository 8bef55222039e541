import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findLlvm, type Places, searchLlvm } from './find-llvm.mjs';
import { versionOf } from './llvm-files.mjs';
import { libraryHeader, scratchFolder, writeFiles } from './scratch-folder.ts';

/** Places that hold nothing but what a test adds. */
function nowhere(places: Places): Places {
  const nothing = () => [];
  return { env: {}, cache: '', system: nothing, homebrew: nothing, loader: nothing, ...places };
}

/** The system's files when they all lie in one folder. */
const inFolder = (folder: string) => (version: number) => [join(folder, `libLLVM.so.${version}.1`)];

test('there is none where nothing is installed', () => {
  expect(searchLlvm(nowhere({}))).toEqual({
    found: null,
    problem: 'no libLLVM of version 18 to 22 is installed',
  });
});

test('a tested version is preferred to a newer one', () => {
  const folder = scratchFolder();
  writeFiles(folder, {
    'libLLVM.so.19.1': libraryHeader(),
    'libLLVM.so.21.1': libraryHeader(),
  });
  expect(findLlvm(nowhere({ system: inFolder(folder) }))).toEqual({
    path: join(folder, 'libLLVM.so.19.1'),
    version: 19,
    origin: 'system',
    preload: [],
  });
});

test.runIf(process.platform === 'linux')('a library for another processor is passed over', () => {
  const folder = scratchFolder();
  const other = process.arch === 'arm64' ? 'x64' : 'arm64';
  writeFiles(folder, {
    'libLLVM.so.19.1': libraryHeader(other),
    'libLLVM.so.18.1': libraryHeader(),
  });
  expect(findLlvm(nowhere({ system: inFolder(folder) }))?.version).toBe(18);
});

test('the list of the dynamic loader comes last', () => {
  const folder = scratchFolder();
  writeFiles(folder, { 'opt/libLLVM.so.20.1': libraryHeader() });
  const loader = () => [join(folder, 'opt/libLLVM-15.so'), join(folder, 'opt/libLLVM.so.20.1')];
  expect(findLlvm(nowhere({ loader }))).toMatchObject({ version: 20, origin: 'system' });
});

test('HOTPATH_LLVM names a file', () => {
  const folder = scratchFolder();
  writeFiles(folder, { 'libLLVM.so.22.1': libraryHeader() });
  const path = join(folder, 'libLLVM.so.22.1');
  expect(findLlvm(nowhere({ env: { HOTPATH_LLVM: path } }))).toMatchObject({
    path,
    version: 22,
    origin: 'HOTPATH_LLVM',
  });
});

test('HOTPATH_LLVM=none hides what is installed', () => {
  const folder = scratchFolder();
  writeFiles(folder, { 'libLLVM.so.19.1': libraryHeader() });
  const places = nowhere({ env: { HOTPATH_LLVM: 'none' }, system: inFolder(folder) });
  expect(findLlvm(places)).toBeNull();
});

test('a file that HOTPATH_LLVM names and that is not there is a problem', () => {
  const { problem } = searchLlvm(nowhere({ env: { HOTPATH_LLVM: '/nowhere/libLLVM.so' } }));
  expect(problem).toBe('HOTPATH_LLVM names /nowhere/libLLVM.so, which does not exist');
});

test('a version that is not supported is a problem', () => {
  const folder = scratchFolder();
  writeFiles(folder, { 'libLLVM-15.so': libraryHeader() });
  const path = join(folder, 'libLLVM-15.so');
  const { problem } = searchLlvm(nowhere({ env: { HOTPATH_LLVM: path } }));
  expect(problem).toBe(`HOTPATH_LLVM names ${path}, LLVM 15; versions 18 to 22 are supported`);
});

test('an unpacked library is used with what is to be loaded before it', () => {
  const cache = scratchFolder();
  const marker = { library: 'lib/libLLVM.so.19.1', version: 19, preload: ['lib/libz3.so.4'] };
  writeFiles(cache, {
    'llvm/lib/libLLVM.so.19.1': libraryHeader(),
    'llvm/complete.json': JSON.stringify(marker),
  });
  expect(findLlvm(nowhere({ cache }))).toEqual({
    path: join(cache, 'llvm/lib/libLLVM.so.19.1'),
    version: 19,
    origin: 'cache',
    preload: [join(cache, 'llvm/lib/libz3.so.4')],
  });
});

test('a library whose unpacking was interrupted is not used', () => {
  const cache = scratchFolder();
  writeFiles(cache, { 'llvm/lib/libLLVM.so.19.1': libraryHeader() });
  expect(findLlvm(nowhere({ cache }))).toBeNull();
});

test.each([
  ['/usr/lib/x86_64-linux-gnu/libLLVM.so.19.1', 19],
  ['/usr/lib/x86_64-linux-gnu/libLLVM-18.so', 18],
  ['/usr/lib/llvm-20/lib/libLLVM.so', 20],
  ['/opt/homebrew/Cellar/llvm/21.1.3/lib/libLLVM.dylib', 21],
  ['/opt/homebrew/opt/llvm@19/lib/libLLVM.dylib', 19],
  ['/home/me/build/libLLVM.so', 0],
])('%s is version %i', (path, version) => {
  expect(versionOf(path)).toBe(version);
});
