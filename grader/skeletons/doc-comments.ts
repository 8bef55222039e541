/** Doc comments as text. */

/** The doc comment without its tag, opened by a line for the student that names the task. */
export function nameTask(doc: string, task: string, indentation: string): string {
  const kept = trimBlankLines(linesOf(doc).flatMap(dropTag));
  if (kept.length === 0) return `/** ${task} */`;
  const lines = [task, '', ...kept].map((line) => `${indentation} * ${line}`.trimEnd());
  return ['/**', ...lines, `${indentation} */`].join('\n');
}

/** A line without the tag that ends it; nothing, where the tag is all there is. */
function dropTag(line: string): string[] {
  const rest = line.replace(/@lab\b.*$/, '').trimEnd();
  return rest === '' && line !== '' ? [] : [rest];
}

/** What a doc comment says, without slashes and stars. Drawings keep their indentation. */
function linesOf(doc: string): string[] {
  const inner = doc.replace(/^\/\*\*/, '').replace(/\*\/$/, '');
  return inner.split(/\r?\n/).map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
}

function trimBlankLines(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first === -1 ? [] : [lines[first].trimStart(), ...lines.slice(first + 1, last + 1)];
}
