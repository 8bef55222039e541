/** Where the links of a page lead. */
import path from 'node:path';
import { entriesOf, kindOf, readText } from './files.ts';
import type { Document } from './markdown.ts';
import { Mistake } from './problems.ts';
import { addMention, folderUrl, type Site, sourceUrl } from './site.ts';
import { suggest } from './suggestions.ts';
import { findSymbol, parseSource } from './symbols.ts';

/** Addresses that lead out of the site. What is there is not checked. */
const OUTSIDE = /^(https?:|mailto:)/;

const IMAGE = /\.(svg|png|jpe?g|gif|webp)$/;

/** What can hold symbols. */
const CODE = /\.(ts|mts|mjs|cjs|js)$/;

/**
 * Resolves a link.
 * @returns the address from the site's root; as it is where it leads outside
 * @throws Mistake when it leads nowhere
 */
export function resolveLink(site: Site, from: Document, href: string): string {
  if (OUTSIDE.test(href)) return href;
  const [target, fragment] = splitHref(href);
  if (target === '') return withHeading(from, fragment ?? '');
  const file = path.posix.join(path.posix.dirname(from.page.source), target).replace(/\/$/, '');
  const kind = file.startsWith('..') ? undefined : kindOf(site.root, file);
  if (kind === 'folder') return resolveFolder(site, file, fragment);
  if (kind === undefined) throw notThere(site.root, file, target);
  const document = site.documents.get(file);
  if (document) return withHeading(document, fragment);
  if (IMAGE.test(file)) return resolveImageFile(site, file);
  return resolveSource(site, from, file, fragment);
}

function splitHref(href: string): [string, string | undefined] {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('/')) {
    throw new Mistake(
      `the link ${href} is neither relative nor on the Web`,
      'write a relative path',
    );
  }
  const [target, fragment] = href.split('#');
  return [decodeURI(target), fragment === undefined ? undefined : decodeURIComponent(fragment)];
}

function withHeading(document: Document, id: string | undefined): string {
  const { url, source } = document.page;
  if (id === undefined) return url;
  if (document.ids.has(id)) return `${url}#${id}`;
  throw new Mistake(
    `${source} has no heading with the address #${id}`,
    suggest(id, document.ids, `its headings are ${[...document.ids].join(', ') || 'none'}`),
  );
}

function notThere(root: string, file: string, target: string): Mistake {
  const folder = path.posix.dirname(file);
  const around = !file.startsWith('..') && kindOf(root, folder) === 'folder';
  const { files, folders } = around ? entriesOf(root, folder) : { files: [], folders: [] };
  return new Mistake(
    `there is no ${file} (the link says ${target})`,
    suggest(
      file,
      [...files, ...folders],
      'a link is a path relative to the file that it stands in',
      path.posix.basename,
    ),
  );
}

function resolveFolder(site: Site, folder: string, fragment: string | undefined): string {
  const readme = site.documents.get(path.posix.join(folder, 'README.md'));
  if (readme) return withHeading(readme, fragment);
  if (fragment !== undefined) throw new Mistake(`${folder} is a folder`, `leave #${fragment} away`);
  site.folders.add(folder);
  return folderUrl(folder);
}

function resolveImageFile(site: Site, file: string): string {
  site.images.add(file);
  return file;
}

function resolveSource(
  site: Site,
  from: Document,
  file: string,
  fragment: string | undefined,
): string {
  if (fragment === undefined || /^L\d+$/.test(fragment)) {
    site.sources.add(file);
    return sourceUrl(file) + lineAddress(site.root, file, fragment);
  }
  if (!CODE.test(file)) throw new Mistake(`${file} has no symbols`, `leave #${fragment} away`);
  return resolveSymbol(site, from, file, fragment);
}

function lineAddress(root: string, file: string, fragment: string | undefined): string {
  if (fragment === undefined) return '';
  const lines = readText(root, file).trimEnd().split('\n').length;
  if (Number(fragment.slice(1)) <= lines) return `#${fragment}`;
  throw new Mistake(`${file} has only ${lines} lines`, 'link to a symbol: lines move');
}

/** A symbol's entry in the API reference or, where it has none, its line in the source. */
export function resolveSymbol(site: Site, from: Document, file: string, name: string): string {
  const symbol = findSymbol(parseSource(file, readText(site.root, file)), name);
  const address = site.api.addressOf(file, symbol.name);
  if (address === undefined) {
    site.sources.add(file);
    return `${sourceUrl(file)}#L${symbol.line}`;
  }
  addMention(site, address, from.page.source);
  return address;
}

/**
 * Resolves the address of an image.
 * @throws Mistake when it is not there, or is not one that the site can show
 */
export function resolveImage(site: Site, from: Document, src: string): string {
  if (OUTSIDE.test(src)) {
    throw new Mistake(`the image ${src} lies elsewhere`, 'put a copy beside the page');
  }
  const address = resolveLink(site, from, src);
  if (IMAGE.test(address)) return address;
  throw new Mistake(`${src} is no image`, 'images are SVG, PNG, JPEG, GIF or WebP files');
}
