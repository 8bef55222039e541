/**
 * Makes a skeleton of a solution: the code that a student writes is replaced by
 * `return unfinished('01.4')`, everything else stays.
 *
 * Three marks say what to replace. The tag `@lab 01.4 Push a frame` in the doc
 * comment of a function empties its body; `@lab 01.4 omit` drops the function;
 * a region inside a function lies between `// @lab 01.4 Push a frame`
 * and `// @end`.
 */
import ts from 'typescript';
import type { Lab } from '../lab/course.ts';
import { type Comment, commentsIn } from './comments.ts';
import { nameTask } from './doc-comments.ts';
import { applyEdits, type Edit } from './edits.ts';
import { findTaggedFunctions, type TaggedFunction } from './functions.ts';
import { mendImports } from './imports.ts';
import { createReport, lineAt, type Report, SkeletonError } from './problems.ts';
import { findRegions, type Region } from './regions.ts';
import { parseTag, type Tag, taskLine } from './tag.ts';

/** A TypeScript file. */
export interface Source {
  /** From the project's folder; it stands in messages. */
  readonly file: string;
  readonly text: string;
}

/** A place that is replaced, with the range in which no other may begin. */
interface Hole {
  readonly start: number;
  readonly end: number;
  readonly edits: readonly Edit[];
}

/**
 * The skeleton of a solution, not yet formatted.
 * @throws SkeletonError that names every tag which cannot be understood
 */
export function makeSkeleton(source: Source, lab: Lab): string {
  const tree = ts.createSourceFile(source.file, source.text, ts.ScriptTarget.Latest, true);
  const { problems, report } = createReport(tree);
  const comments = commentsIn(tree);
  const functions = findTaggedFunctions(tree, report);
  const regions = findRegions(tree, comments, report);
  const holes = [
    ...functions.flatMap((tagged) => functionHole(tree, tagged, lab, report)),
    ...regions.flatMap((region) => regionHole(region, lab, report)),
  ].sort((a, b) => a.start - b.start);
  reportNested(tree, holes, report);
  if (problems.length === 0) reportStrayTags(comments, holes, report);
  if (problems.length === 0 && holes.length === 0) report(0, noHoles);
  if (problems.length > 0) throw new SkeletonError(problems);
  const hollow = applyEdits(
    source.text,
    holes.flatMap(({ edits }) => edits),
  );
  return mendImports(source.file, headerOf(source.file, lab) + hollow);
}

const noHoles =
  'this file has no @lab tag, so nothing is left to write in it; tag a function, or take the file out of lab.json';

function headerOf(solution: string, { id, name, title, files }: Lab): string {
  const file = files.find((candidate) => candidate.solution === solution)?.file ?? solution;
  return `// Lab ${id}, ${title}: ${file}
//
// To start, run \`npm run lab -- start ${id}\`. It copies this file to mine/${name}/;
// edit it there. The handout is labs/${name}/README.md.

`;
}

function functionHole(
  tree: ts.SourceFile,
  { doc, owner, body, words }: TaggedFunction,
  lab: Lab,
  report: Report,
): Hole[] {
  const tag = readTag(doc.pos, words, lab, report);
  if (tag === undefined) return [];
  const range = { start: doc.pos, end: owner.end };
  if (tag.omit)
    return [{ ...range, edits: [{ ...range, end: endWithComma(tree, owner), text: '' }] }];
  const { text } = tree;
  const indentation = /[ \t]*$/.exec(text.slice(0, doc.pos))?.[0] ?? '';
  const newDoc = nameTask(text.slice(doc.pos, doc.end), taskLine(tag), indentation);
  const newBody = `{ ${unfinishedCall(tag)} }`;
  const edits = [
    { start: doc.pos, end: doc.end, text: newDoc },
    { start: body.getStart(tree), end: body.end, text: newBody },
  ];
  return [{ ...range, edits }];
}

/** The end of a member of an object literal takes in the comma behind it. */
function endWithComma({ text }: ts.SourceFile, { end }: ts.Node): number {
  return end + (/^\s*,/.exec(text.slice(end))?.[0].length ?? 0);
}

function regionHole(region: Region, lab: Lab, report: Report): Hole[] {
  const { start, end, words, labels, specification } = region;
  const tag = readTag(start, words, lab, report);
  if (tag === undefined) return [];
  if (tag.omit) report(start, 'only a function can be omitted; give this region a title');
  const lines = [`// ${taskLine(tag)}`, ...specification, ...labels, unfinishedCall(tag)];
  return [{ start, end, edits: [{ start, end, text: lines.join('\n') }] }];
}

const unfinishedCall = ({ task }: Tag) => `return unfinished('${task}');`;

function readTag(position: number, words: string, lab: Lab, report: Report): Tag | undefined {
  const tag = parseTag(words, lab);
  if (!('problem' in tag)) return tag;
  report(position, tag.problem);
  return undefined;
}

function reportNested(tree: ts.SourceFile, holes: readonly Hole[], report: Report): void {
  let outer: Hole | undefined;
  for (const hole of holes) {
    if (outer && hole.start < outer.end) {
      const line = lineAt(tree, outer.start);
      report(hole.start, `this tag lies inside what the tag of line ${line} replaces; keep one`);
    } else {
      outer = hole;
    }
  }
}

/** A tag that nothing above has seen does nothing, and its author would not know. */
function reportStrayTags(
  comments: readonly Comment[],
  holes: readonly Hole[],
  report: Report,
): void {
  const isSeen = ({ start, end }: Comment) =>
    holes.some((hole) => hole.start <= start && end <= hole.end);
  for (const comment of comments.filter(({ text }) => /@(lab|end)\b/.test(text))) {
    if (!isSeen(comment)) report(comment.start, strayTag);
  }
}

const strayTag =
  'this tag does nothing: `@lab` stands on a line of its own in the doc comment of a function, ' +
  'or in a `// @lab 01.4 Title` line that a `// @end` line closes';
