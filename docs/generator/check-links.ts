/**
 * The last check: every link of the finished site leads to a place that is
 * there. Mistakes in the Markdown were found before, with their lines; what
 * turns up here is a mistake of the generator or of typedoc.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from './problems.ts';

/** Checks all pages that can be reached from the start page. */
export function checkLinks(site: string): Problem[] {
  const pages = new Map<string, PageLinks>();
  const read = (url: string) => {
    const known = pages.get(url) ?? readPage(site, url);
    pages.set(url, known);
    return known;
  };
  const problems: Problem[] = [];
  const waiting = ['index.html'];
  const seen = new Set(waiting);
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    for (const link of read(url).links) {
      const [target, id] = resolve(url, link);
      if (!leadsSomewhere(site, target, id, read)) problems.push(broken(url, link));
      else if (target.endsWith('.html') && !seen.has(target)) {
        seen.add(target);
        waiting.push(target);
      }
    }
  }
  return problems;
}

interface PageLinks {
  readonly links: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

function readPage(site: string, url: string): PageLinks {
  const html = readFileSync(path.join(site, url), 'utf8');
  const values = (pattern: RegExp) =>
    new Set([...html.matchAll(pattern)].map(([, value]) => value));
  const links = values(/<(?:a|img|link|script)\s[^>]*?(?:href|src)="([^"]*)"/g);
  const inSite = [...links].filter((link) => !/^[a-z]+:/.test(link));
  return { links: new Set(inSite), ids: values(/\sid="([^"]*)"/g) };
}

/** The file that a link leads to, from the site's root, and the place in it. */
function resolve(url: string, link: string): [string, string | undefined] {
  const [target, id] = link.split('#');
  const [file] = target.split('?');
  if (file === '') return [url, id];
  return [path.posix.join(path.posix.dirname(url), decodeURI(file)), id];
}

function leadsSomewhere(
  site: string,
  target: string,
  id: string | undefined,
  read: (url: string) => PageLinks,
): boolean {
  if (!existsSync(path.join(site, target))) return false;
  if (id === undefined || id === '' || !target.endsWith('.html')) return true;
  return read(target).ids.has(decodeURIComponent(id));
}

function broken(file: string, link: string): Problem {
  return { file, line: 0, what: `the link ${link} leads nowhere`, remedy: 'mend docs/generator' };
}
