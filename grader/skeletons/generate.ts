/** All skeletons of the course: what they should be, and what is in `labs/`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { type Lab, readLabs } from '../lab/course.ts';
import { format } from './format.ts';
import { SkeletonError } from './problems.ts';
import { makeSkeleton } from './skeleton.ts';

/** A file that is generated, by its name from the project's folder. */
export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
}

/**
 * The skeletons of all labs of the project at `root`.
 * @throws SkeletonError with the problems of all of them
 */
export function makeSkeletons(root: string): readonly GeneratedFile[] {
  const labs = readLabs(root);
  const problems = [...taggedButUnlisted(root, labs), ...labs.flatMap((lab) => unlisted(root, lab))];
  const skeletons = labs.flatMap((lab) =>
    lab.files.flatMap(({ file, solution }) => {
      try {
        return [{ file: `labs/${lab.name}/${file}`, text: skeletonOf(root, solution, lab) }];
      } catch (error) {
        if (!(error instanceof SkeletonError)) throw error;
        problems.push(...error.problems);
        return [];
      }
    }),
  );
  if (problems.length > 0) throw new SkeletonError(problems);
  return skeletons;
}

function skeletonOf(root: string, solution: string, lab: Lab): string {
  const path = join(root, solution);
  if (!existsSync(path)) {
    throw new SkeletonError([
      `labs/${lab.name}/lab.json: there is no ${solution}; correct its name in "files"`,
    ]);
  }
  const text = readFileSync(path, 'utf8');
  return format(solution, makeSkeleton({ file: solution, text }, lab));
}

/** Problems: solutions with tags that no lab takes in. */
function taggedButUnlisted(root: string, labs: readonly Lab[]): string[] {
  const folder = join(root, 'solutions');
  const listed = new Set(labs.flatMap(({ files }) => files.map(({ solution }) => solution)));
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return files
    .map((name) => `solutions/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !listed.has(file))
    .flatMap((file) => {
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      const index = lines.findIndex((line) => /^\s*(\/\/|\/?\*+)\s*@lab\s/.test(line));
      return index === -1 ? [] : [`${file}:${index + 1}: ${notListed(lines[index], labs)}`];
    });
}

function notListed(line: string, labs: readonly Lab[]): string {
  const id = /@lab\s+(\d+)/.exec(line)?.[1] ?? '';
  const lab = labs.find((candidate) => candidate.id === id);
  if (lab === undefined) return `there is no lab ${id}: no labs/${id}-*/lab.json`;
  return `this file is not listed in labs/${lab.name}/lab.json; add it to "files" there`;
}

/** Problems: modules beside the skeletons of a lab that the lab does not list. */
function unlisted(root: string, { name, files }: Lab): string[] {
  return readdirSync(join(root, 'labs', name))
    .filter((file) => file.endsWith('.ts') && !files.some((listed) => listed.file === file))
    .map((file) => `labs/${name}/${file} is not in lab.json; delete it, or list it in "files"`);
}

/** What differs between what should be there and what is, as a patch; empty when nothing does. */
export function differences(root: string, generated: readonly GeneratedFile[]): string {
  return generated
    .map(({ file, text }) => ({ file, text, found: readIfThere(join(root, file)) }))
    .filter(({ text, found }) => text !== found)
    .map(({ file, text, found }) =>
      createTwoFilesPatch(file, file, found ?? '', text, found === undefined ? 'missing' : 'as it is', 'as it should be'),
    )
    .join('\n');
}

/** Writes what differs. @returns the names of the files written */
export function writeGenerated(root: string, generated: readonly GeneratedFile[]): string[] {
  const changed = generated.filter(({ file, text }) => text !== readIfThere(join(root, file)));
  for (const { file, text } of changed) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return changed.map(({ file }) => file);
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
