/**
 * Sets up what is missing, before `npm start`, `npm test` and others: the npm
 * packages, then libLLVM. Changes nothing outside the project, writes to stderr
 * only, and takes a few milliseconds when all is there. With `--reference`, for
 * scripts that run the whole reference, it ends where that is incomplete.
 *
 * Plain JavaScript, because it runs before any dependency is there.
 */
import { dependencyProblem, installDependencies } from './dependencies.mjs';
import { nodeProblem } from './node-version.mjs';
import { cacheFolder, projectRoot } from './project.mjs';
import { provideLlvm } from './provide-llvm.mjs';
import { referenceProblem } from './reference.mjs';

/** @param {string} text */
const say = (text) => process.stderr.write(`hotpath: ${text}\n`);

/** @param {string} text */
const giveUp = (text) => {
  say(text);
  process.exit(1);
};

const tooOld = nodeProblem();
if (tooOld) giveUp(tooOld);

const incomplete = process.argv.includes('--reference') ? referenceProblem(projectRoot) : null;
if (incomplete) giveUp(incomplete);

const outOfStep = dependencyProblem(projectRoot);
if (outOfStep) {
  say(`${outOfStep}; running npm ci`);
  if (!installDependencies(projectRoot)) {
    giveUp(`npm ci failed. When it works by hand, run this again: cd ${projectRoot} && npm ci`);
  }
}

await provideLlvm({ cache: cacheFolder }, say);
