/** What all pages have in common: head, navigation, foot. */

import { escapeHtml } from './html.ts';
import type { Document, Heading } from './markdown.ts';
import { sections } from './pages.ts';
import { relativeUrl } from './site.ts';

/** What makes one page different from the others. */
export interface PageContent {
  /** From the site's root. */
  readonly url: string;
  readonly title: string;
  /** HTML of the main part. */
  readonly body: string;
  /** The page's place in the navigation; undefined: it has none. */
  readonly document?: Document;
}

/** The name of the site, which ends every page's title. */
const SITE = 'Hotpath';

/**
 * A whole page. On narrow screens the navigation shows only when it is asked
 * for: then it is the target of a link, which needs no script.
 * @param documents all pages, in the order of the navigation
 */
export function pageHtml(content: PageContent, documents: readonly Document[]): string {
  const { url, title, body } = content;
  const to = (address: string) => escapeHtml(relativeUrl(url, address));
  const pageTitle = title === SITE ? SITE : `${title} · ${SITE}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(pageTitle)}</title>
<link rel="stylesheet" href="${to('style.css')}">
</head>
<body>
<header class="site-header">
<a class="skip" href="#content">Skip to the text</a>
<a class="site-name" href="${to('index.html')}">${SITE}</a>
<a class="show-pages" href="#pages">Pages</a>
</header>
<nav class="pages" id="pages" aria-label="Pages">
<a class="hide-pages" href="#content">Close</a>
${navigation(content, documents)}
</nav>
<main id="content">
${body}
${neighbours(content, documents)}
</main>
</body>
</html>
`;
}

function navigation(content: PageContent, documents: readonly Document[]): string {
  const parts = sections.map((section) => {
    const items = documents
      .filter(({ page }) => page.section === section)
      .map((document) => navigationItem(content, document));
    if (section === 'Reference') items.push(...otherReferences(content.url));
    return items.length === 0 ? '' : `<h2>${section}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
  });
  return parts.filter((part) => part !== '').join('\n');
}

function navigationItem(content: PageContent, document: Document): string {
  const { title, page, headings } = document;
  const link = (current: string) =>
    `<a href="${escapeHtml(relativeUrl(content.url, page.url))}"${current}>${escapeHtml(title)}</a>`;
  if (document !== content.document) return `<li>${link('')}</li>`;
  return `<li>${link(' aria-current="page"')}${sectionLinks(headings)}</li>`;
}

/** The parts of the current page. */
function sectionLinks(headings: readonly Heading[]): string {
  const items = headings
    .filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`);
  return items.length === 0 ? '' : `\n<ul>\n${items.join('\n')}\n</ul>`;
}

function otherReferences(url: string): string[] {
  return [
    ['API reference', 'api/index.html'],
    ['Source', 'source/index.html'],
  ].map(([title, address]) => {
    const current = url === address ? ' aria-current="page"' : '';
    return `<li><a href="${relativeUrl(url, address)}"${current}>${title}</a></li>`;
  });
}

/** Links to the pages before and after this one. */
function neighbours({ document, url }: PageContent, documents: readonly Document[]): string {
  if (document === undefined) return '';
  const index = documents.indexOf(document);
  const link = (other: Document | undefined, relation: 'prev' | 'next', word: string) =>
    other === undefined
      ? ''
      : `<a rel="${relation}" href="${escapeHtml(relativeUrl(url, other.page.url))}"><span>${word}</span> ${escapeHtml(other.title)}</a>`;
  return `<nav class="neighbours" aria-label="Previous and next page">
${link(documents[index - 1], 'prev', 'Before:')}
${link(documents[index + 1], 'next', 'Next:')}
</nav>`;
}
