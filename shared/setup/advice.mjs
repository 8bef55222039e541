/** The exact command that mends something, for the platform that this is. */
import { commandPath } from './commands.mjs';

/**
 * How to get something, by package manager.
 * @typedef {object} Packages
 * @property {string} [apt] package names for Debian and Ubuntu
 * @property {string} [brew] package names for Homebrew
 * @property {string} words what to say where neither applies
 */

/** The shared library of LLVM. */
export const llvmPackages = {
  apt: 'libllvm19',
  brew: 'llvm',
  words: "install LLVM's shared library (libLLVM), version 18 to 22",
};

/**
 * One command, or a sentence where no package manager that we know is there.
 * @param {Packages} packages
 * @param {string | undefined} path the value of PATH
 * @returns {string}
 */
export function installAdvice({ apt, brew, words }, path = process.env.PATH) {
  if (apt && commandPath('apt-get', path)) {
    const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
    return `${sudo}apt-get update && ${sudo}apt-get install -y ${apt}`;
  }
  if (brew && (process.platform === 'darwin' || commandPath('brew', path))) {
    return `brew install ${brew}`;
  }
  return words;
}
