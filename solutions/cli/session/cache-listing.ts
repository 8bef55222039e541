/** Caches as text, for `--dump caches`. */

import { LOOKUP_ENTRIES } from '#shared/memory/layout.ts';
import type {
  CacheTable,
  CallSite,
  EntryView,
  LookupView,
  PropertySite,
  ShapeName,
} from '#shared/runtime/cache-table.ts';
import { formatCount } from '../statistics.ts';
import { plural } from './shape-listing.ts';

/**
 * The sites of each function, a line each with what it does and its cache's state,
 * and below it what it knows of each shape:
 *
 *     == total ==
 *        3  invoke area  polymorphic  2 misses
 *             Circle {r}     <fn area>
 *             Square {side}  <fn area>
 *        4  set n        monomorphic  1 miss
 *             Total {}       at 16, then Total {n}
 *        5  call         <fn report>
 *
 * and behind them the global lookup cache, if it is in use.
 */
export function listCaches({ sites, lookups }: CacheTable): string {
  const functions = new Map<number, (PropertySite | CallSite)[]>();
  for (const site of sites) functions.set(site.code, [...(functions.get(site.code) ?? []), site]);
  const parts = [...functions.values()].map((all) => `== ${all[0].function} ==\n${listSites(all)}`);
  if (lookups.length > 0) parts.push(listLookups(lookups));
  return parts.join('\n');
}

/** A shape as its class and fields. */
export function describeShape(shape: ShapeName): string {
  if (shape === 'gone') return '(freed)';
  return `${shape.class} ${shape.isDictionary ? '(dictionary)' : `{${shape.fields.join(', ')}}`}`;
}

/** Where an entry says that its property is. */
export function describeEntry({ place, link, inlined }: EntryView): string {
  const words: string[] = [];
  if (place !== 0) words.push(place > 0 ? `at ${place}` : `at ${-place}, outside`);
  if (link !== undefined && 'method' in link) words.push(`<fn ${link.method}>`);
  if (link !== undefined && 'after' in link) words.push(`then ${describeShape(link.after)}`);
  if (!inlined) words.push('not inlined');
  return words.join(', ');
}

function listSites(sites: readonly (PropertySite | CallSite)[]): string {
  const whats = sites.map((site) => (site.use === 'call' ? 'call' : `${site.use} ${site.name}`));
  const shapes = sites.flatMap((site) =>
    site.use === 'call' ? [] : site.entries.map(({ shape }) => describeShape(shape)),
  );
  const [whatWidth, shapeWidth] = [whats, shapes].map((texts) => widest(texts));
  const lines = sites.flatMap((site, index) => {
    const what = `${`${site.line}`.padStart(4)}  ${whats[index].padEnd(whatWidth)}  `;
    if (site.use === 'call') return [`${what}${describeCallee(site)}`];
    const entries = site.entries.map(
      (entry) =>
        `        ${describeShape(entry.shape).padEnd(shapeWidth)}  ${describeEntry(entry)}`,
    );
    return [
      `${what}${site.state.padEnd(11)}  ${site.misses === 1 ? '1 miss' : `${formatCount(site.misses)} misses`}`,
      ...entries,
    ];
  });
  return `${lines.join('\n')}\n`;
}

function describeCallee({ callee, changes }: CallSite): string {
  if (callee === undefined) return 'no function';
  return `<fn ${callee}>${changes > 1 ? `, after ${plural(changes - 1, 'other')}` : ''}`;
}

function listLookups(lookups: readonly LookupView[]): string {
  const rows = lookups.map((view) => ({
    what: `${view.isWrite ? 'set' : 'get'} ${view.name}`,
    shape: describeShape(view.shape),
    known: describeEntry(view),
  }));
  const whatWidth = widest(rows.map(({ what }) => what));
  const shapeWidth = widest(rows.map(({ shape }) => shape));
  const lines = rows.map(
    ({ what, shape, known }) =>
      `      ${what.padEnd(whatWidth)}  ${shape.padEnd(shapeWidth)}  ${known}`,
  );
  const used = `${formatCount(lookups.length)} of ${formatCount(LOOKUP_ENTRIES)} entries`;
  return `== global lookup cache: ${used} ==\n${lines.join('\n')}\n`;
}

const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => text.length));
