import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import type { Lab } from '../../lab/course.ts';
import { makeChildTree } from './child-tree.ts';
import { checkStudentFiles } from './student-files.ts';

const lab: Lab = {
  id: '01',
  name: '01-lab',
  title: 'Lab',
  files: [
    { file: 'one.ts', key: '#vm/one', solution: 'solutions/one.ts' },
    { file: 'two.ts', key: '#vm/two', solution: 'solutions/two.ts' },
  ],
  tasks: [],
};

let root: string;

beforeEach(() => {
  root = scratchFolder();
  writeFiles(root, {
    'package.json': JSON.stringify({
      imports: {
        '#shared/*': './shared/*',
        '#solutions/*': './solutions/*',
        '#vm/two': { lab01: './mine/01-lab/two.ts', default: './solutions/two.ts' },
      },
    }),
    'shared/help.ts': 'export const help = 1;\n',
    'labs/01-lab/one.ts': 'export const one = () => 0;\n',
    'labs/01-lab/two.ts': 'export const two = () => 0;\nexport interface Two {}\n',
    'solutions/one.ts': 'export const one = () => 1;\n',
    'solutions/two.ts': 'export const two = () => 2;\nexport interface Two {}\n',
    'mine/01-lab/two.ts': 'export const two = () => 2;\n',
  });
});

/** What is wrong with `one.ts` when it reads like this. */
async function problemsOf(text: string): Promise<string[]> {
  writeFiles(root, { 'mine/01-lab/one.ts': text });
  const tree = scratchFolder();
  const labs = [{ lab, mine: join(root, 'mine/01-lab') }];
  makeChildTree({ root, labs, scenarios: { folder: root, problem: 'none' } }, tree);
  const [one, two] = await checkStudentFiles({ root, tree, labs });
  expect(two.problems).toEqual([]);
  return one.problems.map(({ line, message }) => `${line}: ${message}`);
}

const one = 'export const one = () => 1;';

test.each([
  ['nothing but itself', one],
  ['what is shared', `import { help } from '#shared/help.ts'; console.log(help); ${one}`],
  ['a sibling by its key', `import { two } from '#vm/two'; two(); ${one}`],
  ['a sibling by its name', `import { two } from './two.ts'; two(); ${one}`],
  ['koffi', `import koffi from 'koffi'; koffi.load; ${one}`],
  ['a module that does no harm', `import { inspect } from 'node:util'; inspect(1); ${one}`],
  ['types, which are nothing when it runs', `import type { One } from '#solutions/one.ts'; ${one}`],
])('a file may import %s', async (_what, text) => {
  expect(await problemsOf(text)).toEqual([]);
});

const closed = 'is refused: the reference is closed while a lab is graded';
const foreign = 'is refused: only the files that belong to the lab are graded';

test.each([
  ["import '#solutions/one.ts';", `1: the import of '#solutions/one.ts' ${closed}`],
  ["import '../../solutions/one.ts';", `1: the import of '../../solutions/one.ts' ${closed}`],
  [
    "import '/elsewhere/solutions/one.ts';",
    `1: the import of '/elsewhere/solutions/one.ts' ${closed}`,
  ],
  ["\nawait import('#solutions/one.ts');", `2: the import of '#solutions/one.ts' ${closed}`],
  ["require('../../solutions/one.ts');", `1: the import of '../../solutions/one.ts' ${closed}`],
  [
    "export * from '#grader/probe/graded.ts';",
    `1: the import of '#grader/probe/graded.ts' ${closed}`,
  ],
  ["import './helper.ts';", `1: the import of './helper.ts' ${foreign}`],
  ["import '../../shared/help.ts';", `1: the import of '../../shared/help.ts' ${foreign}`],
  ["import '/etc/passwd';", `1: the import of '/etc/passwd' ${foreign}`],
  ["import '#shared/nothing.ts';", "1: '#shared/nothing.ts' cannot be found"],
])('%j is refused by name', async (statement, problem) => {
  expect(await problemsOf(`${statement}\n${one}`)).toEqual([problem]);
});

test.each(['node:fs', 'child_process', 'vitest', 'data:text/javascript,1'])(
  "'%s' is none of the modules that a lab may import",
  async (name) => {
    const [problem] = await problemsOf(`import '${name}'; ${one}`);
    expect(problem).toContain(`1: the import of '${name}' is refused: a lab's files may import`);
  },
);

test('what does not parse is told with its line', async () => {
  expect(await problemsOf('export const one = (;\n')).toEqual(['1: Unexpected ";"']);
});

test('an export that is missing is told', async () => {
  expect(await problemsOf('export const won = 1;')).toEqual([
    "0: does not export 'one', which one.ts has to",
  ]);
});

test('only the files of the lab come into the tree, and not their solutions', () => {
  writeFiles(root, {
    'mine/01-lab/helper.ts': '',
    'solutions/three.ts': '',
    'shared/a.test.ts': '',
  });
  mkdirSync(join(root, 'mine/01-lab/one.ts'));
  const tree = scratchFolder();
  const labs = [{ lab, mine: join(root, 'mine/01-lab') }];
  makeChildTree({ root, labs, scenarios: { folder: root, problem: 'none' } }, tree);
  const has = (file: string) => existsSync(join(tree, file));
  expect(['mine/01-lab/two.ts', 'solutions/three.ts', 'shared/help.ts'].filter(has)).toHaveLength(
    3,
  );
  expect(
    ['mine/01-lab/one.ts', 'mine/01-lab/helper.ts', 'solutions/one.ts', 'shared/a.test.ts'].filter(
      has,
    ),
  ).toEqual([]);
});
