/** Files for the tests of one test file, which may run at the same time. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * To be called outside of all tests.
 * @returns makes a file with the content and gives its path; all are removed after the last test
 */
export function testFiles(): (content: string | Buffer) => string {
  const folder = mkdtempSync(join(tmpdir(), 'hotpath-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let made = 0;
  return (content) => {
    const file = join(folder, `${++made}.lox`);
    writeFileSync(file, content);
    return file;
  };
}
