/** Types that exported functions name and nobody else needs. */
import ts from 'typescript';
import { readText } from '../files.ts';
import { parseSource } from '../symbols.ts';

/**
 * Names of the types `…Needs` that the files keep to themselves. Each says which
 * parts of the machine a module is made of; its contract, or the function that
 * takes it, shows the same.
 */
export function privateTypes(root: string, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    parseSource(file, readText(root, file))
      .statements.filter(ts.isTypeAliasDeclaration)
      .filter(({ name, modifiers }) => name.text.endsWith('Needs') && modifiers === undefined)
      .map(({ name }) => name.text),
  );
}
