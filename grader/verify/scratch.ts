/** Folders with somebody's files of a lab, for the time of a verification. */
import { copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createWorkspace, type Workspace } from '../grading/workspace.ts';
import type { Lab } from '../lab/course.ts';
import { verifyFolder } from './mutants.ts';

export interface Scratch {
  /** A folder with the reference's files. */
  reference(lab: Lab): string;
  /** One with the alternative solution's, and the reference's where that has none; undefined: there is no alternative. */
  alternative(lab: Lab): string | undefined;
  /** One with the reference's files, one of them changed. */
  changed(lab: Lab, file: string, text: string): string;
  remove(): void;
}

/** Makes what makes folders. */
export function createScratch(root: string): Scratch {
  const workspace: Workspace = createWorkspace();
  let made = 0;

  function reference(lab: Lab): string {
    made += 1;
    const folder = workspace.folder(`mine-${made}`);
    for (const { file, solution } of lab.files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      copyFileSync(join(root, solution), join(folder, file));
    }
    return folder;
  }

  return {
    reference,
    alternative(lab) {
      const source = join(verifyFolder(root, lab), 'alternative');
      if (!existsSync(source)) return undefined;
      const folder = reference(lab);
      cpSync(source, folder, { recursive: true });
      return folder;
    },
    changed(lab, file, text) {
      const folder = reference(lab);
      writeFileSync(join(folder, file), text);
      return folder;
    },
    remove: workspace.remove,
  };
}
