/**
 * A two-space copying collector.
 *
 * The moving heap is two halves, of which one is in use. Allocation bumps a
 * pointer. When the half is full, what the roots reach is copied to the other
 * one, side by side; then its references are followed, object by object,
 * until the scan catches up with the copying:
 *
 *     to-space   ┌──────────────────┬────────────────┬──────────────┐
 *                │ scanned: refers  │ copied: still  │ free         │
 *                │ to to-space only │ refers back    │              │
 *                └──────────────────┴────────────────┴──────────────┘
 *                                   ↑ scan           ↑ free
 *
 * Dead objects are never looked at: a collection costs what survives it.
 *
 * Source: Cheney, *A Nonrecursive List Compacting Algorithm* (1970).
 */
import type * as contract from '#shared/contracts/gc/heap.ts';
import type { Heap, HeapStatistics, Survivors } from '#shared/contracts/heap.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Reference } from '#shared/contracts/values.ts';
import {
  FORWARDED,
  Header,
  KIND_MASK,
  Kind,
  MARKED,
  MAX_OBJECT_BYTES,
  Region,
  Shape,
  SIZE_SHIFT,
  SLOT_SIZE,
  State,
  Upvalue,
} from '#shared/memory/layout.ts';
import { createNonMovingSpace } from './non-moving.ts';
import { createRoots } from './roots.ts';
import { createTrace } from './trace.ts';

/** The heap is collected when it has grown to this multiple of what survived last time … */
const GROWTH = 2;
/** … but small heaps, cheap to copy yet quick to fill, only at this many bytes. */
const MIN_THRESHOLD_BYTES = 8 * 1024 * 1024;
/** A collection that leaves less than this share of the heap free means that memory is out. */
const MIN_FREE_SHARE = 1 / 64;
/**
 * Survivors scanned in one call. V8 compiles a function that was called often,
 * but not, here, a loop that runs long (see the interpreter); so the scan is
 * many short loops.
 */
const SCAN_BATCH = 100;
/** What `--stress gc` overwrites left space with, so that a stale reference cannot look sound. */
const POISON = 0xdb;

type HeapNeeds = Pick<Machine, 'memory' | 'values' | 'events' | 'errors' | 'options'>;

