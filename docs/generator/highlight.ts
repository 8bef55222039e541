/**
 * Code in colours. Each piece of code carries the colours of a light and of a
 * dark theme as CSS variables; `style.css` picks by what the reader prefers.
 */
import { createHighlighter, type LanguageRegistration } from 'shiki';
import lox from './lox.tmLanguage.json' with { type: 'json' };
import { Mistake } from './problems.ts';
import { suggest } from './suggestions.ts';

/** Makes HTML of code. */
export interface Highlight {
  /**
   * A `<pre>` element.
   * @throws Mistake when the language is not known
   */
  block(code: string, language: string): string;
  /** The same with a number and an address, `#L12`, for each line. */
  listing(code: string, file: string): string;
}

const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };

const languages = [
  'ts',
  'js',
  'bash',
  'json',
  'llvm',
  'asm',
  'c',
  'lua',
  'diff',
  'markdown',
  'css',
];

/** Languages that need no grammar. */
const plain = ['', 'text'];

/** Other names of files' languages, by the ending. */
const endings: Readonly<Record<string, string>> = { mjs: 'js', cjs: 'js', md: 'markdown' };

/**
 * Loads the grammars and the themes.
 * @param listingsInColour whether to take the time for it: nothing can be wrong with them
 */
export async function createHighlight(listingsInColour: boolean): Promise<Highlight> {
  const highlighter = await createHighlighter({
    themes: Object.values(themes),
    langs: [...languages, lox as unknown as LanguageRegistration],
  });
  const loaded = new Set(highlighter.getLoadedLanguages());
  const known = [...loaded, ...plain];

  function toHtml(code: string, lang: string, lineNumbers: boolean): string {
    return highlighter.codeToHtml(code.replace(/\n$/, ''), {
      lang,
      themes,
      defaultColor: false,
      transformers: lineNumbers ? [numberLines] : [],
    });
  }

  return {
    block(code, language) {
      if (!known.includes(language)) {
        throw new Mistake(
          `code in '${language}' cannot be highlighted`,
          suggest(language, known, `the languages are ${[...languages, 'lox', 'text'].join(', ')}`),
        );
      }
      return toHtml(code, language || 'text', false);
    },
    listing(code, file) {
      const ending = file.split('.').at(-1) ?? '';
      const language = endings[ending] ?? ending;
      const isKnown = listingsInColour && loaded.has(language);
      return toHtml(code, isKnown ? language : 'text', true);
    },
  };
}

/** Gives each line an address; the numbers themselves are drawn by the stylesheet. */
const numberLines = {
  line(element: { properties: Record<string, unknown> }, line: number) {
    element.properties.id = `L${line}`;
  },
};
