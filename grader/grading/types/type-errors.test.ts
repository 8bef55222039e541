import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findTypeErrors } from './type-errors.ts';

/** The type errors of files with these texts, which are all looked at but the ones that begin with `_`. */
function errorsIn(texts: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'hotpath-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const options = { strict: true, module: 'nodenext', types: [], allowImportingTsExtensions: true };
  const all = { ...texts, 'tsconfig.json': JSON.stringify({ compilerOptions: options }) };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(root, file), text);
  const files = Object.keys(texts).filter((file) => !file.startsWith('_'));
  const config = join(root, 'tsconfig.json');
  return findTypeErrors({ root, config, files: files.map((file) => join(root, file)) });
}

test('an error has its place, its words and its line', () => {
  expect(errorsIn({ 'a.ts': 'const n = 1;\n  export const t: string = n;\n' })).toEqual([
    {
      file: 'a.ts',
      line: 2,
      column: 16,
      message: "Type 'number' is not assignable to type 'string'.",
      text: '  export const t: string = n;',
    },
  ]);
});

test('errors of other files are not told', () => {
  const other = 'export const n: number = "text";\n';
  expect(errorsIn({ 'a.ts': "export { n } from './_b.ts';\n", '_b.ts': other })).toEqual([]);
});

test('nothing is said of a file that does not parse', () => {
  expect(errorsIn({ 'a.ts': 'export const n: number = (;\n' })).toEqual([]);
});
