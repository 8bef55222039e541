import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findLlvm, type Places } from './find-llvm.mjs';
import { provideLlvm } from './provide-llvm.mjs';
import { fakeProgram, libraryHeader, scratchFolder, writeFiles } from './scratch-folder.ts';

const nothing = () => [];

/** A machine without libLLVM on which only the programs in `bin` and the usual tools run. */
function machine(): { bin: string; places: Places & { cache: string }; said: string[] } {
  const folder = scratchFolder();
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  vi.stubEnv('PATH', `${bin}:/usr/bin:/bin`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const cache = join(folder, 'cache');
  const places = { env: {}, cache, system: nothing, homebrew: nothing, loader: nothing };
  return { bin, places, said: [] };
}

/** Programs that do as apt and dpkg do where the system lacks libz3. */
function fakePackages(bin: string): void {
  writeFiles(bin, { 'packed/library': libraryHeader() });
  fakeProgram(
    bin,
    'apt-get',
    `case "$*" in
      *simulate*' libllvm19 '*) echo 'Inst libz3-4 (4.8)'; echo 'Inst libllvm19 (1:19)'
                           echo 'Inst libc6 [2.35] (2.36)' ;;
      *simulate*) exit 100 ;;
      'download libz3-4 libllvm19 '*) touch libz3-4.deb libllvm19.deb ;;
      *) exit 1 ;;
    esac`,
  );
  fakeProgram(
    bin,
    'dpkg',
    `mkdir -p "$3/usr/lib"
    case "$2" in
      *libllvm19.deb) cp "${bin}/packed/library" "$3/usr/lib/libLLVM.so.19.1" ;;
      *) cp "${bin}/packed/library" "$3/usr/lib/libz3.so.4" ;;
    esac`,
  );
  fakeProgram(
    bin,
    'ldd',
    `case "$1" in
      *libLLVM*) echo "libz3.so.4 => $LD_LIBRARY_PATH/libz3.so.4 (0x1)"; echo 'libc.so.6 => /lib/libc.so.6 (0x2)' ;;
      *) echo 'libc.so.6 => /lib/libc.so.6 (0x2)' ;;
    esac`,
  );
}

test('libLLVM and what the system lacks are unpacked into the cache', async () => {
  const { bin, places, said } = machine();
  fakePackages(bin);
  await provideLlvm(places, (text) => said.push(text));
  const library = (name: string) => join(places.cache, 'llvm/usr/lib', name);
  expect(findLlvm(places)).toEqual({
    path: library('libLLVM.so.19.1'),
    version: 19,
    origin: 'cache',
    preload: [library('libz3.so.4')],
  });
  expect(said.at(-1)).toBe('libLLVM 19 is ready');
});

test('an interrupted unpacking is done again', async () => {
  const { bin, places } = machine();
  fakePackages(bin);
  writeFiles(places.cache, { 'llvm/usr/lib/libLLVM.so.19.1': 'half a libr' });
  await provideLlvm(places, () => {});
  expect(findLlvm(places)?.version).toBe(19);
});

test('a library that the system lacks is named', async () => {
  const { bin, places, said } = machine();
  fakePackages(bin);
  fakeProgram(bin, 'ldd', 'echo "libedit.so.2 => not found"');
  await provideLlvm(places, (text) => said.push(text));
  expect(said[1]).toContain('the system lacks what libLLVM needs: libedit.so.2 => not found');
  expect(existsSync(join(places.cache, 'llvm'))).toBe(false);
});

test('a failure names the command to run, and is remembered for a day', async () => {
  const { bin, places, said } = machine();
  fakeProgram(bin, 'apt-get', 'echo "E: no network" >&2; exit 100');
  fakeProgram(bin, 'dpkg', '');
  fakeProgram(bin, 'ldd', '');
  await provideLlvm(places, (text) => said.push(text));
  expect(said[1]).toContain('all else works (apt-get update: E: no network)');
  expect(said[2]).toMatch(/apt-get install -y libllvm19$/);

  said.length = 0;
  await provideLlvm(places, (text) => said.push(text));
  expect(said).toEqual([]);

  const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 3600;
  utimesSync(join(places.cache, 'llvm-failed.txt'), twoDaysAgo, twoDaysAgo);
  await provideLlvm(places, (text) => said.push(text));
  expect(said).not.toEqual([]);
});

test('without apt the words say what to install', async () => {
  const { places, said } = machine();
  vi.stubEnv('PATH', '');
  await provideLlvm(places, (text) => said.push(text));
  expect(said.at(-1)).toContain(
    process.platform === 'darwin' ? 'brew install llvm' : "install LLVM's shared library",
  );
});

test('HOTPATH_LLVM=none asks for nothing', async () => {
  const { places, said } = machine();
  await provideLlvm({ ...places, env: { HOTPATH_LLVM: 'none' } }, (text) => said.push(text));
  expect(said).toEqual([]);
});
