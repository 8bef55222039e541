/**
 * Regions of a long function, each between a `// @lab 01.3 Title` and a
 * `// @end`. They hold whole statements, or whole clauses of a `switch`.
 */
import ts from 'typescript';
import type { Comment } from './comments.ts';
import { lineAt, type Report } from './problems.ts';

/** A region and what remains of it. */
export interface Region {
  readonly start: number;
  readonly end: number;
  /** The words behind `@lab`. */
  readonly words: string;
  /** The comment lines right below the tag: the student's specification. */
  readonly specification: readonly string[];
  /** `case X:` of each clause; none where the region holds statements. */
  readonly labels: readonly string[];
}

const OPEN = /^\/\/\s*@lab\b(.*)$/;
const CLOSE = /^\/\/\s*@end\s*$/;

/** Finds the regions of a file; reports those that are not whole. */
export function findRegions(
  tree: ts.SourceFile,
  comments: readonly Comment[],
  report: Report,
): readonly Region[] {
  return pairs(tree, comments, report).flatMap(({ open, close }) => {
    const labels = contents(tree, open.start, close.end, report);
    if (labels === undefined) return [];
    const words = OPEN.exec(open.text)?.[1] ?? '';
    const specification = specificationBelow(tree, comments, open);
    return [{ start: open.start, end: close.end, words, specification, labels }];
  });
}

interface Pair {
  readonly open: Comment;
  readonly close: Comment;
}

function pairs(tree: ts.SourceFile, comments: readonly Comment[], report: Report): Pair[] {
  const found: Pair[] = [];
  let open: Comment | undefined;
  for (const comment of comments) {
    if (OPEN.test(comment.text)) {
      if (open) report(open.start, unclosed(lineAt(tree, comment.start)));
      open = comment;
    } else if (CLOSE.test(comment.text)) {
      if (open) found.push({ open, close: comment });
      else report(comment.start, '`// @end` without a `// @lab` before it; remove it');
      open = undefined;
    }
  }
  if (open) report(open.start, unclosed());
  return found;
}

function unclosed(nextLine?: number): string {
  const next = nextLine === undefined ? '' : ` before the one of line ${nextLine} begins`;
  return `this region has no \`// @end\`; write one below its last statement${next}`;
}

/** The comments on the lines that follow a tag, without a gap. */
function specificationBelow(
  { text }: ts.SourceFile,
  comments: readonly Comment[],
  tag: Comment,
): string[] {
  const lines: string[] = [];
  let { end } = tag;
  for (const comment of comments.slice(comments.indexOf(tag) + 1)) {
    const follows = /^\r?\n[ \t]*$/.test(text.slice(end, comment.start));
    if (!follows || !comment.text.startsWith('//') || CLOSE.test(comment.text)) break;
    lines.push(comment.text);
    end = comment.end;
  }
  return lines;
}

/** The case labels of a region, none when it holds statements; undefined when it holds neither. */
function contents(
  tree: ts.SourceFile,
  start: number,
  end: number,
  report: Report,
): readonly string[] | undefined {
  const list = innermostList(tree, start, end);
  const isInside = (node: ts.Node) => node.getStart(tree) >= start && node.end <= end;
  const cut = itemsOf(list).find(
    (item) => item.getStart(tree) < end && item.end > start && !isInside(item),
  );
  const inside = itemsOf(list).filter(isInside);
  const problem = cut
    ? cuts(lineAt(tree, cut.getStart(tree)))
    : inside.length === 0
      ? 'this region is empty; put its `// @end` below the statements that it holds'
      : ts.findAncestor(list, ts.isFunctionLike)
        ? undefined
        : 'this region is in no function; only code in a function can be hollowed out';
  if (problem === undefined) return inside.filter(ts.isCaseOrDefaultClause).map(labelOf(tree));
  report(start, problem);
  return undefined;
}

function cuts(line: number): string {
  return `this region cuts through line ${line}; it must hold whole statements of one block, or whole \`case\` clauses`;
}

type List = ts.SourceFile | ts.Block | ts.ModuleBlock | ts.CaseBlock | ts.CaseOrDefaultClause;

function isList(node: ts.Node): node is List {
  return (
    ts.isBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isCaseOrDefaultClause(node)
  );
}

function itemsOf(list: List): readonly ts.Node[] {
  return ts.isCaseBlock(list) ? list.clauses : list.statements;
}

/** The smallest list of statements or clauses around a region. */
function innermostList(tree: ts.SourceFile, start: number, end: number): List {
  let innermost: List = tree;
  const visit = (node: ts.Node): void => {
    if (node.getStart(tree) >= start || node.end <= end) return;
    if (isList(node)) innermost = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return ts.isCaseBlock(innermost)
    ? (clauseAround(tree, innermost, start, end) ?? innermost)
    : innermost;
}

/** A clause reaches up to the next one, so a region may end below its last statement. */
function clauseAround(tree: ts.SourceFile, { clauses }: ts.CaseBlock, start: number, end: number) {
  const beginsInside = clauses.some(
    (clause) => clause.getStart(tree) >= start && clause.getStart(tree) < end,
  );
  if (beginsInside) return undefined;
  return clauses.findLast((clause) => clause.getStart(tree) < start);
}

function labelOf(tree: ts.SourceFile) {
  return (clause: ts.CaseOrDefaultClause): string => {
    const colon = clause.getChildren(tree).find(({ kind }) => kind === ts.SyntaxKind.ColonToken);
    return tree.text.slice(clause.getStart(tree), colon?.end);
  };
}
