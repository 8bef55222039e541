/**
 * The caches of a VM as plain data: what each site of each function knows, as it
 * lies in memory. It reads, and changes nothing.
 */
import type { LoadedFunction } from '../contracts/machine.ts';
import { decodeInstruction } from '../lox/disassembler.ts';
import type { OpcodeName } from '../lox/opcodes.ts';
import { lineOf } from '../lox/source.ts';
import {
  CacheEntry,
  ClassObject,
  FunctionObject,
  Header,
  KIND_MASK,
  Kind,
  LOOKUP_ENTRIES,
  LookupEntry,
  MAX_ENTRIES,
  NO_SHAPE,
  Region,
  Shape,
  SITE_ENTRY,
  SITE_SIZE,
  Site,
  STRING_BYTES,
  State,
} from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** What a property site is there for. */
export type PropertyUse = 'get' | 'set' | 'invoke' | 'super' | 'super invoke';

/** The states of a cache, by `CacheState`. */
export const cacheStates = ['empty', 'monomorphic', 'polymorphic', 'megamorphic'] as const;

/** A shape, for people; `gone`: no such shape lives, and the entry is a mistake. */
export type ShapeName =
  | { readonly class: string; readonly fields: readonly string[]; readonly isDictionary: boolean }
  | 'gone';

/** What a cache knows of one shape. */
export interface EntryView {
  readonly shape: ShapeName;
  /** Whether the inlined fast path of native code may use it. */
  readonly inlined: boolean;
  /** The field's place, as `Shape.place` says it; 0: it is a method. */
  readonly place: number;
  /** A method's name; where a field is written, the shape afterwards; undefined: neither. */
  readonly link: { readonly method: string } | { readonly after: ShapeName } | undefined;
}

/** Where a site is. */
interface SitePlace {
  /** The function's name; the script is called `script`. */
  readonly function: string;
  /** Offset of the function. */
  readonly code: number;
  readonly line: number;
  /** Offset of its cell. */
  readonly site: number;
}

/** A property site. */
export interface PropertySite extends SitePlace {
  readonly use: PropertyUse;
  readonly name: string;
  readonly state: (typeof cacheStates)[number];
  /** In the order in which they are probed. */
  readonly entries: readonly EntryView[];
  /** How often the caches did not know. */
  readonly misses: number;
}

/** A site that calls a value. */
export interface CallSite extends SitePlace {
  readonly use: 'call';
  /** The last callee's name; undefined: there was none yet, or it was forgotten. */
  readonly callee: string | undefined;
  /** How often the callee changed, the first included. */
  readonly changes: number;
}

/** An entry of the global lookup cache. */
export interface LookupView extends EntryView {
  readonly name: string;
  readonly isWrite: boolean;
}

/** All caches of a VM. */
export interface CacheTable {
  /** By function, in the order of loading, and by line. */
  readonly sites: readonly (PropertySite | CallSite)[];
  /** The global lookup cache's entries in use. */
  readonly lookups: readonly LookupView[];
}

/** Instructions with a site that is a cache. */
const uses: Partial<Record<OpcodeName, PropertyUse | 'call'>> = {
  GET_PROPERTY: 'get',
  SET_PROPERTY: 'set',
  GET_SUPER: 'super',
  INVOKE: 'invoke',
  SUPER_INVOKE: 'super invoke',
  CALL: 'call',
};

/** What the table is read from. */
export interface CacheTableNeeds {
  readonly memory: Pick<LinearMemory, 'i32' | 'u8'>;
  readonly functions: readonly LoadedFunction[];
}

/** Reads the caches of all functions. */
export function readCaches({ memory: { i32, u8 }, functions }: CacheTableNeeds): CacheTable {
  const get = (object: number, field: number) => i32[(object + field) >> 2];
  const state = (field: number) => get(Region.state, field);
  const living = new Set<number>();
  for (let at = state(State.shapes); at !== 0; at = get(at, Shape.next)) living.add(at);

  /** The text of a string object. */
  function text(string: number): string {
    const start = string + STRING_BYTES;
    return Buffer.from(u8.subarray(start, start + i32[string >> 2])).toString();
  }

  function nameShape(shape: number): ShapeName {
    if (!living.has(shape)) return 'gone';
    const fields: string[] = [];
    for (let at = shape; get(at, Shape.parent) !== 0; at = get(at, Shape.parent)) {
      fields.unshift(text(get(at, Shape.name)));
    }
    return {
      class: text(get(get(shape, Shape.class), ClassObject.name)),
      fields,
      isDictionary: get(shape, Shape.isDictionary) !== 0,
    };
  }

  const functionName = (code: number) =>
    functions.find(({ offset }) => offset === code)?.bytecode.name;

  /** The name of a closure's function; what is no closure has none. */
  function methodName(link: number): string {
    const isClosure = (get(link, Header.info) & KIND_MASK) === Kind.CLOSURE;
    return (isClosure && functionName(i32[link >> 2])) || 'gone';
  }

  function linkOf(link: number): EntryView['link'] {
    if (link === 0) return undefined;
    return link >= Region.moving ? { method: methodName(link) } : { after: nameShape(link) };
  }

  function viewOf(entry: number): EntryView {
    const shape = get(entry, CacheEntry.shape);
    return {
      shape: nameShape(Math.abs(shape)),
      inlined: shape > 0,
      place: get(entry, CacheEntry.place),
      link: linkOf(get(entry, CacheEntry.link)),
    };
  }

  /** The entries of a site that are in use. */
  function entriesOf(site: number): EntryView[] {
    const block = get(site, Site.entries);
    const others = Array.from({ length: MAX_ENTRIES - 1 }, (_, at) => block + at * CacheEntry.size);
    return [site + SITE_ENTRY, ...(block === 0 ? [] : others)]
      .filter((entry) => get(entry, CacheEntry.shape) !== NO_SHAPE)
      .map(viewOf);
  }

  function sitesOf({ bytecode, offset }: LoadedFunction): (PropertySite | CallSite)[] {
    const first = get(offset, FunctionObject.sites);
    return bytecode.offsets.flatMap((at, index): (PropertySite | CallSite)[] => {
      const { name: opcode, operands } = decodeInstruction(bytecode.code, at);
      const use = uses[opcode];
      const number = operands.find(({ kind }) => kind === 'site')?.value;
      if (use === undefined || number === undefined) return [];
      const site = first + number * SITE_SIZE;
      const line = lineOf(bytecode.spans[index]);
      const place = { function: bytecode.name || 'script', code: offset, line, site };
      if (use === 'call') {
        const key = get(site, Site.key);
        const callee = key === 0 ? undefined : functionName(key);
        return [{ ...place, use, callee, changes: get(site, Site.feedback) }];
      }
      const constant = bytecode.constants[operands[0].value];
      return [
        {
          ...place,
          use,
          name: constant.kind === 'name' ? constant.value : '',
          state: cacheStates[get(site, Site.state)],
          entries: entriesOf(site),
          misses: get(site, Site.misses),
        },
      ];
    });
  }

  function lookupViews(): LookupView[] {
    const table = state(State.lookupCache);
    return Array.from({ length: LOOKUP_ENTRIES }, (_, index) => table + index * LookupEntry.size)
      .filter((entry) => table !== 0 && get(entry, LookupEntry.shape) !== 0)
      .map((entry) => {
        const key = get(entry, LookupEntry.name);
        return { ...viewOf(entry), name: text(key & ~1), isWrite: (key & 1) === 1 };
      });
  }

  return { sites: functions.flatMap(sitesOf), lookups: lookupViews() };
}
