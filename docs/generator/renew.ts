/**
 * Keeping what stands in the Markdown in step with the code: quotations and
 * generated tables.
 */
import type MarkdownIt from 'markdown-it';
import { lineOf, type Token } from './markdown.ts';
import { attempt, Mistake, type Report } from './problems.ts';
import { parseFence, readQuotation } from './quotations.ts';
import { suggest } from './suggestions.ts';
import { tables } from './tables/tables.ts';

/** Lines of the Markdown that follow from the code. */
interface Part {
  /** What it is, for people. */
  readonly name: string;
  /** The first line and the one past the last, from 0. */
  readonly from: number;
  readonly to: number;
  /** What has to stand there. */
  readonly lines: readonly string[];
}

/** Markdown that is in step with the code. */
export interface Renewed {
  readonly text: string;
  /** What was not: the line, from 1, and a name for people. */
  readonly changes: readonly { readonly line: number; readonly name: string }[];
}

/** Renews a page's Markdown. What cannot be renewed stays as it is, and is reported. */
export function renew(
  root: string,
  markdown: MarkdownIt,
  file: string,
  text: string,
  report: Report,
): Renewed {
  const lines = text.split('\n');
  const tokens = markdown.parse(text, {});
  const parts = tokens.flatMap((token, index) => {
    const read = () => quotedPart(root, token, lines) ?? generatedPart(tokens, index);
    return attempt(report, file, lineOf(token), read) ?? [];
  });
  const stale = parts.filter((part) => !sameLines(lines.slice(part.from, part.to), part.lines));
  for (const { from, to, lines: renewed } of stale.toReversed()) {
    lines.splice(from, to - from, ...renewed);
  }
  return {
    text: lines.join('\n'),
    changes: stale.map(({ from, name }) => ({ line: from, name })),
  };
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** A fence that quotes; undefined when it is none. */
function quotedPart(root: string, token: Token, lines: readonly string[]): Part | undefined {
  if (token.type !== 'fence' || token.map === null) return undefined;
  const { quote, ...fence } = parseFence(token.info);
  if (quote === undefined) return undefined;
  const [open, end] = token.map;
  const indent = /^\s*/.exec(lines[open])?.[0] ?? '';
  if (!lines[open].startsWith(indent + token.markup)) {
    throw new Mistake('a quotation stands within a quoted block', 'take it out of there');
  }
  const { code } = readQuotation(root, { ...fence, quote });
  return {
    name: `the quotation of ${quote.file}#${quote.symbol}`,
    from: open + 1,
    to: end - 1,
    lines: code
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : indent + line)),
  };
}

const GENERATED = /^<!-- generated: (\S+) -->\s*$/;
const END = /^<!-- end -->\s*$/;

/** A generated table, whose first marker the token is; undefined when it is none. */
function generatedPart(tokens: readonly Token[], index: number): Part | undefined {
  const { type, content, map } = tokens[index];
  const name = type === 'html_block' ? GENERATED.exec(content)?.[1] : undefined;
  if (name === undefined || map === null) return undefined;
  const table = tables.get(name);
  if (table === undefined) {
    const known = [...tables.keys()];
    throw new Mistake(
      `there is no generated table '${name}'`,
      suggest(name, known, `there are ${known.join(', ')}`),
    );
  }
  const end = tokens
    .slice(index)
    .find((token) => token.type === 'html_block' && END.test(token.content));
  if (!end?.map)
    throw new Mistake(`the generated table ${name} has no end`, 'write <!-- end --> below');
  return {
    name: `the generated table ${name}`,
    from: map[1],
    to: end.map[0],
    lines: ['', ...table(), ''],
  };
}
