/**
 * Tries what the VM needs of the machine, in a process of its own: a library
 * that crashes takes the probe with it and not the doctor. Writes one JSON line
 * for each step that worked, and the message of the first that failed to stderr.
 */
import koffi from 'koffi';
import { mapPages } from '../memory/pages.ts';
import { findLlvm, type Llvm } from './find-llvm.mjs';

/** Bytes of the largest mapping that the VM makes. */
const LARGEST_MAPPING = 2 ** 31;

type Step = 'koffi' | 'memory' | 'llvm';

function report(step: Step, detail: string): void {
  process.stdout.write(`${JSON.stringify({ step, detail })}\n`);
}

/** The full version of libLLVM, asked of the library itself. */
function loadedVersion(llvm: Llvm): string {
  const everywhere = { global: true };
  for (const file of llvm.preload) koffi.load(file, everywhere);
  const library = koffi.load(llvm.path, everywhere);
  const out = '_Out_ unsigned int *';
  const getVersion = library.func(`void LLVMGetVersion(${out}, ${out}, ${out})`);
  const parts = [[0], [0], [0]];
  getVersion(...parts);
  return parts.join('.');
}

try {
  report('koffi', koffi.version);
  mapPages(LARGEST_MAPPING);
  report('memory', `${LARGEST_MAPPING / 2 ** 30} GiB can be mapped`);
  const llvm = findLlvm();
  if (llvm) report('llvm', loadedVersion(llvm));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
