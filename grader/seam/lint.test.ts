import { describe, expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { lintSeam } from './lint.ts';

test('every import of the project keeps to the seam', () => {
  expect(lintSeam(projectRoot)).toEqual([]);
});

const imports = {
  '#shared/*': './shared/*',
  '#solutions/*': './solutions/*',
  '#grader/*': './grader/*',
  '#llvm': { types: './shared/llvm/index.ts', default: './shared/llvm/index.ts' },
  '#vm/a/hollow': {
    types: './shared/contracts/a/hollow.ts',
    lab42: './mine/42-fixtures/hollow.ts',
    skeleton42: './labs/42-fixtures/hollow.ts',
    default: './solutions/a/hollow.ts',
  },
  '#vm/a/whole': {
    types: './shared/contracts/a/whole.ts',
    plain: './solutions/a/plain.ts',
    default: './solutions/a/whole.ts',
  },
};

/** What the lint says of a project that holds these files. */
function problemsIn(files: Readonly<Record<string, string>>): string[] {
  const root = scratchFolder();
  writeFiles(root, { 'package.json': JSON.stringify({ imports }), ...files });
  return lintSeam(root);
}

describe('a file with a key is imported by it alone', () => {
  const forms = {
    'an import': "import { a } from './hollow.ts';",
    'an import of a type': "import type { A } from './hollow.ts';",
    'a re-export': "export { a } from './hollow.ts';",
    'a dynamic import': "const a = await import('./hollow.ts');",
    'a type by import': "type A = import('./hollow.ts').A;",
  };
  test.each(Object.entries(forms))('%s', (_, text) => {
    expect(problemsIn({ 'solutions/a/user.ts': `// First.\n\n${text}\n` })).toEqual([
      "solutions/a/user.ts:3: import './hollow.ts': solutions/a/hollow.ts has a key; import '#vm/a/hollow'",
    ]);
  });

  test.each([
    ['grader/x.ts', '#solutions/a/whole.ts', 'solutions/a/whole.ts', '#vm/a/whole'],
    ['grader/x.ts', '../solutions/a/plain.ts', 'solutions/a/plain.ts', '#vm/a/whole'],
    ['docs/x.mjs', '../labs/42-fixtures/hollow.ts', 'labs/42-fixtures/hollow.ts', '#vm/a/hollow'],
    ['grader/x.ts', '../mine/42-fixtures/hollow.ts', 'mine/42-fixtures/hollow.ts', '#vm/a/hollow'],
    ['solutions/a/b.test.ts', './whole.ts', 'solutions/a/whole.ts', '#vm/a/whole'],
  ])('%s imports %s', (file, specifier, target, key) => {
    expect(problemsIn({ [file]: `import '${specifier}';` })).toEqual([
      `${file}:1: import '${specifier}': ${target} has a key; import '${key}'`,
    ]);
  });

  test('by its key, and from the test that lies beside it', () => {
    const files = {
      'solutions/vm.ts':
        "import '#vm/a/hollow';\nimport type * as c from '#shared/contracts/a/hollow.ts';",
      'solutions/a/whole.test.ts': "import './whole.ts';",
    };
    expect(problemsIn(files)).toEqual([]);
  });
});

test.each(['shared/x.ts', 'solutions/x.ts', 'labs/42-fixtures/x.ts', 'grader/x.ts'])(
  '%s may import #llvm, which is in shared/, by its key alone',
  (file) => {
    expect(problemsIn({ [file]: "import llvm from '#llvm';" })).toEqual([]);
    expect(problemsIn({ [file]: "import '#shared/llvm/index.ts';" })).toEqual([
      `${file}:1: import '#shared/llvm/index.ts': shared/llvm/index.ts has a key; import '#llvm'`,
    ]);
  },
);

test.each([
  ['shared/x.ts', '../solutions/vm.ts', 'shared/ never imports solutions/'],
  ['shared/x.ts', '#solutions/vm.ts', 'shared/ never imports solutions/'],
  ['shared/x.ts', '#vm/a/hollow', 'shared/ never imports solutions/'],
  ['shared/x.ts', '#grader/report.ts', 'shared/ never imports grader/'],
  ['solutions/x.ts', '#grader/report.ts', 'solutions/ never imports grader/'],
  ['solutions/x.ts', '../labs/42-fixtures/tests/scenarios.ts', 'solutions/ never imports labs/'],
  ['solutions/x.ts', '../docs/generator.ts', 'solutions/ never imports docs/'],
  ['grader/x.ts', '../docs/generator.ts', 'grader/ never imports docs/'],
  ['grader/x.ts', '../mine/notes.ts', 'nothing imports mine/; import the key of the file'],
])('%s imports %s', (file, specifier, problem) => {
  expect(problemsIn({ [file]: `import '${specifier}';` })).toEqual([
    `${file}:1: import '${specifier}': ${problem}`,
  ]);
});

test.each(['solutions/a/hollow.ts', 'labs/42-fixtures/hollow.ts'])('%s has holes', (file) => {
  const words =
    "a file with holes imports only '#shared/…', '#vm/…', '#llvm' and koffi, so that it works in mine/ as it is";
  const text = "import '#shared/x.ts';\nimport '#vm/a/whole';\nimport 'koffi';\nimport './x.ts';";
  expect(problemsIn({ [file]: text })).toEqual([`${file}:4: import './x.ts': ${words}`]);
  expect(problemsIn({ [file]: "import 'node:fs';" })).toEqual([
    `${file}:1: import 'node:fs': ${words}`,
  ]);
});

test('a file whose key no lab hollows may import its neighbours', () => {
  expect(
    problemsIn({ 'solutions/a/whole.ts': "import './helper.ts';\nimport 'node:fs';" }),
  ).toEqual([]);
});

test('text that looks like an import is none', () => {
  const text =
    "const a = \"import './a/hollow.ts'\";\n// import './a/hollow.ts'\nconst b = `import './a/hollow.ts'`;";
  expect(problemsIn({ 'solutions/x.ts': text })).toEqual([]);
});
