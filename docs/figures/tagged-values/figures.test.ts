import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { emittedFigures, figures, figuresFolder } from './make.ts';

const drawnAs = (file: string) => readFileSync(path.join(figuresFolder, file), 'utf8');
const advice = 'run node --import tsx docs/figures/tagged-values/make.ts';

test.each([...figures])('%s of lab 04 shows what the VM writes', (file, draw) => {
  expect(drawnAs(file), advice).toBe(draw());
});

describe.skipIf(whyUnavailable() !== null)('with libLLVM', () => {
  test.each([...emittedFigures])('%s of lab 04 shows what is emitted', (file, draw) => {
    expect(drawnAs(file), advice).toBe(draw());
  });
});
