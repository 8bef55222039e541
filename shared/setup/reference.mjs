/**
 * The reference of the labs: is all of it there? Who works on a lab may have
 * deleted what it hollows out, so as not to look at it. Grading does without;
 * what runs the reference itself cannot.
 *
 * Plain JavaScript, because it runs before any dependency is there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a `lab.json` says of a file with holes.
 * @typedef {{ solution: string, ships?: string }} LabFile
 */

/**
 * The reference's files that are missing, from the project's folder.
 * @param {string} root the project's folder
 * @param {(lab: string) => boolean} [isWanted] which labs, by number; all if not given
 * @returns {string[]}
 */
export function missingReference(root, isWanted = () => true) {
  const folder = join(root, 'labs');
  const labs = existsSync(folder) ? readdirSync(folder).sort() : [];
  return labs
    .map((name) => join(folder, name, 'lab.json'))
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      /** @type {{ id: string, files: LabFile[] }} */
      const { id, files } = JSON.parse(readFileSync(file, 'utf8'));
      return isWanted(id)
        ? files.flatMap(({ solution, ships }) => [solution, ships ?? solution])
        : [];
    })
    .filter((file, index, all) => !existsSync(join(root, file)) && all.indexOf(file) === index);
}

/**
 * Which files of the reference are missing, and the command that brings them back, in one line;
 * null when they are all there.
 * @param {string} root the project's folder
 * @param {(lab: string) => boolean} [isWanted] which labs, by number; all if not given
 * @returns {string | null}
 */
export function referenceProblem(root, isWanted) {
  const [first, ...others] = missingReference(root, isWanted);
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${first} is missing, a part of the reference${more}; to get it back: git restore solutions`;
}
