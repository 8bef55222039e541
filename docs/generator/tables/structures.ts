/**
 * The structures of linear memory: prose and field comments come from the text
 * of `layout.ts`, offsets and sizes from the constants that it computes.
 */
import ts from 'typescript';
import * as layout from '#shared/memory/layout.ts';
import { projectRoot } from '#shared/setup/project.mjs';
import { commentText } from '../api/file-comments.ts';
import { readText } from '../files.ts';
import { parseSource } from '../symbols.ts';
import { markdownTable } from './markdown-table.ts';

const FILE = 'shared/memory/layout.ts';

/** A part for each structure, in the order of the file. */
export function structureTables(): string[] {
  const source = parseSource(FILE, readText(projectRoot, FILE));
  return source.statements
    .flatMap((statement) => structureIn(statement))
    .flatMap((structure) => describe(structure, source))
    .slice(0, -1);
}

interface StructureSource {
  readonly name: string;
  readonly fields: ts.ObjectLiteralExpression;
  readonly statement: ts.Statement;
}

/** The `const X = structure({ … })` that a statement is, if it is one. */
function structureIn(statement: ts.Statement): StructureSource[] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const isStructure =
      initializer &&
      ts.isCallExpression(initializer) &&
      initializer.expression.getText() === 'structure';
    if (!isStructure || !ts.isIdentifier(name)) return [];
    const [fields] = initializer.arguments;
    return ts.isObjectLiteralExpression(fields) ? [{ name: name.text, fields, statement }] : [];
  });
}

function describe({ name, fields, statement }: StructureSource, source: ts.SourceFile): string[] {
  const offsets = offsetsOf(name);
  const rows = fields.properties.filter(ts.isPropertyAssignment).map((field) => {
    const { text } = field.name as ts.Identifier;
    return [
      offsets[text],
      Number(field.initializer.getText()),
      `\`${text}\``,
      inline(docOf(field, source)),
    ];
  });
  const ofHeader = rows[0]?.[0] === 0 ? [] : [[0, layout.Header.size, '(header)', '']];
  return [
    `### ${name}`,
    '',
    ...docOf(statement, source).split('\n'),
    '',
    ...fieldTable([...ofHeader, ...rows]),
    '',
    `${offsets.size} bytes in all, what follows it not counted.`,
    '',
  ];
}

/** A table of fields; where none has a comment there is no column for that. */
function fieldTable(rows: readonly (readonly (string | number)[])[]): string[] {
  const headings = ['offset', 'bytes', 'field', 'meaning'];
  const width = rows.some((row) => row[3] !== '') ? 4 : 3;
  return markdownTable(
    headings.slice(0, width),
    rows.map((row) => row.slice(0, width)),
  );
}

/** What `layout.ts` computed for a structure. */
function offsetsOf(name: string): layout.Structure<string> {
  const constants: Readonly<Record<string, unknown>> = { ...layout };
  return constants[name] as layout.Structure<string>;
}

/** What the doc comment above a node says; empty when it has none. */
function docOf(node: ts.Node, source: ts.SourceFile): string {
  const comments = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const last = comments.findLast(({ pos }) => source.text.startsWith('/**', pos));
  return last === undefined ? '' : commentText(source.text.slice(last.pos, last.end));
}

function inline(text: string): string {
  return text.replace(/\s+/g, ' ');
}
