/** The imports of a skeleton: what it needs, and no more. */
import ts from 'typescript';

const UNFINISHED = '#shared/contracts/unfinished.ts';

/** Imports `unfinished`, and drops the imports that nothing uses. */
export function mendImports(file: string, text: string): string {
  return dropUnusedImports(file, importUnfinished(file, text));
}

/** Puts the new import where biome's order of imports wants it. */
function importUnfinished(file: string, text: string): string {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const line = `import { unfinished } from '${UNFINISHED}';\n`;
  const imports = tree.statements.filter(ts.isImportDeclaration);
  const own = imports.filter(({ moduleSpecifier }) => nameOf(moduleSpecifier).startsWith('#'));
  const next = own.find(({ moduleSpecifier }) => nameOf(moduleSpecifier) > UNFINISHED);
  const last = own.at(-1) ?? imports.at(-1);
  const start = next?.getStart(tree) ?? endOfLine(text, last?.end ?? 0);
  return `${text.slice(0, start)}${line}${text.slice(start)}`;
}

const nameOf = (specifier: ts.Expression) => (ts.isStringLiteral(specifier) ? specifier.text : '');

/** Where the line after a position begins; 0 stays the beginning of the text. */
function endOfLine(text: string, position: number): number {
  if (position === 0) return 0;
  const newline = text.indexOf('\n', position);
  return newline === -1 ? text.length : newline + 1;
}

/** TypeScript's own clean-up, as editors offer it, on this one file. */
function dropUnusedImports(file: string, text: string): string {
  const service = ts.createLanguageService(hostOfOneFile(file, text));
  const mode = ts.OrganizeImportsMode.RemoveUnused;
  const changes = service.organizeImports({ type: 'file', fileName: file, mode }, {}, {});
  const edits = changes.flatMap(({ textChanges }) => textChanges);
  return edits.reduceRight(
    (result, { span, newText }) =>
      result.slice(0, span.start) + newText + result.slice(span.start + span.length),
    text,
  );
}

function hostOfOneFile(file: string, text: string): ts.LanguageServiceHost {
  return {
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => (name === file ? ts.ScriptSnapshot.fromString(text) : undefined),
    getCompilationSettings: () => ({ noLib: true, noResolve: true, verbatimModuleSyntax: true }),
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => '',
    fileExists: (name) => name === file,
    readFile: (name) => (name === file ? text : undefined),
  };
}
