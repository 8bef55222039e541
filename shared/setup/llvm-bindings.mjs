/**
 * `npm run llvm-bindings`: installs the npm package llvm-bindings into
 * `.cache/llvm-bindings` and builds it, for `-C llvm-bindings`. Nothing needs it
 * otherwise, and nothing else installs it.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { installAdvice } from './advice.mjs';
import { commandPath, run } from './commands.mjs';
import { dependencyProblem, installDependencies } from './dependencies.mjs';
import { cacheFolder, projectRoot } from './project.mjs';

/** What the build needs that npm does not bring. */
const tools = {
  apt: 'cmake g++ llvm-14-dev',
  brew: 'cmake llvm@14',
  words: 'install cmake, a C++ compiler and the development files of LLVM 14',
};

/** Where LLVM 14 keeps what cmake has to know of it. */
const llvmFolders = ['/usr/lib/llvm-14', '/opt/homebrew/opt/llvm@14', '/usr/local/opt/llvm@14'];

const recipe = join(projectRoot, 'shared/llvm/llvm-bindings');
const folder = join(cacheFolder, 'llvm-bindings');
const packages = join(folder, 'node_modules');

/** @param {string} text */
const say = (text) => process.stderr.write(`hotpath: ${text}\n`);

/** What is missing for the build. */
function missingTools() {
  const programs = ['cmake', 'c++'].filter((name) => !commandPath(name));
  const llvm = llvmFolder() ? [] : ['LLVM 14'];
  return [...programs, ...llvm];
}

function llvmFolder() {
  return llvmFolders.find((path) => existsSync(join(path, 'lib/cmake/llvm/LLVMConfig.cmake')));
}

/** Installs the packages that the lock file names, without running any code of theirs. */
function install() {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(recipe, name), join(folder, name));
  }
  if (dependencyProblem(folder) === null) return;
  say('installing the npm package llvm-bindings into .cache/llvm-bindings');
  if (!installDependencies(folder, ['--ignore-scripts'])) throw new Error('npm ci failed');
}

function build() {
  const target = join(folder, 'build');
  if (!existsSync(target)) say('building it, once, about a minute');
  const options = [
    `-DPACKAGES=${packages}`,
    `-DCMAKE_PREFIX_PATH=${llvmFolder()}`,
    '-DCMAKE_BUILD_TYPE=Release',
    // How fast the package is matters less than how long it takes to build.
    '-DCMAKE_CXX_FLAGS_RELEASE=-O0 -DNDEBUG',
  ];
  cmake(['-S', recipe, '-B', target, ...options]);
  cmake(['--build', target, '--parallel', String(availableParallelism())]);
}

/**
 * Runs cmake, and shows what it says when it fails.
 * @param {readonly string[]} args
 */
function cmake(args) {
  const { status, stdout, stderr } = spawnSync('cmake', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  throw new Error(`cmake ${args[0]} failed`);
}

/** The version of the LLVM that was built in, asked of the package itself. */
function askVersion() {
  const question = "process.stdout.write(require('llvm-bindings').config.LLVM_VERSION_STRING)";
  return run(process.execPath, ['-e', question], { cwd: folder, seconds: 60 });
}

const missing = missingTools();
if (missing.length > 0) {
  say(`llvm-bindings cannot be built: ${missing.join(' and ')} not found`);
  say(`to have it: ${installAdvice(tools)}`);
  process.exit(1);
}
try {
  install();
  build();
  say(`llvm-bindings is ready, with LLVM ${askVersion()}: node -C llvm-bindings …`);
} catch (error) {
  say(`llvm-bindings was not built: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
