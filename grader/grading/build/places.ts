/** Places in a bundle as places in the sources, for stack traces. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import type { Outcome } from '../../probe/observation.ts';
import type { Bundle } from './bundle.ts';

/** Makes what puts places of the sources into the stack traces of a bundle. */
export function createPlaces({ file, map, tree }: Bundle): (outcome: Outcome) => Outcome {
  let sourceMap: SourceMap | undefined;
  const literal = file.replace(/[^\w/]/g, '\\$&');
  const place = new RegExp(`${literal}:(\\d+):(\\d+)`, 'g');

  function inSource(text: string, line: string, column: string): string {
    sourceMap ??= new SourceMap(JSON.parse(readFileSync(map, 'utf8')));
    const entry = sourceMap.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return text;
    const source = relative(tree, resolve(dirname(map), entry.originalSource));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }

  return (outcome) => {
    const { ended } = outcome;
    if (ended.kind !== 'exception') return outcome;
    const stack = ended.stack.replace(place, inSource);
    return { ...outcome, ended: { ...ended, stack } };
  };
}
