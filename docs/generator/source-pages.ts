/** Pages that show a file of the project, and lists of what lies in a folder. */
import path from 'node:path';
import { fileComment } from './api/file-comments.ts';
import { entriesOf, kindOf, readText, sizeOf } from './files.ts';
import { escapeHtml } from './html.ts';
import { folderUrl, relativeUrl, type Site, sourceUrl } from './site.ts';
import type { PageContent } from './template.ts';

/** Larger files are listed and not shown: no person wrote them. */
const MAX_BYTES = 64 * 1024;

/** The Lox corpus is listed and not shown, save what a page links to: it is over a thousand files. */
const CORPUS = 'shared/programs/';

/** Names of files that people can read. */
const TEXT = /(\.(ts|mjs|cjs|js|json|md|lox|lua|css|svg|expected|sh)|(^|\/)(LICENSE|run|\.\w+))$/;

/**
 * The pages for everything that something leads to: the list of a folder leads
 * to its files and folders, and so on.
 */
export function sourcePages(site: Site): PageContent[] {
  const pages: PageContent[] = [];
  // Both sets grow while they are gone through; a `Set` is made for that.
  for (const folder of site.folders) pages.push(folderPage(site, folder));
  for (const file of site.sources) pages.push(filePage(site, file));
  return pages;
}

function filePage(site: Site, file: string): PageContent {
  const url = sourceUrl(file);
  const text = readText(site.root, file);
  const module = site.api.moduleAddressOf(file);
  const reference = module
    ? `<p><a href="${escapeHtml(relativeUrl(url, module))}">API reference of this file</a></p>`
    : '';
  const code = site.highlight.listing(text, file);
  const body = `<h1>${trail(url, file)}</h1>\n${reference}\n<div class="listing">${code}</div>`;
  return { url, title: file, body };
}

function folderPage(site: Site, folder: string): PageContent {
  const url = folderUrl(folder);
  const { folders, files } = entriesOf(site.root, folder || '.');
  const items = [
    ...folders.map((name) => item(site, url, path.posix.join(folder, name), `${name}/`)),
    ...files.map((name) => item(site, url, path.posix.join(folder, name), name)),
  ];
  const title = folder || 'Source';
  const heading = folder === '' ? title : trail(url, folder);
  return {
    url,
    title,
    body: `<h1>${heading}</h1>\n<ul class="files">\n${items.join('\n')}\n</ul>`,
  };
}

function item(site: Site, url: string, entry: string, name: string): string {
  const address = addressOf(site, entry);
  const label = `<code>${escapeHtml(name)}</code>`;
  const link = address ? `<a href="${escapeHtml(relativeUrl(url, address))}">${label}</a>` : label;
  return `<li>${link} ${escapeHtml(summaryOf(site.root, entry))}</li>`;
}

/** The page of a file or folder, which is made when there is none yet; undefined: it cannot be shown. */
function addressOf(site: Site, entry: string): string | undefined {
  if (kindOf(site.root, entry) === 'folder') {
    site.folders.add(entry);
    return folderUrl(entry);
  }
  const isShown = TEXT.test(entry) && sizeOf(site.root, entry) <= MAX_BYTES;
  if (!isShown || (entry.startsWith(CORPUS) && !site.sources.has(entry))) return undefined;
  site.sources.add(entry);
  return sourceUrl(entry);
}

/** The first sentence of what a source file says about itself. */
function summaryOf(root: string, entry: string): string {
  if (!/\.(ts|mjs)$/.test(entry)) return '';
  const comment = fileComment(entry, readText(root, entry)) ?? '';
  return /^[\s\S]*?[.:](?=\s|$)/.exec(comment)?.[0].replace(/\s+/g, ' ').replace(/:$/, '.') ?? '';
}

/** A path whose folders are links. */
function trail(url: string, file: string): string {
  const parts = file.split('/');
  return parts
    .map((part, index) => {
      if (index === parts.length - 1) return escapeHtml(part);
      const address = folderUrl(parts.slice(0, index + 1).join('/'));
      return `<a href="${escapeHtml(relativeUrl(url, address))}">${escapeHtml(part)}</a>`;
    })
    .join('/<wbr>');
}
