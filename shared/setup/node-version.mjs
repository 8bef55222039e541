/** Which versions of Node.js run this project. */

/** The oldest version that does: major and minor. */
const oldest = [20, 19];

/** Major versions that the tests are run on. */
const tested = [20, 22, 24];

/**
 * Why a version of Node.js is too old, or null when it is not.
 * @param {string} version such as `20.19.1`
 * @returns {string | null}
 */
export function nodeProblem(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null;
  return `this is Node.js ${version}; ${oldest.join('.')} or newer is needed`;
}

/**
 * Whether the tests are run on this version's major.
 * @param {string} version
 */
export function isTestedNode(version = process.versions.node) {
  return tested.includes(Number.parseInt(version, 10));
}
