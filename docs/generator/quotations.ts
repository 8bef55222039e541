/** Quoting code by symbol: what stands in a fence with `quote=file#symbol`. */
import { kindOf, readText } from './files.ts';
import { Mistake } from './problems.ts';
import { findSymbol, parseSource } from './symbols.ts';

/** What the line that opens a fence asks for. */
export interface Fence {
  /** The language; empty: plain text. */
  readonly language: string;
  /** Path from the root and the symbol, when it is a quotation. */
  readonly quote?: { readonly file: string; readonly symbol: string };
  /** Task number of the region that is to be quoted. */
  readonly region?: string;
}

/** Code of the project. */
export interface Quotation {
  /** The code, without the indentation of the place that it comes from; ends in a newline. */
  readonly code: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

/**
 * Reads the line that opens a fence: ```` ```ts quote=solutions/vm.ts#createVm region=01.3 ````.
 * @throws Mistake when it is not understood
 */
export function parseFence(info: string): Fence {
  const [language = '', ...words] = info.trim().split(/\s+/);
  const options = new Map(words.map(parseWord));
  const quote = options.get('quote');
  const region = options.get('region');
  if (region !== undefined && quote === undefined) {
    throw new Mistake('region= without quote=', 'say of which symbol: quote=file.ts#symbol');
  }
  return {
    language,
    ...(quote !== undefined && { quote: parseAddress(quote) }),
    ...(region !== undefined && { region }),
  };
}

function parseWord(word: string): [string, string] {
  const [, name, value] = /^(quote|region)=(.+)$/.exec(word) ?? [];
  if (name === undefined) {
    throw new Mistake(
      `the fence's '${word}' is not understood`,
      'behind the language only quote=file.ts#symbol and region=NN.N may stand',
    );
  }
  return [name, value];
}

function parseAddress(address: string): { file: string; symbol: string } {
  const [file, symbol] = address.split('#');
  if (symbol) return { file, symbol };
  throw new Mistake(`quote=${address} names no symbol`, `write quote=${file}#symbol`);
}

/**
 * The code that a fence quotes.
 * @throws Mistake when the file, the symbol or the region is not there
 */
export function readQuotation(
  root: string,
  { quote, region }: Required<Pick<Fence, 'quote'>> & Fence,
): Quotation {
  const { file, symbol } = quote;
  if (kindOf(root, file) !== 'file') {
    throw new Mistake(`there is no file ${file}`, "give the path from the project's root");
  }
  const text = readText(root, file);
  const found = findSymbol(parseSource(file, text), symbol);
  const start = text.lastIndexOf('\n', found.start) + 1;
  const lines = text.slice(start, found.end).split('\n');
  const first = text.slice(0, start).split('\n').length;
  if (region === undefined) return { code: tidy(lines), line: found.line };
  const { from, to } = findRegion(lines, region, `${file}#${symbol}`);
  return { code: tidy(lines.slice(from, to)), line: first + from };
}

/** Line numbers, from 0, of what lies between a region's markers. */
function findRegion(
  lines: readonly string[],
  task: string,
  where: string,
): { from: number; to: number } {
  const opens = (line: string) => /^\s*\/\/ @lab (\S+)/.exec(line)?.[1];
  const known = lines.map(opens).filter((name) => name !== undefined);
  const matching = known.filter((name) => name === task).length;
  if (matching === 0) {
    throw new Mistake(
      `${where} has no region '${task}'`,
      known.length === 0
        ? 'leave region= away'
        : `its regions are ${[...new Set(known)].join(', ')}`,
    );
  }
  if (matching > 1) {
    throw new Mistake(`${where} has ${matching} regions '${task}'`, 'quote a smaller symbol');
  }
  const start = lines.findIndex((line) => opens(line) === task);
  const end = lines.findIndex((line, index) => index > start && line.trim() === '// @end');
  return { from: start + 1, to: end < 0 ? lines.length : end };
}

/** What is for the tools and not for readers: tags and markers of labs, and instructions to the formatter. */
const FOR_TOOLS = /^\s*((\/\*)?\* @lab\b.*|\/\/ @(lab|end)\b.*|\/\/ biome-ignore .*)$/;

/** Drops what readers do not need, and the indentation that all lines have. */
function tidy(lines: readonly string[]): string {
  const kept = lines.filter((line) => !FOR_TOOLS.test(line));
  while (kept[0]?.trim() === '') kept.shift();
  while (kept.at(-1)?.trim() === '') kept.pop();
  const indents = kept.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  const text = kept.map((line) => line.slice(indent).trimEnd()).join('\n');
  // A comment of which only the tag was there is empty now.
  return `${text.replace(/^ *\/\*\*\n( *\*\n)* *\*\/\n/gm, '').replace(/\n *\*\n( *\*\/)/g, '\n$1')}\n`;
}
