import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { largePrograms, programNames, readProgram } from './corpus.ts';
import { allEngines } from './engines.ts';

const names = programNames(largePrograms);

describe('the programs', () => {
  test.each(names)('%s exists in every language', (name) => {
    const program = readProgram(largePrograms, name);
    for (const language of ['lox', 'lua', 'js'] as const) {
      expect(program.fileIn(language)).toMatch(new RegExp(`${name}\\.${language}$`));
    }
  });

  test('and the engines have their rows in docs/benchmarks.md', () => {
    const page = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual(expect.arrayContaining([...names, ...allEngines.map(({ id }) => id)]));
  });
});
