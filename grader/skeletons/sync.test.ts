import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';
import { makeSkeletons } from './generate.ts';
import { patchFor } from './generated-files.ts';

test('labs/ is what `npm run skeletons` writes', () => {
  expect(patchFor(projectRoot, makeSkeletons(projectRoot))).toBe('');
});
