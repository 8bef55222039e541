/** Where each platform keeps libLLVM, and what a file's name and header say about it. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const debianTriplets = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/**
 * Where Linux distributions put a version of libLLVM.
 * @param {number} version
 * @returns {string[]}
 */
export function systemFiles(version) {
  if (process.platform !== 'linux') return [];
  const folders = [
    `/usr/lib/${debianTriplets[process.arch]}`,
    `/usr/lib/llvm-${version}/lib`,
    '/usr/lib64',
    `/usr/lib64/llvm${version}/lib`,
    '/usr/lib',
    `/usr/lib/llvm${version}/lib`,
    '/usr/local/lib',
  ];
  const names = [`libLLVM.so.${version}.1`, `libLLVM-${version}.so`];
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/**
 * Where Homebrew on macOS puts a version of libLLVM: `llvm@19` is named by its
 * version, plain `llvm` is the newest.
 * @param {number} version
 * @returns {string[]}
 */
export function homebrewFiles(version) {
  if (process.platform !== 'darwin') return [];
  const usual = process.arch === 'arm64' ? '/opt/homebrew' : '/usr/local';
  const opt = join(process.env.HOMEBREW_PREFIX ?? usual, 'opt');
  const newest = join(opt, 'llvm/lib/libLLVM.dylib');
  const versioned = join(opt, `llvm@${version}/lib/libLLVM.dylib`);
  return versionOf(newest) === version ? [newest, versioned] : [versioned];
}

/**
 * Every libLLVM in the dynamic loader's list.
 * @returns {string[]}
 */
export function loaderFiles() {
  if (process.platform !== 'linux') return [];
  try {
    const list = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8', timeout: 5000 });
    return [...list.matchAll(/=> (\S*\/libLLVM[-.]\S+)$/gm)].map((match) => match[1]);
  } catch {
    return [];
  }
}

/**
 * The major version that a library's name or folder tells, or 0:
 * `libLLVM.so.19.1`, `libLLVM-19.so`, `llvm@19/lib/…`, `llvm/19.1.7/lib/…`.
 * @param {string} path
 * @returns {number}
 */
export function versionOf(path) {
  const real = existsSync(path) ? realpathSync(path) : path;
  const inName = /^libLLVM(?:-|\.so\.|\.dylib\.|\.)(\d+)/;
  const inFolder = /llvm[-@/]?(\d+)(?:[./]|$)/i;
  const match =
    inName.exec(basename(path)) ?? inName.exec(basename(real)) ?? inFolder.exec(dirname(real));
  return Number(match?.[1] ?? 0);
}

/**
 * The ELF header's word for each processor.
 * @type {Readonly<Record<string, number>>}
 */
const elfMachines = { x64: 62, arm64: 183 };

/**
 * Whether a file is there and, on Linux, an ELF file for this processor: a
 * system may hold the libraries of a second one.
 * @param {string} path
 * @returns {boolean}
 */
export function isForThisProcessor(path) {
  if (!existsSync(path)) return false;
  if (process.platform !== 'linux') return true;
  const header = Buffer.alloc(20);
  const file = openSync(path, 'r');
  readSync(file, header);
  closeSync(file);
  return (
    header.readUInt32BE(0) === 0x7f454c46 && header.readUInt16LE(18) === elfMachines[process.arch]
  );
}
