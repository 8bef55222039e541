/** What `--stats` prints. */
import Table from 'cli-table3';
import type { EventKind } from '#shared/events/events.ts';
import type { VmStatistics } from '../vm.ts';
import type { Report } from './thread/messages.ts';

/** The report as a table of two columns, ending in a newline; empty when nothing was run. */
export function formatStatistics({ statistics, eventCounts, milliseconds }: Report): string {
  if (statistics === undefined) return '';
  const table = new Table({ ...plainTable, colAligns: ['left', 'right'] });
  table.push(['time running, ms', milliseconds.toFixed(1)]);
  table.push(...vmRows(statistics), ...heapRows(statistics), ...eventRows(eventCounts));
  return `${table.toString().replace(/ +$/gm, '')}\n`;
}

/** How tables without lines look: columns two spaces apart. */
export const plainTable = {
  chars: Object.fromEntries(
    ['top', 'bottom', 'left', 'right', 'mid', 'middle'].flatMap((side) =>
      ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
    ),
  ),
  style: { 'padding-left': 0, 'padding-right': 2 },
};

type Row = [name: string, value: string];

/** A number with its thousands set apart. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** What became of native code; a line that says why, where there can be none. */
function nativeRows({ native }: VmStatistics): Row[] {
  return [
    ['functions in native code', formatCount(native.functions)],
    ['native code, bytes', formatCount(native.bytes)],
    ['time compiling, ms', native.milliseconds.toFixed(1)],
    ['calls from native code to the VM', formatCount(native.crossings)],
    ...(native.unavailable === undefined ? [] : [['no native code', native.unavailable] as Row]),
  ];
}

/** How well the caches knew where properties are. */
function cacheRows({ lookups, misses }: VmStatistics): Row[] {
  const rate = lookups === 0 ? [] : [hitRate(lookups, misses)];
  return [['properties looked for', formatCount(lookups)], ...rate];
}

/** Never rounded up to all of them. */
function hitRate(lookups: number, misses: number): Row {
  const percent = Math.floor((1 - misses / lookups) * 10_000) / 100;
  return ['of these caches knew, %', percent.toFixed(2)];
}

function vmRows(counted: VmStatistics): Row[] {
  return [
    ['functions loaded', formatCount(counted.functions)],
    ['bytecode, bytes', formatCount(counted.bytecodeBytes)],
    ['functions in threaded code', formatCount(counted.threadedFunctions)],
    ['threaded code, bytes', formatCount(counted.threadedBytes)],
    ...nativeRows(counted),
    ['calls', formatCount(counted.calls)],
    ['loop iterations', formatCount(counted.loops)],
    ['instructions dispatched', formatCount(counted.dispatches)],
    ...cacheRows(counted),
  ];
}

function heapRows({ heap }: VmStatistics): Row[] {
  return [
    ['objects allocated', formatCount(heap.allocatedObjects)],
    ['bytes allocated', formatCount(heap.allocatedBytes)],
    ['bytes live', formatCount(heap.liveBytes)],
    ['bytes live at the peak', formatCount(heap.peakLiveBytes)],
    ['bytes that never move', formatCount(heap.nonMovingBytes)],
    ['collections', formatCount(heap.collections)],
    ['time collecting, ms', heap.collectionMilliseconds.toFixed(1)],
  ];
}

function eventRows(counts: ReadonlyMap<EventKind, number>): Row[] {
  return [...counts].map(([kind, count]) => [`events: ${kind}`, formatCount(count)]);
}
