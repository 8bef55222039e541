/**
 * Tables: hash maps in the heap from interned names to values. Methods live in
 * them, and so do the fields of instances that have no hidden class.
 *
 * Open addressing with linear probing. A name is compared by its offset, since
 * names are interned; it is hashed by its content, so a table stays in order
 * when the collector moves names and table alike.
 */
import type { Heap } from '../contracts/heap.ts';
import type { Reference, Slot, Values } from '../contracts/values.ts';
import { Header, Kind, StringObject, Table, TableEntry } from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** Hash maps in one VM's heap. */
export interface Tables {
  /** The slot of a name's value, good until the next allocation; 0 when it is not there. */
  find(table: Reference, name: Reference): Slot;
  /**
   * Writes a name's value into the table that an object refers to.
   * @param owner slot of the object
   * @param field byte offset within the object of the reference to the table; it may be 0
   * @returns false when there is no memory for a larger table
   */
  put(owner: Slot, field: number, name: Slot, value: Slot): boolean;
  /** Copies all entries of one object's table into another's. Parameters as for `put`. */
  copyAll(to: Slot, from: Slot, field: number): boolean;
}

/** Entries of the smallest table. */
const MIN_CAPACITY = 4;

/** Makes the table functions of one VM. */
export function createTables(memory: LinearMemory, values: Values, heap: Heap): Tables {
  const { i32 } = memory;
  const { copy, referenceAt } = values;
  const ENTRIES = Table.size;
  const ENTRY = TableEntry.size;
  const VALUE = TableEntry.value;
  const HASH = StringObject.hash;
  const COUNT = Table.count;

  function find(table: Reference, name: Reference): Slot {
    if (table === 0) return 0;
    const mask = (i32[table >> 2] - 1) | 0;
    let index = i32[(name + HASH) >> 2] & mask;
    for (;;) {
      const entry = (table + ENTRIES + index * ENTRY) | 0;
      const key = i32[entry >> 2];
      if (key === name) return (entry + VALUE) | 0;
      if (key === 0) return 0;
      index = (index + 1) & mask;
    }
  }

  /** The free entry where a name belongs that the table lacks. */
  function freeEntryFor(table: Reference, name: Reference): number {
    const mask = (i32[table >> 2] - 1) | 0;
    let index = i32[(name + HASH) >> 2] & mask;
    for (;;) {
      const entry = (table + ENTRIES + index * ENTRY) | 0;
      if (i32[entry >> 2] === 0) return entry;
      index = (index + 1) & mask;
    }
  }

  /** Whether one more name leaves the table at most three quarters full. */
  function hasRoom(table: Reference): boolean {
    return table !== 0 && (i32[(table + COUNT) >> 2] + 1) * 4 <= i32[table >> 2] * 3;
  }

  /** Adds a name that the table lacks and has room for. */
  function insert(table: Reference, name: Reference, value: Slot): void {
    const entry = freeEntryFor(table, name);
    i32[entry >> 2] = name;
    copy(entry + VALUE, value);
    i32[(table + COUNT) >> 2] += 1;
  }

  /** Inserts all entries of a table, or of none, into a larger and empty one. */
  function insertAll(into: Reference, from: Reference): void {
    if (from === 0) return;
    const end = from + ENTRIES + i32[from >> 2] * ENTRY;
    for (let entry = from + ENTRIES; entry < end; entry += ENTRY) {
      const name = i32[entry >> 2];
      if (name !== 0) insert(into, name, entry + VALUE);
    }
  }

  /** Replaces the owner's table by one of twice the size. False: out of memory. */
  function grow(owner: Slot, field: number): boolean {
    const before = i32[(referenceAt(owner) + field) >> 2];
    const capacity = before === 0 ? MIN_CAPACITY : i32[before >> 2] * 2;
    const bytes = ENTRIES + capacity * ENTRY;
    const table = heap.allocate(Kind.TABLE, capacity, bytes);
    if (table === 0) return false;
    i32[(table + COUNT) >> 2] = 0;
    // Nobody reads the value of a free entry. And to call `fill` costs more
    // than these few stores: making an object is a fifth faster without.
    for (let key = table + ENTRIES; key < table + bytes; key += ENTRY) i32[key >> 2] = 0;
    // The allocation may have moved owner and old table: read them again.
    const object = referenceAt(owner);
    insertAll(table, i32[(object + field) >> 2]);
    i32[(object + field) >> 2] = table;
    heap.writeBarrier(object);
    return true;
  }

  function put(owner: Slot, field: number, name: Slot, value: Slot): boolean {
    let table = i32[(referenceAt(owner) + field) >> 2];
    const found = find(table, referenceAt(name));
    if (found !== 0) {
      copy(found, value);
    } else {
      if (!hasRoom(table)) {
        if (!grow(owner, field)) return false;
        table = i32[(referenceAt(owner) + field) >> 2];
      }
      insert(table, referenceAt(name), value);
    }
    heap.writeBarrier(table);
    return true;
  }

  function copyAll(to: Slot, from: Slot, field: number): boolean {
    const source = i32[(referenceAt(from) + field) >> 2];
    if (source === 0) return true;
    const capacity = i32[source >> 2];
    const bytes = ENTRIES + capacity * ENTRY;
    const table = heap.allocate(Kind.TABLE, capacity, bytes);
    if (table === 0) return false;
    const moved = i32[(referenceAt(from) + field) >> 2];
    i32.copyWithin((table + Header.size) >> 2, (moved + Header.size) >> 2, (moved + bytes) >> 2);
    i32[(referenceAt(to) + field) >> 2] = table;
    heap.writeBarrier(referenceAt(to));
    heap.writeBarrier(table);
    return true;
  }

  return { find, put, copyAll };
}
