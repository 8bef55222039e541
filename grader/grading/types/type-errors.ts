/** What TypeScript says of files, by the API of its compiler. */
import { dirname } from 'node:path';
import ts from 'typescript';
import type { FileProblem } from '../../probe/observation.ts';

export interface TypeErrorNeeds {
  /** The graded project, from which files are named. */
  readonly root: string;
  /** The `tsconfig.json` whose settings hold. */
  readonly config: string;
  /** Absolute. */
  readonly files: readonly string[];
}

/**
 * The type errors in these files, and in no others that they import. Of a file
 * that does not parse nothing is said: its types would be guesses.
 */
export function findTypeErrors({ root, config, files }: TypeErrorNeeds): FileProblem[] {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config), {}, config);
  const program = ts.createProgram([...files], options);
  const sources = files.flatMap((file) => program.getSourceFile(file) ?? []);
  const parsed = sources.filter((source) => program.getSyntacticDiagnostics(source).length === 0);
  return parsed
    .flatMap((source) => program.getSemanticDiagnostics(source))
    .flatMap((diagnostic) => problemIn(root, diagnostic));
}

function problemIn(root: string, { file, start, messageText }: ts.Diagnostic): FileProblem[] {
  if (file === undefined || start === undefined) return [];
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return [
    {
      file: file.fileName.slice(root.length + 1),
      line: line + 1,
      column: character + 1,
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      text: file.text.split('\n')[line].trimEnd(),
    },
  ];
}
