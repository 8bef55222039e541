/**
 * Loads LLVM in several threads at the same moment, and has each of them
 * compile and run. Every thread that gets to its end writes a line.
 */
import { isMainThread, Worker } from 'node:worker_threads';

const THREADS = 4;

/** Threads begin without tsx, which reads TypeScript for us; they have to ask for it. */
const start = `
  import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(import.meta.url)});
  });`;

/** The main thread imports nothing of this, or it would be the one that loads LLVM. */
async function compileAndRun(): Promise<void> {
  const llvm = await import('./namespace.ts');
  const { callable, moduleReturning } = await import('./test-module.ts');
  for (let round = 0; round < 20; round++) {
    const jit = new llvm.LLJIT({ optLevel: 0 });
    jit.addModule(moduleReturning('f', round));
    const result = callable(jit.lookup('f'), 'int32_t')();
    if (result !== round) throw new Error(`${result} instead of ${round}`);
    jit.dispose();
  }
  console.log('done');
}

if (isMainThread)
  for (let thread = 0; thread < THREADS; thread++) new Worker(start, { eval: true });
else await compileAndRun();
