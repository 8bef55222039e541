import { expect, test } from 'vitest';
import { createMarkdown, forEachToken, parsePage, slugOf } from './markdown.ts';
import type { Problem } from './problems.ts';

function parse(text: string) {
  const problems: Problem[] = [];
  const page = { source: 'docs/page.md', url: 'docs/page.html', section: 'Guides', text } as const;
  const document = parsePage(createMarkdown(), page, (problem) => problems.push(problem));
  return { document, problems };
}

test.each([
  ['Frames and the driver', 'frames-and-the-driver'],
  ['`lab.json`: what it holds', 'labjson-what-it-holds'],
  ['Exit codes 124/130', 'exit-codes-124130'],
  ['Überlauf – "no"', 'überlauf--no'],
])('the address of %s is the one that code hosts make', (heading, slug) => {
  expect(slugOf(heading.replaceAll('`', ''))).toBe(slug);
});

test('headings that read the same get different addresses', () => {
  const { document } = parse('# A\n\n## Task\n\n## Task\n');
  expect([...document.ids]).toEqual(['a', 'task', 'task-1']);
});

test('addresses in HTML can be linked to as well', () => {
  const { document } = parse('# A\n\n<a id="here"></a>\n\n<div id="there">\n</div>\n');
  expect([...document.ids]).toEqual(['a', 'here', 'there']);
});

test.each([
  ['## Too deep\n', 1, 'the page has no title'],
  ['Text\n', 0, 'the page has no title'],
  ['# A\n\n# B\n', 3, "a second title, 'B'"],
  ['# A\n\n### B\n', 3, "heading 'B' skips a level"],
])('headings that are out of order are reported: %j', (text, line, what) => {
  expect(parse(text).problems).toMatchObject([{ file: 'docs/page.md', line, what }]);
});

test('every link knows its line', () => {
  const { document } = parse(
    '# A\n\none [a](a)\ntwo [b](b)\n\n- x\n- [c](c)\n\n| t |\n| --- |\n| [d](d) |\n',
  );
  const lines: [string, number][] = [];
  forEachToken(document.tokens, (token, line) => {
    const href = String(token.attrGet('href'));
    if (token.type === 'link_open' && !href.startsWith('#')) lines.push([href, line]);
  });
  expect(lines).toEqual([
    ['a', 3],
    ['b', 4],
    ['c', 7],
    ['d', 11],
  ]);
});
