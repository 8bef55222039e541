/** `npm run docs`: builds the site, or says what is wrong with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '#shared/setup/project.mjs';
import { buildSite } from './build.ts';
import { formatProblems } from './problems.ts';

interface Arguments {
  readonly check?: boolean;
  readonly update?: boolean;
}

const command = new Command('npm run docs --')
  .description('Builds the site of the course into docs/site.')
  .option('--check', 'find everything that is wrong, and write nothing')
  .option('--update', 'renew quotations and generated tables in the Markdown');

async function main({ check = false, update = false }: Arguments): Promise<void> {
  const start = performance.now();
  const scratch = check ? mkdtempSync(path.join(tmpdir(), 'hotpath-docs-')) : undefined;
  const out = scratch ?? path.join(projectRoot, 'docs/site');
  const options = { root: projectRoot, out, update, onlyCheck: check };
  const { problems, pages, updated } = await buildSite(options);
  if (scratch) rmSync(scratch, { recursive: true });
  for (const file of updated) console.log(`renewed ${file}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (problems.length > 0) {
    const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
    process.stderr.write(`${formatProblems(problems)}${count} in the documentation\n`);
    process.exitCode = 1;
  } else if (check) {
    console.log(`${pages} pages and the API reference are in order (${seconds} s)`);
  } else {
    console.log(`${pages} pages and the API reference in ${seconds} s: open docs/site/index.html`);
  }
}

await command.action(main).parseAsync();
