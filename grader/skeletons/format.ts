/** Biome's formatter, with the project's settings. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { projectRoot } from '#shared/setup/project.mjs';

const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

/**
 * The text as biome writes it.
 * @param file its name, which says what language it is in
 * @throws Error with biome's words when the text is not valid
 */
export function format(file: string, text: string): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'format', `--stdin-file-path=${file}`],
    { cwd: projectRoot, input: text, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`biome cannot format ${file}:\n${stderr}`);
  return stdout;
}
