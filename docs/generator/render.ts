/** Makes the HTML of a page's Markdown: links resolved, code in colours. */
import type MarkdownIt from 'markdown-it';
import { escapeHtml } from './html.ts';
import { resolveImage, resolveLink, resolveSymbol } from './links.ts';
import { type Document, forEachToken, type Token } from './markdown.ts';
import { attempt, Mistake, type Report } from './problems.ts';
import { type Fence, parseFence, readQuotation } from './quotations.ts';
import { relativeUrl, type Site, sourceUrl } from './site.ts';

/** Renders a page's text. What is wrong with it is reported. */
export function renderBody(
  site: Site,
  markdown: MarkdownIt,
  document: Document,
  report: Report,
): string {
  const { source } = document.page;
  forEachToken(document.tokens, (token, line) => {
    attempt(report, source, line, () => finish(site, document, token));
  });
  markFigures(document.tokens);
  return markdown.renderer.render(withoutEmptyHeads(document.tokens), {}, {});
}

/** A paragraph of one image is a figure, which scrolls where the screen is too small for it. */
function markFigures(tokens: readonly Token[]): void {
  for (const [index, { type, children }] of tokens.entries()) {
    if (type !== 'inline' || children?.length !== 1 || children[0].type !== 'image') continue;
    const [open, , close] = tokens.slice(index - 1);
    if (open.type !== 'paragraph_open') continue;
    open.tag = 'figure';
    close.tag = 'figure';
    open.attrSet('class', 'scroll');
    open.attrSet('tabindex', '0');
  }
}

/**
 * Markdown has no table without a head: one with nothing in it is left out. An
 * empty corner is no heading.
 */
function withoutEmptyHeads(tokens: readonly Token[]): Token[] {
  const kept = [...tokens];
  for (let open = 0; open < kept.length; open += 1) {
    if (kept[open].type === 'th_open' && kept[open + 1].content === '') {
      kept[open].tag = 'td';
      kept[open + 2].tag = 'td';
    }
    if (kept[open].type !== 'thead_open') continue;
    const length = kept.slice(open).findIndex(({ type }) => type === 'thead_close') + 1;
    if (kept.slice(open, open + length).every(({ content }) => content === '')) {
      kept.splice(open, length);
    }
  }
  return kept;
}

/** Does what is left to do with a token before it can be rendered. */
function finish(site: Site, document: Document, token: Token): void {
  finishers[token.type]?.(site, document, token);
}

/** What is left to do, by the token's type. */
const finishers: Readonly<Record<string, (site: Site, document: Document, token: Token) => void>> =
  {
    link_open(site, document, token) {
      const address = resolveLink(site, document, String(token.attrGet('href')));
      token.attrSet('href', hrefFrom(document, address));
    },
    image(site, document, token) {
      const src = String(token.attrGet('src'));
      const address = resolveImage(site, document, src);
      if (token.content === '') {
        const remedy = 'say between the brackets what it shows';
        throw new Mistake(`the image ${src} has no text`, remedy);
      }
      token.attrSet('src', hrefFrom(document, address));
    },
    html_block: finishHtml,
    html_inline: finishHtml,
    fence(site, document, token) {
      replaceByHtml(token, codeHtml(site, document, parseFence(token.info), token.content));
    },
    code_block(site, document, token) {
      replaceByHtml(token, codeHtml(site, document, { language: '' }, token.content));
    },
  };

/** How a page refers to an address of the site; those outside stay as they are. */
function hrefFrom({ page }: Document, address: string): string {
  return /^[a-z]+:/.test(address) ? address : relativeUrl(page.url, address);
}

/** Resolves the links and images of a piece of HTML. */
function finishHtml(site: Site, document: Document, token: Token): void {
  const replacing =
    (resolve: typeof resolveLink) => (_match: string, before: string, href: string) =>
      `${before}${hrefFrom(document, resolve(site, document, href))}"`;
  token.content = token.content
    .replace(/(<a\s[^>]*href=")([^"]*)"/g, replacing(resolveLink))
    .replace(/(<img\s[^>]*src=")([^"]*)"/g, replacing(resolveImage));
}

function replaceByHtml(token: Token, html: string): void {
  token.type = 'html_block';
  token.content = html;
}

function codeHtml(site: Site, document: Document, fence: Fence, code: string): string {
  const { language, quote } = fence;
  if (quote === undefined) return site.highlight.block(code, language);
  const { line } = readQuotation(site.root, { ...fence, quote });
  site.sources.add(quote.file);
  resolveSymbol(site, document, quote.file, quote.symbol); // notes that the symbol is mentioned
  const href = hrefFrom(document, `${sourceUrl(quote.file)}#L${line}`);
  return `<figure class="quotation">${site.highlight.block(code, language)}
<figcaption><a href="${escapeHtml(href)}">${escapeHtml(quote.file)}, line ${line}</a></figcaption></figure>\n`;
}
