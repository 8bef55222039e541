/** `npm run skeletons`: makes what is generated in labs/, skeletons and manifests of the tests. */
import { Command } from 'commander';
import { projectRoot } from '#shared/setup/project.mjs';
import { makeManifests } from '../grading/manifest.ts';
import { UserError } from '../lab/user-error.ts';
import { makeSkeletons } from './generate.ts';
import { patchFor, writeGenerated } from './generated-files.ts';
import { SkeletonError } from './problems.ts';

const command = new Command('npm run skeletons --')
  .description(
    "Makes the skeletons of the labs from the tags in solutions/, and the tests' manifests.",
  )
  .option('--check', 'change nothing; fail with a patch when labs/ is out of step');

async function main({ check }: { readonly check?: true }): Promise<void> {
  const generated = [...makeSkeletons(projectRoot), ...(await makeManifests(projectRoot))];
  if (check) tellPatch(patchFor(projectRoot, generated));
  else for (const file of writeGenerated(projectRoot, generated)) console.log(`wrote ${file}`);
}

function tellPatch(patch: string): void {
  if (patch === '') return;
  console.log(`${patch}\nlabs/ is out of step with solutions/ or its tests: npm run skeletons`);
  process.exitCode = 1;
}

try {
  await command.action(main).parseAsync();
} catch (error) {
  if (!(error instanceof SkeletonError || error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