/** Makes the heap of one VM. */
export function createHeap({ memory, values, events, errors, options }: HeapNeeds): Heap {
  const { i32, u8, heapBytes } = memory;
  const { stressGc } = options;
  const TOP = (Region.state + State.allocationTop) >> 2;
  const LIMIT = (Region.state + State.allocationLimit) >> 2;
  const SHAPES = (Region.state + State.shapes) >> 2;
  const NATIVE_OBJECTS = (Region.state + State.nativeObjects) >> 2;
  const INFO = Header.info;
  const nonMoving = createNonMovingSpace(memory, errors);
  const visitRoots = createRoots(memory, values);
  const trace = createTrace(memory, values);

  let space = memory.fromSpace; // the half in use
  let other = memory.toSpace;
  let free = 0; // while collecting: where the next survivor goes
  let survivors = 0; // where the survivors of the last collection end
  let objects = 0;
  let allocatedBytes = 0;
  let peakLiveBytes = 0;
  let collections = 0;
  let milliseconds = 0;

  i32[TOP] = space;
  survivors = space;
  setLimit(0);

  /** Decides up to where allocation may go on without a collection. */
  function setLimit(needed: number): void {
    const live = i32[TOP] - space;
    const threshold = Math.max(live * GROWTH, MIN_THRESHOLD_BYTES, live + needed);
    i32[LIMIT] = stressGc ? i32[TOP] : space + Math.min(threshold, heapBytes);
  }

  function allocate(kind: Kind, meta: number, bytes: number): Reference {
    const size = (bytes + SLOT_SIZE - 1) & -SLOT_SIZE;
    if (size > i32[LIMIT] - i32[TOP] && !makeRoom(bytes)) return 0;
    const object = i32[TOP];
    i32[TOP] = object + size;
    // The last word of an odd-sized object is padding that tracing may read.
    i32[(object + size - 4) >> 2] = 0;
    i32[object >> 2] = meta;
    i32[(object + INFO) >> 2] = kind | ((size >> 3) << SIZE_SHIFT);
    objects += 1;
    return object;
  }

  /** Collects so that `bytes` fit. False, with the error parked: they do not. */
  function makeRoom(bytes: number): boolean {
    const wanted = bytes + SLOT_SIZE;
    if (bytes <= MAX_OBJECT_BYTES) {
      collect();
      const left = space + heapBytes - i32[TOP] - wanted;
      if (left >= heapBytes * MIN_FREE_SHARE) {
        setLimit(wanted);
        if (stressGc) i32[LIMIT] = i32[TOP] + wanted;
        return true;
      }
    }
    return errors.raise('Out of memory.');
  }

  /** Moves the object that the word at `offset` refers to, unless it has been, and updates the word. */
  function forward(offset: number): void {
    const object = i32[offset >> 2];
    if (object < Region.moving) return; // none, or it does not move
    const info = i32[(object + INFO) >> 2];
    if ((info & FORWARDED) === 0) {
      copyObject(object, (info >>> SIZE_SHIFT) * SLOT_SIZE);
      if ((info & KIND_MASK) === Kind.UPVALUE) relocateUpvalue(object);
      i32[(object + INFO) >> 2] = FORWARDED;
      i32[object >> 2] = free;
      free += (info >>> SIZE_SHIFT) * SLOT_SIZE;
    }
    i32[offset >> 2] = i32[object >> 2];
  }

  /** Copies to the end of the survivors. */
  function copyObject(object: Reference, size: number): void {
    if (size > 128) {
      u8.copyWithin(free, object, object + size);
      return;
    }
    const to = free >> 2;
    const from = object >> 2;
    for (let word = 0; word < size >> 2; word += 1) i32[to + word] = i32[from + word];
  }

  /** A closed upvalue points at itself: its copy has to point at the copy. */
  function relocateUpvalue(object: Reference): void {
    if (i32[(object + Upvalue.location) >> 2] === object + Upvalue.closed) {
      i32[(free + Upvalue.location) >> 2] = free + Upvalue.closed;
    }
  }

  /** Keeps a shape, and what it refers to. */
  function markShape(shape: number): void {
    if ((i32[(shape + INFO) >> 2] & MARKED) !== 0) return;
    i32[(shape + INFO) >> 2] |= MARKED;
    trace(shape, visitor);
  }

  const visitor = { word: forward, shape: markShape };

  const lives = (shape: number) => (i32[(shape + INFO) >> 2] & MARKED) !== 0;
  /** Those that refer weakly, and what they want to be told. */
  const revisions: ((survivors: Survivors) => void)[] = [];

  /** Frees the shapes that were not reached, and takes the marks off the others. */
  function sweepShapes(): void {
    let link = SHAPES;
    while (i32[link] !== 0) {
      const shape = i32[link];
      if ((i32[(shape + INFO) >> 2] & MARKED) !== 0) {
        i32[(shape + INFO) >> 2] &= ~MARKED;
        link = (shape + Shape.next) >> 2;
      } else {
        i32[link] = i32[(shape + Shape.next) >> 2];
        nonMoving.free(shape, Shape.size);
      }
    }
  }

  /** Follows the references of the next survivors. Returns where the first unscanned one begins. */
  function scanSome(first: Reference): Reference {
    let scan = first;
    for (let left = SCAN_BATCH; left > 0 && scan < free; left -= 1) {
      const size = (i32[(scan + INFO) >> 2] >>> SIZE_SHIFT) * SLOT_SIZE;
      trace(scan, visitor);
      scan += size;
    }
    return scan;
  }

  function collect(): void {
    const start = performance.now();
    const before = i32[TOP];
    allocatedBytes += before - survivors;
    free = other;
    visitRoots(forward);
    for (let scan = other; scan < free; ) scan = scanSome(scan);
    for (const revise of revisions) revise({ lives, update: forward });
    sweepShapes();
    if (stressGc) u8.fill(POISON, space, before);
    const used = before - space;
    [space, other] = [other, space];
    i32[TOP] = free;
    survivors = free;
    setLimit(0);
    const live = free - space;
    const took = performance.now() - start;
    peakLiveBytes = Math.max(peakLiveBytes, live);
    collections += 1;
    milliseconds += took;
    events.emit('gc', { before: used, after: live, limit: i32[LIMIT] - space, milliseconds: took });
  }

  function statistics(): HeapStatistics {
    const sinceCollection = i32[TOP] - survivors;
    return {
      allocatedBytes: allocatedBytes + sinceCollection,
      allocatedObjects: objects + i32[NATIVE_OBJECTS],
      liveBytes: collections === 0 ? sinceCollection : survivors - space,
      peakLiveBytes: Math.max(peakLiveBytes, collections === 0 ? sinceCollection : 0),
      collections,
      collectionMilliseconds: milliseconds,
      nonMovingBytes: nonMoving.usedBytes(),
    };
  }

  return {
    allocate,
    allocateNonMoving: nonMoving.allocate,
    onCollection: (revise) => void revisions.push(revise),
    writeBarrier() {}, // every collection looks at every object: there is nothing to remember
    collect,
    statistics,
  };
}

createHeap satisfies typeof contract.createHeap;
