/** What the site consists of, as far as it is known while its pages are made. */
import path from 'node:path';
import type { Api } from './api/api.ts';
import type { Highlight } from './highlight.ts';
import type { Document } from './markdown.ts';

/** Everything that pages may lead to. The sets grow while links are resolved. */
export interface Site {
  /** The project's folder. */
  readonly root: string;
  /** All pages by the paths of their Markdown, in the order of the navigation. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly api: Api;
  readonly highlight: Highlight;
  /** Text files that something leads to: each gets a page that shows it. */
  readonly sources: Set<string>;
  /** Folders that something leads to: each gets a list of its files. */
  readonly folders: Set<string>;
  /** Images that are copied. */
  readonly images: Set<string>;
  /** Sources of the pages that mention a symbol, by the address of its page in the API reference. */
  readonly mentions: Map<string, Set<string>>;
}

/** Makes a site that nothing leads to yet. */
export function createSite(parts: Pick<Site, 'root' | 'documents' | 'api' | 'highlight'>): Site {
  return {
    ...parts,
    sources: new Set(),
    folders: new Set(),
    images: new Set(),
    mentions: new Map(),
  };
}

/** Address of the page that shows a text file. */
export function sourceUrl(file: string): string {
  return `source/${file}.html`;
}

/** Address of the page that lists a folder; that of the whole project is `''`. */
export function folderUrl(folder: string): string {
  return path.posix.join('source', folder, 'index.html');
}

/** The way from one page of the site to an address. */
export function relativeUrl(from: string, to: string): string {
  const [file, id] = to.split('#');
  const way = path.posix.relative(path.posix.dirname(from), file) || path.posix.basename(file);
  return id === undefined ? way : `${way}#${id}`;
}

/** Notes that a page mentions a symbol, given by its address in the API reference. */
export function addMention(site: Site, address: string, source: string): void {
  const [page] = address.split('#');
  const known = site.mentions.get(page);
  if (known) known.add(source);
  else site.mentions.set(page, new Set([source]));
}
