/** The comments of a TypeScript file, found where the parser says they are: never inside a string. */
import ts from 'typescript';

/** A comment: from the first of its slashes to the last of its characters. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All comments of a file, in order. */
export function commentsIn(tree: ts.SourceFile): readonly Comment[] {
  const { text } = tree;
  const found = new Map<number, Comment>();
  const note = (start: number, end: number) => {
    found.set(start, { start, end, text: text.slice(start, end) });
  };
  for (const token of tokensIn(tree)) {
    ts.forEachLeadingCommentRange(text, token.pos, note);
    ts.forEachTrailingCommentRange(text, token.end, note);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function* tokensIn(tree: ts.SourceFile, node: ts.Node = tree): Generator<ts.Node> {
  const children = node.getChildren(tree).filter((child) => !ts.isJSDoc(child));
  if (children.length === 0) yield node;
  for (const child of children) yield* tokensIn(tree, child);
}
