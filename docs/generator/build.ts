/** Builds the site: from the project's files to HTML in a folder. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createApi, findApiFiles } from './api/api.ts';
import type { Mention } from './api/links-back.ts';
import { checkLinks } from './check-links.ts';
import { createHighlight } from './highlight.ts';
import { createMarkdown, type Document, parsePage } from './markdown.ts';
import { findPages, type Page } from './pages.ts';
import type { Problem, Report } from './problems.ts';
import { renderBody } from './render.ts';
import { renew } from './renew.ts';
import { createSite, type Site } from './site.ts';
import { sourcePages } from './source-pages.ts';
import { type PageContent, pageHtml } from './template.ts';

/** What to build, and where. */
export interface BuildOptions {
  /** The project's folder. */
  readonly root: string;
  /** The folder of the site, which is made anew. */
  readonly out: string;
  /** Whether to write quotations and tables that are out of date into the Markdown, or to complain. */
  readonly update: boolean;
  /** Whether nobody will read the site: what costs time and cannot fail is left out. */
  readonly onlyCheck: boolean;
}

/** How a build ended. Nothing is written when there are problems. */
export interface BuildResult {
  readonly problems: readonly Problem[];
  /** Pages made, those of the API reference not counted. */
  readonly pages: number;
  /** Files whose Markdown was renewed. */
  readonly updated: readonly string[];
}

/** Builds the site. */
export async function buildSite(options: BuildOptions): Promise<BuildResult> {
  const { root, out, onlyCheck } = options;
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const api = await createApi(root, findApiFiles(root), report);
  const markdown = createMarkdown();
  const { pages, updated } = renewPages(options, findPages(root), report);
  const documents = pages.map((page) => parsePage(markdown, page, report));
  const site = createSite({
    root,
    documents: new Map(documents.map((document) => [document.page.source, document])),
    api,
    highlight: await createHighlight(!onlyCheck),
  });
  const contents = documents.map((document) => ({
    url: document.page.url,
    title: document.title,
    body: renderBody(site, markdown, document, report),
    document,
  }));
  if (problems.length > 0) return { problems, pages: contents.length, updated };
  const written = await writeSite(site, out, contents);
  return { problems: checkLinks(out), pages: written, updated };
}

/** Brings quotations and tables up to date, in the files too if that is wanted. */
function renewPages({ root, update }: BuildOptions, pages: readonly Page[], report: Report) {
  const updated: string[] = [];
  const markdown = createMarkdown();
  const renewed = pages.map((page) => {
    const { source } = page;
    const { text, changes } = renew(root, markdown, source, page.text, report);
    if (changes.length > 0 && update) {
      writeFileSync(path.join(root, source), text);
      updated.push(source);
    } else {
      for (const { line, name } of changes) report(outOfDate(source, line, name));
    }
    return { ...page, text };
  });
  return { pages: renewed, updated };
}

function outOfDate(file: string, line: number, name: string): Problem {
  return { file, line, what: `${name} is out of date`, remedy: 'run npm run docs -- --update' };
}

/** @returns how many pages were written */
async function writeSite(
  site: Site,
  out: string,
  contents: readonly PageContent[],
): Promise<number> {
  const documents: readonly Document[] = [...site.documents.values()];
  rmSync(out, { recursive: true, force: true });
  await site.api.write(out, (url) => mentionsOf(site, url));
  site.folders.add('');
  for (const file of site.api.files) site.sources.add(file);
  const all = [...contents, ...sourcePages(site)];
  for (const content of all) writeFile(out, content.url, pageHtml(content, documents));
  for (const image of site.images) copy(path.join(site.root, image), path.join(out, image));
  copy(path.join(import.meta.dirname, 'style.css'), path.join(out, 'style.css'));
  return all.length;
}

function mentionsOf(site: Site, url: string): Mention[] {
  return [...(site.mentions.get(url) ?? [])]
    .map((source) => site.documents.get(source))
    .filter((document) => document !== undefined)
    .map(({ title, page }) => ({ title, url: page.url }));
}

function writeFile(out: string, url: string, text: string): void {
  const file = path.join(out, url);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to);
}
