/** Functions whose doc comment has a `@lab` tag. */
import ts from 'typescript';
import type { Report } from './problems.ts';

/** A function to hollow out or to drop. */
export interface TaggedFunction {
  readonly doc: ts.JSDoc;
  /** The words behind `@lab`. */
  readonly words: string;
  /** What is dropped with the function: the statement, or the member of an object literal. */
  readonly owner: ts.Node;
  /** A block, or the expression of an arrow function. */
  readonly body: ts.Node;
}

/** Finds the tagged functions of a file; reports tags on anything else. */
export function findTaggedFunctions(
  tree: ts.SourceFile,
  report: Report,
): readonly TaggedFunction[] {
  const found: TaggedFunction[] = [];
  const visit = (node: ts.Node): void => {
    for (const doc of node.getChildren(tree).filter(ts.isJSDoc)) {
      const tags = (doc.tags ?? []).filter((tag) => tag.tagName.text === 'lab');
      if (tags.length > 1) report(tags[1].pos, 'a second @lab for one function; keep one of them');
      const tagged = tags.length > 0 ? taggedFunction(tree, node, doc, tags[0], report) : undefined;
      if (tagged !== undefined) found.push(tagged);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function taggedFunction(
  tree: ts.SourceFile,
  owner: ts.Node,
  doc: ts.JSDoc,
  tag: ts.JSDocTag,
  report: Report,
): TaggedFunction | undefined {
  const body = bodyOf(owner);
  if (body === undefined) {
    report(tag.pos, notAFunction);
    return undefined;
  }
  if (lacksType(owner)) report(tag.pos, noReturnType);
  const rest = tree.text.slice(tag.tagName.end, doc.end);
  return { doc, owner, body, words: rest.split(/\n|\*\//, 1)[0].trim() };
}

const notAFunction =
  'a @lab tag stands above a function with a body, a const that holds one, or a method or ' +
  'function property of an object literal; for other code mark a region with `// @lab` and `// @end`';

const noReturnType =
  'this function needs a return type: without its body TypeScript cannot infer one';

function bodyOf(node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) return node.body;
  if (ts.isPropertyAssignment(node)) return bodyOfExpression(node.initializer);
  return bodyOfExpression(onlyVariable(node)?.initializer);
}

function bodyOfExpression(node: ts.Node | undefined): ts.Node | undefined {
  const isFunction = node && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
  return isFunction ? node.body : undefined;
}

/** The variable that a statement declares, when it declares just one. */
function onlyVariable(node: ts.Node): ts.VariableDeclaration | undefined {
  if (!ts.isVariableStatement(node)) return undefined;
  const { declarations } = node.declarationList;
  return declarations.length === 1 ? declarations[0] : undefined;
}

/** Members of an object literal take their type from where the object goes; other functions do not. */
function lacksType(owner: ts.Node): boolean {
  if (ts.isFunctionDeclaration(owner)) return owner.type === undefined;
  const variable = onlyVariable(owner);
  if (variable === undefined || variable.type !== undefined) return false;
  const { initializer } = variable;
  return initializer !== undefined && ts.isFunctionLike(initializer) && !initializer.type;
}
