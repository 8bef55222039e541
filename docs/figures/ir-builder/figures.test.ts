import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { figures, figuresFolder } from './make.ts';

test.skipIf(whyUnavailable() !== null).each([...figures])(
  '%s of lab 03 shows what the emitter does',
  (file, draw) => {
    const drawn = readFileSync(path.join(figuresFolder, file), 'utf8');
    expect(drawn, 'run node --import tsx docs/figures/ir-builder/make.ts').toBe(draw());
  },
);
