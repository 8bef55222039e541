/** Where the tests of a lab lie. */
import { join } from 'node:path';
import type { Lab } from '../lab/course.ts';
import { places } from '../lab/places.ts';

/** The folder of a lab's tests. */
export function testsFolder(root: string, lab: Lab): string {
  return join(root, places.given(lab), 'tests');
}
