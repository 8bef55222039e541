import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { figures, figuresFolder } from './make.ts';

test.each([...figures])('%s of lab 07 shows what the VM does', (file, draw) => {
  const drawn = readFileSync(path.join(figuresFolder, file), 'utf8');
  expect(drawn, 'run node --import tsx docs/figures/hidden-classes/make.ts').toBe(draw());
});
