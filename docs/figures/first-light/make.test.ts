import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { figures, figuresFolder } from './make.ts';

test.runIf(process.platform === 'linux').each([...figures])(
  '%s is as the code is',
  (file, draw) => {
    const drawn = readFileSync(path.join(figuresFolder, file), 'utf8');
    expect(drawn, 'run node --import tsx docs/figures/first-light/make.ts').toBe(draw());
  },
);
