/** Which Markdown files become pages, where they stand on the site, and in which order. */
import path from 'node:path';
import { filesUnder, readText } from './files.ts';

/** The parts of the navigation, in its order. */
export const sections = ['Start', 'Labs', 'Guides', 'Reference'] as const;

export type Section = (typeof sections)[number];

/** A Markdown file and the page that it becomes. */
export interface Page {
  /** Path of the Markdown from the project's root. */
  readonly source: string;
  /** Path of the page from the site's root. */
  readonly url: string;
  readonly section: Section;
  readonly text: string;
}

/** Guides in the order in which one may want to read them; others follow by name. */
const guides = ['architecture', 'debugger', 'lab-authors', 'writing', 'benchmarks', 'platforms'];

/** Pages in `docs/` that are there to look things up. */
const reference = ['instruction-set', 'threaded-words', 'linear-memory'];

/** Finds all pages, in the order of the navigation. */
export function findPages(root: string): Page[] {
  const inDocs = filesUnder(root, 'docs').filter((file) => /^docs\/[^/]+\.md$/.test(file));
  const readmes = ['labs', 'shared', 'solutions', 'grader']
    .flatMap((folder) => filesUnder(root, folder))
    .filter((file) => path.posix.basename(file) === 'README.md');
  return ['README.md', ...readmes, ...inDocs]
    .map((source) => pageFor(source, readText(root, source)))
    .sort((a, b) => compare(rankOf(a), rankOf(b)) || compare(a.source, b.source));
}

function pageFor(source: string, text: string): Page {
  const url = source.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');
  return { source, url, section: sectionOf(source), text };
}

function sectionOf(source: string): Section {
  if (source === 'README.md') return 'Start';
  if (source.startsWith('labs/')) return 'Labs';
  const isGuide =
    source.startsWith('docs/') && !reference.includes(path.posix.basename(source, '.md'));
  return isGuide ? 'Guides' : 'Reference';
}

/** Where a page stands: by section, then by the lists above. */
function rankOf({ source, section }: Page): number {
  const place = [...guides, ...reference].indexOf(path.posix.basename(source, '.md'));
  return sections.indexOf(section) * 100 + (place < 0 ? 99 : place);
}

function compare<Value extends string | number>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
