/** Which of a lab's test files are as they came. */
import { hashTests, type Manifest } from './manifest.ts';

export interface PristineTests {
  /** The test files that may be run. */
  readonly runnable: readonly string[];
  /** Why the tests of a file cannot count, by the file's name. */
  readonly problems: ReadonlyMap<string, string>;
  /** Why no scenario can be used; undefined when they can. */
  readonly scenariosProblem: string | undefined;
}

/** The module whose functions `probe.scenario` calls. */
const SCENARIOS = 'scenarios.ts';

const isTestFile = (name: string) => name.endsWith('.test.ts');

/**
 * Compares the files with the manifest. A test file costs its own tests; a
 * module beside them, which any of them may use, costs all; `scenarios.ts`
 * costs those that use it.
 */
export function checkTests(folder: string, shown: string, { files }: Manifest): PristineTests {
  const found = hashTests(folder);
  const changed = Object.keys(files).filter((name) => found[name] !== files[name]);
  const restore = `restore it: git checkout -- ${shown}`;
  const problemOf = (name: string) =>
    `${shown}/${name} ${found[name] === undefined ? 'is missing' : 'was changed'}; ${restore}/${name}`;
  const module = changed.find((name) => !isTestFile(name) && name !== SCENARIOS);
  const tests = Object.keys(files).filter(isTestFile);
  const broken = module === undefined ? changed.filter(isTestFile) : tests;
  return {
    runnable: tests.filter((name) => !broken.includes(name)),
    problems: new Map(broken.map((name) => [name, problemOf(module ?? name)])),
    scenariosProblem: changed.includes(SCENARIOS) ? problemOf(SCENARIOS) : undefined,
  };
}
