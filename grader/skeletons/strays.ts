/** Tags and files that no lab takes in: nobody would see that they do nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab/course.ts';

/** Problems: solutions with tags that no `lab.json` lists. */
export function strayTags(root: string, labs: readonly Lab[]): string[] {
  const listed = new Set(labs.flatMap(({ files }) => files.map(({ solution }) => solution)));
  return solutionsIn(root)
    .filter((file) => !listed.has(file))
    .flatMap((file) => {
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      const index = lines.findIndex((line) => /^\s*(\/\/|\/?\*+)\s*@lab\s/.test(line));
      return index === -1 ? [] : [`${file}:${index + 1}: ${whyStray(lines[index], labs)}`];
    });
}

function solutionsIn(root: string): string[] {
  const folder = join(root, 'solutions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `solutions/${name.replaceAll('\\', '/')}`)
    .sort();
}

function whyStray(line: string, labs: readonly Lab[]): string {
  const id = /@lab\s+(\d+)/.exec(line)?.[1];
  const lab = labs.find((candidate) => candidate.id === id);
  if (lab !== undefined) {
    return `labs/${lab.name}/lab.json does not list this file; add it to "files" there`;
  }
  const known = labs.map((candidate) => candidate.id).join(', ');
  return `the tag names no lab that there is (${known}); correct it, or write labs/${id ?? 'NN'}-name/lab.json`;
}

/** Problems: modules beside the skeletons of a lab that the lab does not list. */
export function strayFiles(root: string, { name, files }: Lab): string[] {
  return readdirSync(join(root, 'labs', name))
    .filter((file) => file.endsWith('.ts') && !files.some((listed) => listed.file === file))
    .map((file) => `labs/${name}/${file} is not in lab.json; delete it, or list it in "files"`);
}
