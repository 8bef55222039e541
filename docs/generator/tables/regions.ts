/** The regions of linear memory as a table. */
import {
  DEFAULT_HEAP_BYTES,
  FrameRecord,
  MAX_FRAME_SLOTS,
  MAX_FRAMES,
  Region,
} from '#shared/memory/layout.ts';
import { markdownTable } from './markdown-table.ts';

/** What lies in each region, in the order of memory. */
const contents: Readonly<Record<keyof typeof Region, string>> = {
  state: 'the VM state block: see `State`',
  frames: `frame records, ${FrameRecord.size} bytes each, for at most ${count(MAX_FRAMES)} frames`,
  handles: 'slots for references that TypeScript holds across an allocation',
  stack: `the VM stack, ${count(MAX_FRAME_SLOTS)} slots for each frame that there may be`,
  nonMoving: 'functions, shapes, constant tables, feedback cells, globals, the intern table',
  moving: `two spaces for objects, each as large as the heap limit: ${bytes(DEFAULT_HEAP_BYTES)} unless told otherwise`,
};

/** A row for each region. */
export function regionTable(): string[] {
  const regions = Object.entries(Region);
  const rows = regions.map(([name, from], index) => {
    const to = regions[index + 1]?.[1];
    const size = to === undefined ? 'the rest' : bytes(to - from);
    return [`\`${name}\``, hexadecimal(from), size, contents[name as keyof typeof Region]];
  });
  const guard = [
    '(nothing)',
    hexadecimal(0),
    bytes(Region.state),
    'empty, so that offset 0 means "none"',
  ];
  return markdownTable(['region', 'begins at', 'size', 'what lies there'], [guard, ...rows]);
}

function hexadecimal(offset: number): string {
  return `\`0x${offset.toString(16)}\``;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number of bytes in the largest unit that leaves no fraction, on one line. */
function bytes(value: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  let rest = value;
  while (rest % 1024 === 0 && units.length > 1) {
    rest /= 1024;
    units.shift();
  }
  return `${count(rest)}\u00a0${units[0]}`;
}
