/** `npm run skeletons`: makes the labs' skeletons from the solutions. */
import { Command } from 'commander';
import { projectRoot } from '#shared/setup/project.mjs';
import { UserError } from '../lab/user-error.ts';
import { makeSkeletons } from './generate.ts';
import { patchFor, writeGenerated } from './generated-files.ts';
import { SkeletonError } from './problems.ts';

const command = new Command('npm run skeletons --')
  .description('Makes the skeletons in labs/ from the tags in solutions/.')
  .option('--check', 'change nothing; fail with a patch when labs/ is out of step');

function main({ check }: { readonly check?: true }): void {
  const skeletons = makeSkeletons(projectRoot);
  if (check) tellPatch(patchFor(projectRoot, skeletons));
  else for (const file of writeGenerated(projectRoot, skeletons)) console.log(`wrote ${file}`);
}

function tellPatch(patch: string): void {
  if (patch === '') return;
  console.log(`${patch}\nlabs/ is out of step with solutions/: npm run skeletons`);
  process.exitCode = 1;
}

try {
  command.action(main).parse();
} catch (error) {
  if (!(error instanceof SkeletonError || error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
