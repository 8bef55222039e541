import { expect, test } from 'vitest';
import { skeletonOf } from './fixtures.ts';
import { SkeletonError } from './problems.ts';

/** What the generator says about a text. */
function problemsOf(text: string): readonly string[] {
  try {
    skeletonOf(text);
  } catch (error) {
    if (error instanceof SkeletonError) return error.problems;
    throw error;
  }
  return [];
}

/** Text, and the one problem in it: its line and words of it. */
const cases: Record<string, [text: string, line: number, words: string]> = {
  'a tag without a task': [
    '/**\n * @lab Push a frame\n */\nfunction f(): void {}',
    1,
    '`@lab Push a frame` names no task; write lab, task and a title: `@lab 01.4 Push a frame`',
  ],
  'a task of another lab': [
    '\n/** @lab 41.1 Count */\nfunction f(): void {}',
    2,
    'task 41.1 is not of lab 42, whose lab.json lists this file; name a task of lab 42, or move the file from labs/42-fixtures/lab.json to that of lab 41',
  ],
  'a task that the lab does not have': [
    'function f() {\n  // @lab 42.3 Count\n  f();\n  // @end\n}',
    2,
    'lab 42 has no task 42.3, it has 42.1, 42.2; correct the tag, or add the task to labs/42-fixtures/lab.json',
  ],
  'a region without an end': [
    'function f() {\n  // @lab 42.1 Count\n  f();\n}',
    2,
    'this region has no `// @end`; write one below its last statement',
  ],
  'a region that begins in another': [
    'function f() {\n  // @lab 42.1\n  f();\n  // @lab 42.2\n  f();\n  // @end\n}',
    2,
    'this region has no `// @end`; write one below its last statement before the one of line 4 begins',
  ],
  'an end without a beginning': [
    'function f() {\n  f();\n  // @end\n}',
    3,
    '`// @end` without a `// @lab` before it; remove it',
  ],
  'an empty region': [
    'function f() {\n  // @lab 42.1\n\n  // @end\n  f();\n}',
    2,
    'this region is empty; put its `// @end` below the statements that it holds',
  ],
  'a region that cuts a statement': [
    'function f() {\n  // @lab 42.1\n  if (1) {\n    f();\n    // @end\n  }\n}',
    2,
    'this region cuts through line 3; it must hold whole statements of one block, or whole `case` clauses',
  ],
  'a region that cuts a case': [
    'function f(x: 1 | 2) {\n  switch (x) {\n    case 1:\n      f(2);\n      // @lab 42.1\n      break;\n    case 2:\n      // @end\n  }\n}',
    5,
    'this region cuts through line 3; it must hold whole statements of one block, or whole `case` clauses',
  ],
  'a region among the members of an object literal': [
    'function f() {\n  return {\n    // @lab 42.1\n    a: 1,\n    // @end\n  };\n}',
    3,
    'this region cuts through line 2; it must hold whole statements of one block, or whole `case` clauses',
  ],
  'a region outside every function': [
    '// @lab 42.1\nexport const a = 1;\n// @end',
    1,
    'this region is in no function; only code in a function can be hollowed out',
  ],
  'a region to omit': [
    'function f() {\n  // @lab 42.1 omit\n  f();\n  // @end\n}',
    2,
    'only a function can be omitted; give this region a title',
  ],
  'a tag on a value': [
    '/** @lab 42.1 Count */\nconst count = 1;',
    1,
    'a @lab tag stands above a function with a body, a const that holds one, or a method or function property of an object literal; for other code mark a region with `// @lab` and `// @end`',
  ],
  'two tags on one function': [
    '/**\n * @lab 42.1\n * @lab 42.2\n */\nfunction f(): void {}',
    3,
    'a second @lab for one function; keep one of them',
  ],
  'a function whose type is inferred': [
    '/** @lab 42.1 Count */\nconst count = (a: number) => a + 1;',
    1,
    'this function needs a return type: without its body TypeScript cannot infer one',
  ],
  'a tag inside a hollow function': [
    '/** @lab 42.1 */\nfunction f(): void {\n  // @lab 42.2\n  f();\n  // @end\n}',
    3,
    'this tag lies inside what the tag of line 1 replaces; keep one',
  ],
  'a tag in a block comment': [
    '/** @lab 42.1 */\nfunction f(): void {}\n/* @lab 42.2 */\nf();',
    3,
    'this tag does nothing: `@lab` stands on a line of its own in the doc comment of a function, or in a `// @lab 01.4 Title` line that a `// @end` line closes',
  ],
  'a tag between backticks': [
    '/** @lab 42.1 */\nfunction f(): void {}\n\n/** Says `@lab 42.2`. */\nfunction g(): void {}',
    4,
    'this tag does nothing: `@lab` stands on a line of its own in the doc comment of a function, or in a `// @lab 01.4 Title` line that a `// @end` line closes',
  ],
  'no tag at all': [
    'export const a = 1;',
    1,
    'this file has no @lab tag, so nothing is left to write in it; tag a function, or take the file out of lab.json',
  ],
};

test.each(Object.entries(cases))('%s', (_, [text, line, words]) => {
  expect(problemsOf(text)).toEqual([`solutions/fixtures/module.ts:${line}: ${words}`]);
});

test('all problems of a file are told at once', () => {
  const text = '/** @lab 42.8 */\nfunction f(): void {}\n/** @lab 42.9 */\nfunction g(): void {}';
  expect(problemsOf(text)).toHaveLength(2);
});
