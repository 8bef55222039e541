import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { figures, figuresFolder } from './make.ts';

describe.skipIf(whyUnavailable() !== null)('the figures of lab 05', () => {
  test.each([...figures])('%s shows what the VM does', (file, draw) => {
    const drawn = readFileSync(path.join(figuresFolder, file), 'utf8');
    expect(drawn, 'run node --import tsx docs/figures/orc-jit/make.ts').toBe(draw());
  });
});
