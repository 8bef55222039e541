/** Which version this is. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#shared/setup/project.mjs';

/** `lox (Hotpath) 0.1.0 on Node.js 22.1.0, linux x64` */
export function versionLine(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `lox (Hotpath) ${version} on Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
}
