import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectRoot } from '#shared/setup/project.mjs';
import { functions, regions, skeletonOf } from './fixtures.ts';

/** What the type checker says of texts that would lie in `labs/`, by the rules there. */
function diagnosticsOf(texts: readonly string[]): string[] {
  const config = ts.readConfigFile(join(projectRoot, 'labs/tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    config.config,
    ts.sys,
    join(projectRoot, 'labs'),
  );
  const files = new Map(
    texts.map((text, index) => [join(projectRoot, `labs/42-fixtures/${index}.ts`), text]),
  );
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) => {
    const text = files.get(name);
    if (text === undefined) return getSourceFile(name, language, ...rest);
    return ts.createSourceFile(name, text, language, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const sources = [functions, regions];

test('the solutions in the fixtures compile, but for what lies unused', () => {
  expect(diagnosticsOf(sources)).toEqual([]);
});

test('every skeleton of them compiles', () => {
  expect(diagnosticsOf(sources.map(skeletonOf))).toEqual([]);
});

test('this test sees what does not compile', () => {
  expect(diagnosticsOf(['export const wrong: number = "text";'])).toEqual([
    "Type 'string' is not assignable to type 'number'.",
  ]);
});
