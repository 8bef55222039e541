/**
 * The comment at the top of a file, which is about the file, becomes the
 * description of its module. typedoc on its own wants a tag in it.
 */
import { readFileSync } from 'node:fs';
import {
  type Application,
  Comment,
  CommentTag,
  Converter,
  MinimalSourceFile,
  normalizePath,
  ReflectionKind,
} from 'typedoc';
import ts from 'typescript';
import { parseSource } from '../symbols.ts';

/**
 * Lets the converter look for them. The description also says, in a tag that
 * readers do not see, which types are to be shown as what they stand for: those
 * that a file keeps to itself to name what a function needs.
 */
export function addFileComments(app: Application): void {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, ({ project }, module) => {
    const file = module.sources?.[0]?.fullFileName ?? project.files.getReflectionPath(module);
    if (!module.kindOf(ReflectionKind.Module) || file === undefined || module.comment) return;
    const text = readFileSync(file, 'utf8');
    const source = new MinimalSourceFile(fileComment(file, text) ?? '', normalizePath(file));
    const { content } = app.converter.parseRawComment(source, project.files);
    module.comment = new Comment(content, privateNeeds(file, text).map(inlined));
  });
}

function inlined(type: string): CommentTag {
  return new CommentTag('@inlineType', [{ kind: 'text', text: type }]);
}

/** Names of the types `…Needs` that a file does not export. */
function privateNeeds(file: string, text: string): string[] {
  return parseSource(file, text)
    .statements.filter(ts.isTypeAliasDeclaration)
    .filter(({ name, modifiers }) => name.text.endsWith('Needs') && modifiers === undefined)
    .map(({ name }) => name.text);
}

/**
 * The text of the comment that stands above everything in a file; undefined
 * when there is none, or when it belongs to the first declaration.
 */
export function fileComment(file: string, text: string): string | undefined {
  const source = parseSource(file, text);
  const comments = ts.getLeadingCommentRanges(text, source.getFullStart()) ?? [];
  const docs = comments.filter(({ pos }) => text.startsWith('/**', pos));
  if (docs.length === 0) return undefined;
  const [first] = source.statements;
  const isOfFirst = first !== undefined && !ts.isImportDeclaration(first) && docs.length === 1;
  return isOfFirst ? undefined : commentText(text.slice(docs[0].pos, docs[0].end));
}

/** What a doc comment says, without its frame. */
export function commentText(comment: string): string {
  return comment
    .replace(/^\/\*\*[ \t]?/, '')
    .replace(/\s*\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*( |$)/, ''))
    .join('\n')
    .trim();
}
