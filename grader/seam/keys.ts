/** The keys in package.json's `imports` against the files that the labs list. */
import type { Lab, LabFile } from '../lab/course.ts';
import type { Seam } from './seam.ts';

/** What is wrong with the keys of the labs' files; one line for each. */
export function lintKeys(seam: Seam, labs: readonly Lab[]): string[] {
  const listed = labs.flatMap((lab) => lab.files.flatMap((file) => wrongKey(seam, lab, file)));
  return [...listed, ...unlistedKeys(seam, labs)];
}

/** The conditions of a key, in the order in which they are tried. */
function conditionsFor(lab: Lab, { file, key, solution, ships = solution }: LabFile) {
  return {
    types: `./shared/contracts/${key.replace(/^#vm\//, '')}.ts`,
    [`lab${lab.id}`]: `./mine/${lab.name}/${file}`,
    [`skeleton${lab.id}`]: `./labs/${lab.name}/${file}`,
    default: `./${ships}`,
  };
}

/** Other conditions may stand between the two ends; an editor must find `types` first. */
function wrongKey({ keys }: Seam, lab: Lab, file: LabFile): string[] {
  const wanted = conditionsFor(lab, file);
  const found = Object.entries(keys.get(file.key) ?? {});
  const ofLab = found.filter(([condition]) => condition in wanted);
  const ends = [found[0]?.[0], found.at(-1)?.[0]];
  const text = JSON.stringify(wanted, null, 2);
  if (
    JSON.stringify(Object.fromEntries(ofLab), null, 2) === text &&
    ends.join() === 'types,default'
  )
    return [];
  return [`package.json: "imports" lacks what lab ${lab.id} needs:\n"${file.key}": ${text}`];
}

/** A key that leads to a lab's file which the lab does not know of. */
function unlistedKeys({ keys }: Seam, labs: readonly Lab[]): string[] {
  const known = new Set(labs.flatMap(({ id, files }) => files.map(({ key }) => `${key} lab${id}`)));
  return [...keys].flatMap(([key, conditions]) =>
    Object.keys(conditions)
      .filter((condition) => /^lab\d\d$/.test(condition) && !known.has(`${key} ${condition}`))
      .map(
        (condition) => `package.json: '${key}' has ${condition}, but no lab.json lists it there`,
      ),
  );
}
