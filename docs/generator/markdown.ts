/** Markdown as tokens: parsed once, then looked at, changed and rendered. */
import MarkdownIt from 'markdown-it';
import anchor from 'markdown-it-anchor';
import type { Page } from './pages.ts';
import type { Report } from './problems.ts';

/** A piece of Markdown, as markdown-it has it. */
export type Token = ReturnType<MarkdownIt['parse']>[number];

/** A heading that can be linked to. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** A page in tokens. */
export interface Document {
  readonly page: Page;
  readonly tokens: Token[];
  /** What it is called in the navigation. */
  readonly title: string;
  readonly headings: readonly Heading[];
  /** Everything on the page that can be linked to. */
  readonly ids: ReadonlySet<string>;
}

/** A heading's address as code hosts make it, so that a link works there, too. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
    .replaceAll(' ', '-');
}

/** Makes the parser of all pages. */
export function createMarkdown(): MarkdownIt {
  const markdown = new MarkdownIt({ html: true }).use(anchor, {
    slugify: slugOf,
    tabIndex: false,
    permalink: anchor.permalink.headerLink(),
  });
  // A table that is wider than the screen scrolls, for those without a mouse too.
  markdown.renderer.rules.table_open = () => '<div class="scroll" tabindex="0"><table>\n';
  markdown.renderer.rules.table_close = () => '</table></div>\n';
  return markdown;
}

/** Parses a page. Reports headings that are out of order. */
export function parsePage(markdown: MarkdownIt, page: Page, report: Report): Document {
  const tokens = markdown.parse(page.text, {});
  const headings = headingsOf(tokens);
  checkHeadings(page.source, headings, report);
  const ids = new Set([...headings.map(({ id }) => id), ...htmlIds(tokens)]);
  return { page, tokens, headings, ids, title: titleOf(page.source, headings) };
}

/** The first heading; that of a lab's handout always with the lab's number. */
function titleOf(source: string, headings: readonly Heading[]): string {
  const title = headings[0]?.text ?? source;
  const lab = /^labs\/(\d+)/.exec(source)?.[1];
  return lab === undefined ? title : `${lab} ${title.replace(/^(Lab )?\d+\W*/, '')}`;
}

function headingsOf(tokens: readonly Token[]): Heading[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'heading_open') return [];
    const level = Number(token.tag.slice(1));
    const text = plainText(tokens[index + 1].children ?? []);
    return [{ level, id: String(token.attrGet('id')), text, line: lineOf(token) }];
  });
}

/** What is left of a line of Markdown without its markup. */
function plainText(children: readonly Token[]): string {
  return children
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');
}

/** Line on which a block begins, from 1; 0 when the token does not say. */
export function lineOf({ map }: Token): number {
  return map === null ? 0 : map[0] + 1;
}

function checkHeadings(file: string, headings: readonly Heading[], report: Report): void {
  let above = 0;
  for (const { level, line, text } of headings) {
    if (above === 0 && level !== 1) {
      report({ file, line, what: 'the page has no title', remedy: 'begin it with a # heading' });
    } else if (above !== 0 && level === 1) {
      report({ file, line, what: `a second title, '${text}'`, remedy: 'use ## and deeper' });
    } else if (level > above + 1) {
      const remedy = `use ${'#'.repeat(above + 1)}, so that no level is skipped`;
      report({ file, line, what: `heading '${text}' skips a level`, remedy });
    }
    above = level;
  }
  if (above === 0) {
    report({ file, line: 0, what: 'the page has no title', remedy: 'begin it with a # heading' });
  }
}

/** Addresses that pieces of HTML bring along. */
function htmlIds(tokens: readonly Token[]): string[] {
  return htmlPieces(tokens).flatMap(({ content }) =>
    [...content.matchAll(/\s(?:id|name)="([^"]+)"/g)].map(([, id]) => id),
  );
}

function htmlPieces(tokens: readonly Token[]): Token[] {
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  return all.filter(({ type }) => type === 'html_block' || type === 'html_inline');
}

/** Calls `visit` with every token, those within lines of text too, and the line that each stands on. */
export function forEachToken(
  tokens: readonly Token[],
  visit: (token: Token, line: number) => void,
): void {
  let line = 0;
  for (const token of tokens) {
    line = lineOf(token) || line;
    visit(token, line);
    let inner = line;
    for (const child of token.children ?? []) {
      visit(child, inner);
      if (child.type === 'softbreak' || child.type === 'hardbreak') inner += 1;
    }
  }
}
