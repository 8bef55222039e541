/**
 * The tree that a child's bundle is made from: a copy of what the student's
 * code may see. The reference of the graded modules is not in it, nor are
 * tests, mutants and alternative solutions.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Lab } from '../../lab/course.ts';
import { places } from '../../lab/places.ts';

/** A lab of which the student's files are taken. */
export interface LabUnderTest {
  readonly lab: Lab;
  /** The folder of the student's files. */
  readonly mine: string;
}

export interface ChildTreeNeeds {
  /** The graded project. */
  readonly root: string;
  /** The labs whose modules are the student's; everything else is the reference. */
  readonly labs: readonly LabUnderTest[];
  readonly scenarios: ScenarioSource;
}

/** The lab's scenarios. */
export interface ScenarioSource {
  /** The folder of the lab's tests. */
  readonly folder: string;
  /** Why they may not be used. */
  readonly problem: string | undefined;
}

/** Where the modules of the tests' folder lie in a tree. */
export const TESTS_IN_TREE = 'tests';

/** The grader's own part of a child, wherever the graded project lies. */
const probeFolder = join(import.meta.dirname, '../../probe');

const isTest = (file: string) => /\.test\.m?ts$/.test(file);

/** Copies the tree into an empty folder. */
export function makeChildTree({ root, labs, scenarios }: ChildTreeNeeds, tree: string): void {
  const closed = new Set(labs.flatMap(({ lab }) => lab.files.map(({ solution }) => solution)));
  const programs = join(root, 'shared/programs');
  const isOpen = (file: string) =>
    file !== programs && !isTest(file) && !closed.has(relative(root, file));
  copyFileSync(join(root, 'package.json'), join(tree, 'package.json'));
  for (const folder of ['shared', 'solutions']) {
    cpSync(join(root, folder), join(tree, folder), { recursive: true, filter: isOpen });
  }
  copyProbe(tree);
  for (const { lab, mine } of labs) copyMine(lab, mine, join(tree, places.mine(lab)));
  if (scenarios.problem === undefined) copyModules(scenarios.folder, join(tree, TESTS_IN_TREE));
}

function copyProbe(tree: string): void {
  const target = join(tree, 'grader/probe');
  const isNeeded = (file: string) => !isTest(file);
  cpSync(join(probeFolder, 'child'), join(target, 'child'), { recursive: true, filter: isNeeded });
  copyFileSync(join(probeFolder, 'observation.ts'), join(target, 'observation.ts'));
}

/** Nothing but the lab's own files is taken, and of them what is a file. */
function copyMine(lab: Lab, mine: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const { file } of lab.files) {
    if (!statSync(join(mine, file), { throwIfNoEntry: false })?.isFile()) continue;
    mkdirSync(dirname(join(target, file)), { recursive: true });
    copyFileSync(join(mine, file), join(target, file));
  }
}

/** The modules of a folder, tests left out. */
function copyModules(folder: string, target: string): void {
  mkdirSync(target);
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.ts') && !isTest(file)) copyFileSync(join(folder, file), join(target, file));
  }
}
