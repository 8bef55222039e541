import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { createMarkdown } from './markdown.ts';
import type { Problem } from './problems.ts';
import { renew } from './renew.ts';

function renewText(text: string) {
  const root = scratchFolder();
  writeFiles(root, {
    'a.ts': '/** One. */\nexport const one = 1;\n\nexport function f() {\n\n  g();\n}\n',
  });
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  return { ...renew(root, createMarkdown(), 'docs/page.md', text, report), problems };
}

test('a quotation gets the code as it is now', () => {
  const { text, changes } = renewText('# A\n\n```ts quote=a.ts#one\nconst one = 0;\n```\n');
  expect(text).toBe('# A\n\n```ts quote=a.ts#one\n/** One. */\nexport const one = 1;\n```\n');
  expect(changes).toEqual([{ line: 3, name: 'the quotation of a.ts#one' }]);
});

test('what is up to date stays as it is', () => {
  const first = renewText(
    '# A\n\n```ts quote=a.ts#f\n```\n\n<!-- generated: opcodes -->\n<!-- end -->\n',
  );
  expect(first.changes).toHaveLength(2);
  expect(renewText(first.text)).toMatchObject({ text: first.text, changes: [] });
});

test('a quotation within a list keeps its indentation', () => {
  const { text } = renewText('- x\n\n  ```ts quote=a.ts#f\n  ```\n');
  expect(text).toBe(
    '- x\n\n  ```ts quote=a.ts#f\n  export function f() {\n\n    g();\n  }\n  ```\n',
  );
});

test('examples of quotations are no quotations', () => {
  const text = '# A\n\n````markdown\n```ts quote=a.ts#one\n```\n````\n';
  expect(renewText(text)).toMatchObject({ text, changes: [] });
});

test('a generated table is made anew', () => {
  const { text } = renewText('# A\n\n<!-- generated: opcodes -->\nold\n<!-- end -->\n\nafter\n');
  expect(text).toMatch(
    /opcodes -->\n\n\| byte \|[\s\S]*\| 41 \| `METHOD` \|[\s\S]*\n\n<!-- end -->\n\nafter\n$/,
  );
});

test.each([
  ['```ts quote=a.ts#two\n```', 1, "a.ts has no symbol 'two'"],
  ['x\n\n<!-- generated: opcode -->\n<!-- end -->', 3, "there is no generated table 'opcode'"],
  ['<!-- generated: opcodes -->\n', 1, 'the generated table opcodes has no end'],
  ['> ```ts quote=a.ts#one\n> ```', 1, 'a quotation stands within a quoted block'],
])('%j is reported', (text, line, what) => {
  const { problems, changes } = renewText(text);
  expect(problems).toMatchObject([{ file: 'docs/page.md', line, what }]);
  expect(changes).toEqual([]);
});
