/**
 * Named things in a TypeScript file, found in its syntax tree: what links and
 * quotations mean by `file.ts#name`.
 */
import ts from 'typescript';
import { Mistake } from './problems.ts';
import { suggest } from './suggestions.ts';

/** A named thing and the text that declares it. */
export interface SourceSymbol {
  /** Its name behind those of what it lies in: `createHeap.forward`. */
  readonly name: string;
  /** Where its text begins, the doc comment included: UTF-16 units from the file's start. */
  readonly start: number;
  /** Just past its text. */
  readonly end: number;
  /** The line, from 1, on which the declaration itself begins. */
  readonly line: number;
}

/** Parses a file. No types are looked at, so it takes a millisecond. */
export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** Everything in a file that has a name, in the order of the text. */
export function symbolsOf(file: ts.SourceFile): SourceSymbol[] {
  const symbols: SourceSymbol[] = [];
  const visit = (node: ts.Node, within: string) => {
    const name = nameOf(node);
    const qualified = name === undefined ? within : join(within, name);
    if (name !== undefined) symbols.push(symbolFor(qualified, node, file));
    ts.forEachChild(node, (child) => visit(child, qualified));
  };
  visit(file, '');
  return symbols;
}

function join(within: string, name: string): string {
  return within === '' ? name : `${within}.${name}`;
}

/**
 * Finds the symbol that a name stands for. A name at the top level of the file
 * comes before one that lies deeper.
 * @throws Mistake when there is none, or more than one
 */
export function findSymbol(file: ts.SourceFile, name: string): SourceSymbol {
  const symbols = symbolsOf(file);
  const exact = symbols.find((symbol) => symbol.name === name);
  if (exact) return exact;
  const inside = symbols.filter((symbol) => symbol.name.endsWith(`.${name}`));
  const names = [...new Set(inside.map((symbol) => symbol.name))];
  if (names.length === 1) return inside[0];
  if (names.length > 1) {
    throw new Mistake(
      `${file.fileName} has several symbols '${name}'`,
      `say which: ${names.join(', ')}`,
    );
  }
  throw new Mistake(
    `${file.fileName} has no symbol '${name}'`,
    suggest(
      name,
      symbols.map((symbol) => symbol.name),
      'name something that the file declares',
      (qualified) => qualified.split('.').at(-1) ?? '',
    ),
  );
}

/** The name that a node declares; a clause of a dispatch loop goes by the type that its label satisfies. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isCaseClause(node)) {
    const label = node.expression;
    const type = ts.isSatisfiesExpression(label) ? label.type : undefined;
    return type && ts.isTypeQueryNode(type) ? type.exprName.getText() : undefined;
  }
  const { name } = node as { name?: ts.Node };
  return declares(node) && name && isPlainName(name) ? name.text : undefined;
}

function declares(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node)
  );
}

function isPlainName(name: ts.Node): name is ts.Identifier | ts.StringLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name);
}

function symbolFor(name: string, node: ts.Node, file: ts.SourceFile): SourceSymbol {
  const whole = statementOf(node);
  const start = whole.getStart(file);
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  const last = file.text[whole.getEnd()] === ',' || file.text[whole.getEnd()] === ';' ? 1 : 0;
  return { name, start: docStart(whole, file) ?? start, end: whole.getEnd() + last, line };
}

/** `const x = …` is declared by a part of the statement that one wants to see. */
function statementOf(node: ts.Node): ts.Node {
  const isVariable = ts.isVariableDeclaration(node) && ts.isVariableDeclarationList(node.parent);
  return isVariable && ts.isVariableStatement(node.parent.parent) ? node.parent.parent : node;
}

/**
 * Where the doc comment above a node begins; above a clause, which has none, any
 * comment. Above the first node of a file stands the file's own, too.
 */
function docStart(node: ts.Node, file: ts.SourceFile): number | undefined {
  const comments = ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? [];
  if (ts.isCaseClause(node)) return comments[0]?.pos;
  return comments.findLast(({ pos }) => file.text.startsWith('/**', pos))?.pos;
}
