import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '#shared/setup/scratch-folder.ts';
import { isWithoutLlvm } from './test-module.ts';

/** What a program prints that runs in a process of its own with a libLLVM of our choice. */
function runWith(library: string | undefined, program: string) {
  const source = `import llvm from '#llvm';\n${program}`;
  const options = ['--import', 'tsx', '--input-type=module', '--eval', source];
  const env = library === undefined ? process.env : { ...process.env, HOTPATH_LLVM: library };
  return spawnSync(process.execPath, options, { encoding: 'utf8', env });
}

/** Asks for LLVM in all ways. */
const ask = `
  console.log(llvm.whyUnavailable());
  try { new llvm.LLVMContext(); }
  catch (error) { console.log(error instanceof llvm.LlvmUnavailable); }`;

describe('without LLVM', () => {
  it('everything can be imported, and the first use says what was looked for', () => {
    const { stdout, stderr } = runWith('/nowhere/libLLVM.so.19.1', ask);
    expect(stderr).toBe('');
    expect(stdout).toBe(
      'No LLVM for the compiled tiers: HOTPATH_LLVM names /nowhere/libLLVM.so.19.1, which does ' +
        'not exist. LLVM 18 to 22 is needed. To mend it: unset HOTPATH_LLVM\ntrue\n',
    );
  });

  it('that is too old, the version is named', () => {
    const file = join(scratchFolder(), 'libLLVM-14.so');
    writeFileSync(file, '');
    expect(runWith(file, ask).stdout).toContain('LLVM 14; versions 18 to 22 are supported');
  });

  it('that can be loaded, the loader is quoted', () => {
    const file = join(scratchFolder(), 'libLLVM.so.19.1');
    writeFileSync(file, 'no library');
    expect(runWith(file, ask).stdout).toMatch(/libLLVM.so.19.1 cannot be loaded \(.+\)/);
  });
});

describe.skipIf(isWithoutLlvm)('the library', () => {
  it('tells its version', () => {
    const { stdout } = runWith(undefined, 'console.log(llvm.library().version[0] >= 18)');
    expect(stdout).toBe('true\n');
  });

  it('is loaded by several threads at once', () => {
    const child = join(import.meta.dirname, 'threads-child.ts');
    const run = spawnSync(process.execPath, ['--import', 'tsx', child], { encoding: 'utf8' });
    const { status, signal, stdout, stderr } = run;
    expect({ status, signal, stdout, stderr }).toEqual({
      status: 0,
      signal: null,
      stdout: 'done\n'.repeat(4),
      stderr: '',
    });
  });
});
