/** The imports of a file, of every form: static, dynamic, of types, re-exports, `require`. */
import ts from 'typescript';

/** An import as it stands in a file. */
export interface Import {
  readonly specifier: string;
  /** Counted from 1. */
  readonly line: number;
}

/** All imports of a text, in order. */
export function importsIn(text: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }));
}
