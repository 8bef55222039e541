import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { scratchFolder, writeFiles } from '#shared/setup/scratch-folder.ts';
import { buildSite } from './build.ts';
import { formatProblems } from './problems.ts';

/** A project of three modules and some pages. */
const project = {
  'package.json': '{ "name": "small", "type": "module" }',
  'tsconfig.json': '{ "compilerOptions": { "module": "nodenext", "strict": true } }',
  'solutions/gc/heap.ts': `/** The collector, in short. More words. */
import type { Heap } from '../../shared/heap.ts';

type HeapNeeds = { readonly bytes: number };

/** Makes a heap. */
export function createHeap({ bytes }: HeapNeeds): Heap {
  function forward() {}
  return { collect: forward, bytes };
}
`,
  'shared/heap.ts': `/** A heap. */
export interface Heap {
  /** Collects. */
  collect(): void;
  /** Its size. */
  readonly bytes: number;
}
`,
  'docs/figures/heap.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

const pages = {
  'README.md': '# Small\n\n[guide](docs/guide.md#the-heap), [collector](solutions/gc/)\n',
  'docs/guide.md': `# Guide

## The heap

[\`createHeap\`](../solutions/gc/heap.ts#createHeap) makes it,
[collect](../shared/heap.ts#Heap.collect) and [forward](../solutions/gc/heap.ts#forward) tidy it up.
[Line](../solutions/gc/heap.ts#L3), [Web](https://example.com/), [file](../package.json).

![A heap](figures/heap.svg)

\`\`\`ts quote=shared/heap.ts#Heap
\`\`\`

\`\`\`lox
print 1;
\`\`\`
`,
  'labs/01-first/README.md':
    '# Lab 01: First\n\n| | |\n| - | - |\n| See | [above](../../README.md) |\n',
};

// typedoc takes a second, and ten on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function build(files: Record<string, string>, update = true) {
  const root = scratchFolder();
  writeFiles(root, { ...project, ...pages, ...files });
  const out = path.join(root, 'docs/site');
  const result = await buildSite({ root, out, update, onlyCheck: true });
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  return { ...result, root, text: formatProblems(result.problems), read };
}

test('a project becomes a site whose links all lead somewhere', async () => {
  const { text, read, updated } = await build({});
  expect(text).toBe('');
  expect(updated).toEqual(['docs/guide.md']);
  expect(read('docs/guide.md')).toContain(
    'quote=shared/heap.ts#Heap\n/** A heap. */\nexport inter',
  );

  const guide = read('docs/site/docs/guide.html');
  expect(guide).toContain('<h2 id="the-heap">');
  expect(guide).toContain('href="../api/functions/solutions_gc_heap.createHeap.html"');
  expect(guide).toContain('href="../api/interfaces/shared_heap.Heap.html#collect"');
  expect(guide).toContain('href="../source/solutions/gc/heap.ts.html#L8"');
  expect(guide).toContain('href="https://example.com/"');
  expect(guide).toContain(
    '<figure class="scroll" tabindex="0"><img src="figures/heap.svg" alt="A heap"></figure>',
  );
  expect(guide).toContain('<a href="../source/shared/heap.ts.html#L2">shared/heap.ts, line 2</a>');
  expect(guide).toContain('href="../labs/01-first/index.html">01 First</a>');
  expect(read('docs/site/labs/01-first/index.html')).toContain('<table>\n<tbody>');
  expect(read('docs/site/source/solutions/gc/index.html')).toContain('The collector, in short.');
});

test('the API reference leads back, and says what parameters are', async () => {
  const { read } = await build({});
  const page = read('docs/site/api/functions/solutions_gc_heap.createHeap.html');
  expect(page).toContain('Where it is explained');
  expect(page).toContain('<a href="../../docs/guide.html">Guide</a>');
  expect(page).toContain('href="../../source/solutions/gc/heap.ts.html#L7"');
  expect(page).toContain('{ bytes }');
  expect(page).not.toContain('HeapNeeds');
  expect(read('docs/site/api/modules/solutions_gc_heap.html')).toContain(
    'The collector, in short.',
  );
});

test('everything that is wrong is named with its place and what to do', async () => {
  const { text, root } = await build({
    'docs/wrong.md': `# Wrong

[a](guid.md) and
[b](guide.md#the-heaps)
[c](../solutions/gc/heap.ts#createHaep)
![](figures/heap.svg)
![d](figures/none.svg)
[e](/etc/passwd), [f](../package.json#name)
[g](../solutions/gc/heap.ts#L99)

\`\`\`cobol
\`\`\`
`,
    'shared/bare.ts': 'export interface Bare {}\n',
  });
  expect(text).toBe(`docs/wrong.md:3: there is no docs/guid.md (the link says guid.md)
    did you mean guide.md?
docs/wrong.md:4: docs/guide.md has no heading with the address #the-heaps
    did you mean the-heap?
docs/wrong.md:5: solutions/gc/heap.ts has no symbol 'createHaep'
    did you mean createHeap?
docs/wrong.md:6: the image figures/heap.svg has no text
    say between the brackets what it shows
docs/wrong.md:7: there is no docs/figures/none.svg (the link says figures/none.svg)
    a link is a path relative to the file that it stands in
docs/wrong.md:8: the link /etc/passwd is neither relative nor on the Web
    write a relative path
docs/wrong.md:8: package.json has no symbols
    leave #name away
docs/wrong.md:9: solutions/gc/heap.ts has only 10 lines
    link to a symbol: lines move
docs/wrong.md:11: code in 'cobol' cannot be highlighted
    the languages are ts, js, bash, json, llvm, asm, c, lua, diff, markdown, css, lox, text
shared/bare.ts: shared/bare.Bare (Interface) does not have any documentation
    give it a doc comment
`);
  expect(existsSync(path.join(root, 'docs/site'))).toBe(false);
});

test('a quotation that is out of date is wrong unless it may be renewed', async () => {
  const { text, read } = await build({}, false);
  expect(text).toBe(`docs/guide.md:11: the quotation of shared/heap.ts#Heap is out of date
    run npm run docs -- --update
`);
  expect(read('docs/guide.md')).toBe(pages['docs/guide.md']);
});
