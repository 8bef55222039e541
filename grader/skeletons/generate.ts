/** All skeletons of the course. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, readLabs } from '../lab/course.ts';
import { format } from './format.ts';
import type { GeneratedFile } from './generated-files.ts';
import { SkeletonError } from './problems.ts';
import { makeSkeleton } from './skeleton.ts';
import { strayFiles, strayTags } from './strays.ts';

/**
 * The skeletons of all labs of the project at `root`.
 * @throws SkeletonError with the problems of all of them
 */
export function makeSkeletons(root: string): readonly GeneratedFile[] {
  const labs = readLabs(root);
  const problems = [...strayTags(root, labs), ...labs.flatMap((lab) => strayFiles(root, lab))];
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
    const problem = `labs/${lab.name}/lab.json: there is no ${solution}; correct its name in "files"`;
    throw new SkeletonError([problem]);
  }
  const text = readFileSync(path, 'utf8');
  return format(solution, makeSkeleton({ file: solution, text }, lab));
}
