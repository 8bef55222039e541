/** What `npm run doctor` looks at, one function a check. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installAdvice, llvmPackages } from './advice.mjs';
import { commandPath, run } from './commands.mjs';
import { dependencyProblem } from './dependencies.mjs';
import { searchLlvm } from './find-llvm.mjs';
import { isTestedNode, nodeProblem } from './node-version.mjs';
import { projectRoot } from './project.mjs';

/**
 * What a check found.
 * @typedef {object} Check
 * @property {string} name
 * @property {'ok' | 'missing' | 'optional'} status
 *   `missing` is needed and not there; `optional` is not there and can be done without
 * @property {string} detail
 * @property {string} [fix] the command, or where there is none the words, that mend it
 */

/**
 * Every check, in the order of the table.
 * @returns {Check[]}
 */
export function runChecks() {
  const native = probeNative();
  return [
    checkNode(),
    checkNpm(),
    checkProcessor(),
    checkDependencies(),
    checkKoffi(native),
    checkMemory(native),
    checkLlvm(native),
    ...peers.map(checkPeer),
    checkColours(),
  ];
}

/** @returns {Check} */
function checkNode() {
  const name = 'Node.js';
  const detail = nodeProblem();
  if (detail) return { name, status: 'missing', detail, fix: 'install Node.js 20, 22 or 24' };
  const note = isTestedNode() ? '' : ' (tested are 20, 22 and 24)';
  return { name, status: 'ok', detail: process.versions.node + note };
}

/** @returns {Check} */
function checkNpm() {
  const name = 'npm';
  try {
    return { name, status: 'ok', detail: run('npm', ['--version'], { seconds: 20 }).trim() };
  } catch {
    return {
      name,
      status: 'missing',
      detail: 'not on PATH',
      fix: 'install npm; Node.js brings it',
    };
  }
}

/** @returns {Check} */
function checkProcessor() {
  const name = 'processor';
  const here = `${process.platform} ${process.arch}`;
  if (here === 'linux x64') return { name, status: 'ok', detail: here };
  if (['linux arm64', 'darwin arm64'].includes(here)) {
    return { name, status: 'ok', detail: `${here} (written for, never run: docs/platforms.md)` };
  }
  const fix = 'use Linux or macOS on x86-64 or arm64; on Windows, WSL 2';
  return { name, status: 'missing', detail: `${here} is not supported`, fix };
}

/** @returns {Check} */
function checkDependencies() {
  const name = 'dependencies';
  const problem = dependencyProblem(projectRoot);
  if (problem) return { name, status: 'missing', detail: problem, fix: 'npm ci' };
  return { name, status: 'ok', detail: 'in step with package-lock.json' };
}

/**
 * What the native probe got done: a detail for each step, and why it ended early.
 * @typedef {{ steps: Map<string, string>, problem: string }} NativeProbe
 */

/** @returns {NativeProbe} */
function probeNative() {
  const args = ['--import', 'tsx', join('shared', 'setup', 'native-probe.ts')];
  const result = spawnSync(process.execPath, args, {
    cwd: projectRoot,
    encoding: 'utf8',
    timeout: 30_000,
  });
  /** @type {{ step: string, detail: string }[]} */
  const lines = result.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const problem = result.signal ? `crashed with ${result.signal}` : reason(result.stderr);
  return { steps: new Map(lines.map(({ step, detail }) => [step, detail])), problem };
}

/**
 * The line of a stack trace that says what went wrong, or the only line.
 * @param {string} stderr
 */
function reason(stderr) {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /Error\b.*: /.test(line)) ?? lines[0] ?? 'an earlier step failed';
}

/**
 * @param {NativeProbe} probe
 * @returns {Check}
 */
function checkKoffi({ steps, problem }) {
  const name = 'koffi';
  const version = steps.get('koffi');
  if (version) return { name, status: 'ok', detail: version };
  return { name, status: 'missing', detail: problem, fix: 'npm ci' };
}

/**
 * @param {NativeProbe} probe
 * @returns {Check}
 */
function checkMemory({ steps, problem }) {
  const name = 'memory map';
  const detail = steps.get('memory');
  if (detail) return { name, status: 'ok', detail };
  if (!steps.has('koffi')) {
    return { name, status: 'missing', detail: 'not tried without koffi', fix: 'npm ci' };
  }
  const fix = 'lift the limit on address space: ulimit -v unlimited';
  return { name, status: 'missing', detail: problem, fix };
}

/**
 * @param {NativeProbe} probe
 * @returns {Check}
 */
function checkLlvm({ steps, problem: loadProblem }) {
  const name = 'libLLVM';
  const { found, problem } = searchLlvm();
  const fix = process.env.HOTPATH_LLVM ? 'unset HOTPATH_LLVM' : installAdvice(llvmPackages);
  if (!found) return { name, status: 'optional', detail: `${problem}: no compiled tiers`, fix };
  const version = steps.get('llvm');
  if (version) return { name, status: 'ok', detail: `${version} at ${found.path}` };
  return { name, status: 'optional', detail: `${found.path}: ${loadProblem}`, fix };
}

/**
 * Other programs that `npm run bench` compares with.
 * @type {readonly ({ name: string } & import('./advice.mjs').Packages)[]}
 */
const peers = [
  {
    name: 'clox',
    words: 'build clox from the sources of Crafting Interpreters (make clox), put it on PATH',
  },
  { name: 'lua5.4', apt: 'lua5.4', brew: 'lua', words: 'install Lua 5.4 as lua5.4' },
  { name: 'luajit', apt: 'luajit', brew: 'luajit', words: 'install LuaJIT' },
];

/**
 * @param {typeof peers[number]} peer
 * @returns {Check}
 */
function checkPeer(peer) {
  const { name } = peer;
  const path = commandPath(name);
  if (path) return { name, status: 'ok', detail: `${path} (for npm run bench)` };
  return { name, status: 'optional', detail: 'for npm run bench', fix: installAdvice(peer) };
}

/** @returns {Check} */
function checkColours() {
  const depth = process.stdout.isTTY ? process.stdout.getColorDepth() : 1;
  const detail = depth > 1 ? `${2 ** depth}` : 'none; words carry all the meaning';
  return { name: 'colours', status: 'ok', detail };
}
