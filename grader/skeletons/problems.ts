/** What is wrong with tags, and where. */
import type ts from 'typescript';

/** The tags of a file, or of several, cannot be understood. One line for each problem. */
export class SkeletonError extends Error {
  override readonly name = 'SkeletonError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Notes a problem at a position of a file. */
export type Report = (position: number, message: string) => void;

/** Collects the problems of one file as `file:line: what is wrong and what to do`. */
export function createReport(tree: ts.SourceFile): { problems: string[]; report: Report } {
  const problems: string[] = [];
  const report: Report = (position, message) => {
    problems.push(`${tree.fileName}:${lineAt(tree, position)}: ${message}`);
  };
  return { problems, report };
}

/** The line of a position, counted from 1. */
export function lineAt(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}
