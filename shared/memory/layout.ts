/**
 * The one table of what lies where in linear memory. TypeScript reads it as
 * numbers, and so will generated code: no offset is written down twice.
 *
 * All offsets are in bytes, counted from the start of linear memory for
 * regions and from the start of the structure for fields. Everything is
 * little-endian and naturally aligned.
 */

/** Bytes of a value: a slot of the stack, a field, a constant. */
export const SLOT_SIZE = 8;

/** Width of a field in bytes. */
export type FieldWidth = 4 | 8;

/** A structure's field offsets, and its size rounded up to whole slots. */
export type Structure<Field extends string> = { readonly [Name in Field | 'size']: number };

/**
 * Lays fields out in the order given, each aligned to its own width, beginning
 * at byte `start`.
 */
export function structure<Field extends string>(
  fields: Readonly<Record<Field, FieldWidth>>,
  start = 0,
): Structure<Field> {
  const offsets: Record<string, number> = {};
  let next = start;
  for (const [name, width] of Object.entries<FieldWidth>(fields)) {
    next = alignUp(next, width);
    offsets[name] = next;
    next += width;
  }
  return { ...offsets, size: alignUp(next, SLOT_SIZE) } as Structure<Field>;
}

/** The next multiple of `alignment`, a power of two. */
export function alignUp(offset: number, alignment: number): number {
  return (offset + alignment - 1) & -alignment;
}

// ---------------------------------------------------------------- the heap

/**
 * Every object begins with a header of two words:
 *
 *     byte 0                      4                              7
 *     ┌───────────────────────────┬──────────┬──────────┬─────────┐
 *     │ meta: a shape, a function │ kind     │ collector│ size in │
 *     │ or a length, by kind      │ (6 bits) │ (2 bits) │ 8 bytes │
 *     └───────────────────────────┴──────────┴──────────┴─────────┘
 *                                   bits 0–5   bits 6–7   bits 8–31
 *
 * `meta` is an instance's shape, a closure's function, a string's length in
 * bytes, a table's capacity in entries. The size counts the header, so the
 * heap can be walked from object to object. An object that the collector has
 * moved keeps only this: the FORWARDED bit, and its new offset in `meta`.
 */
export const Header = structure({ meta: 4, info: 4 });

/** The kinds of heap objects. */
export const Kind = {
  STRING: 1,
  CLOSURE: 2,
  UPVALUE: 3,
  CLASS: 4,
  INSTANCE: 5,
  BOUND_METHOD: 6,
  NATIVE: 7,
  TABLE: 8,
  /** Non-moving: a function's code and everything that belongs to it. */
  FUNCTION: 9,
  /** Non-moving: what instances of one make share. */
  SHAPE: 10,
  /** The fields of an instance that lie outside of it. */
  FIELDS: 11,
} as const;

/** The kind of an object, as it stands in its header. */
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Selects the kind from a header's info word. */
export const KIND_MASK = 0x3f;
/** Set in the info word of an object that has been moved. */
export const FORWARDED = 0x40;
/** Set in the info word of a non-moving object that the current collection has reached. */
export const MARKED = 0x80;
/** Position of the size, in 8-byte units, in the info word. */
export const SIZE_SHIFT = 8;
/** Largest object: the size field has 24 bits. */
export const MAX_OBJECT_BYTES = (1 << 24) * SLOT_SIZE - SLOT_SIZE;

/** meta: length in bytes. The bytes, UTF-8, follow the structure. `hash` is 0 until computed. */
export const StringObject = structure({ hash: 4 }, Header.size);
/** Where a string's bytes begin. */
export const STRING_BYTES = StringObject.hash + 4;

/** meta: the function (non-moving). References to upvalues follow, 4 bytes each. */
export const CLOSURE_UPVALUES = Header.size;

/**
 * A captured variable. `location` is the offset of the slot that holds it:
 * while open a stack slot, once closed the upvalue's own `closed`. `next`
 * chains the open ones, topmost slot first.
 */
export const Upvalue = structure({ location: 4, next: 4, closed: 8 }, Header.size);

/** `shape` is the class's root shape, which a new instance has (non-moving). */
export const ClassObject = structure(
  { name: 4, superclass: 4, methods: 4, initializer: 4, shape: 4 },
  Header.size,
);

/**
 * meta: the shape (non-moving), which says where each field is. That tells
 * instances from all other objects, too: a length is less than any shape's
 * offset, and nothing else that stands in a `meta` is a shape.
 *
 *     ┌──────────────┬──────────┬─────────┬─────────┬───┐
 *     │ shape, info  │ overflow │ field 0 │ field 1 │ … │
 *     └──────────────┴──────────┴─────────┴─────────┴───┘
 *                      │          └ as many slots as the class has learned to give
 *                      └▶ FIELDS: what did not fit, or a TABLE, or 0
 *
 * An instance whose shape is a dictionary has all its fields in the table.
 */
export const Instance = structure({ overflow: 4 }, Header.size);
/** Where an instance's fields begin. */
export const INSTANCE_FIELDS = Instance.size;

/** meta: number of slots. The slots follow; those that nobody uses are EMPTY. */
export const FIELDS_SLOTS = Header.size;

/** A method taken from an instance: the closure, and the instance as a value. */
export const BoundMethod = structure({ method: 4, receiver: 8 }, Header.size);

/** meta: index into the VM's native functions. */
export const NativeObject = structure({ arity: 4 }, Header.size);

/** meta: capacity in entries, a power of two. Entries follow the structure. */
export const Table = structure({ count: 4 }, Header.size);
/** An entry of a table: an interned string's reference (0: free) and a value. */
export const TableEntry = structure({ key: 4, value: 8 });

// ------------------------------------------------- what does not move

/**
 * A function: code, tables, counters and the way in. `id` is its index among
 * the VM's functions, where names and spans are kept. `entry` is the address
 * of native code that runs it, `tier` says which tier that is.
 */
export const FunctionObject = structure(
  {
    id: 4,
    /** The function loaded before this one, or 0. */
    next: 4,
    arity: 4,
    /** Bytes of a frame: receiver, parameters, locals and operand stack. */
    frameBytes: 4,
    /** Offset of the first instruction. */
    code: 4,
    codeBytes: 4,
    /** Offset of the constant table: one slot a constant. */
    constants: 4,
    constantCount: 4,
    /** Offset of the feedback cells: `SITE_SIZE` bytes a site. */
    sites: 4,
    siteCount: 4,
    /** Offset of the capture list: two words a capture. */
    captures: 4,
    captureCount: 4,
    /** How often the function was called. */
    calls: 4,
    /** How often one of its loops went back. */
    loops: 4,
    tier: 4,
    entry: 8,
    /** Offset of the threaded code, or 0 while there is none. */
    words: 4,
    wordCount: 4,
    /**
     * The way in for the threaded tier: 4 times a pc on from here there is the
     * index, in 32-bit words of linear memory, at which a frame with that pc
     * goes on, or 0. May be negative: code lies anywhere.
     */
    resume: 4,
  },
  Header.size,
);

/** A capture: `fromLocal` is 1 for a slot of the enclosing frame, 0 for an upvalue of the enclosing closure. */
export const Capture = structure({ fromLocal: 4, index: 4 });

/**
 * A shape, or hidden class: its parent's fields, and one more. A class's root
 * shape has none, and every other is reached from there, by the order in which
 * fields were added.
 *
 *     root ──x──▶ {x} ──y──▶ {x, y}
 *          ╲─y──▶ {y}
 *
 * A field's place is a number of bytes: from the instance, when positive, to a
 * slot in it; when negative, its opposite leads from the overflow object to the
 * slot there. No field has place 0.
 */
export const Shape = structure(
  {
    /** The class (may move). */
    class: 4,
    /** The next in the chain of all shapes, or 0. */
    next: 4,
    /** The shape with all fields but the last, or 0: this is a root, or a dictionary. */
    parent: 4,
    /** The last field's name (may move), and its place. */
    name: 4,
    place: 4,
    /** Number of fields, and how many of them lie in the instance. */
    count: 4,
    inside: 4,
    /** The first of the shapes with one field more, and the next with the same parent. */
    children: 4,
    sibling: 4,
    /** The root of the tree. A dictionary's is its class's. */
    root: 4,
    /** 1: instances keep their fields in a table, and nothing may be cached of them. */
    isDictionary: 4,
    /** Of a root: bytes of a new instance. */
    instanceBytes: 4,
    /** Of a root: how many instances are still made before their size is decided anew; 0: it is settled. */
    learning: 4,
    /** Of a root: the most fields that a shape of the tree has had. */
    largest: 4,
    /** Of a root: the shape of instances that have become dictionaries, or 0. */
    dictionary: 4,
  },
  Header.size,
);

/**
 * A global variable: its value, EMPTY while undefined; its name; and the chain
 * of all globals. `changes` counts how often a class or a function in it was
 * replaced: something may have relied on that, and has to hear of it.
 */
export const GlobalCell = structure({ value: 8, name: 4, next: 4, changes: 4 });
/** Changes after which nobody relies on a global any more, and none is told. */
export const MAX_CHANGES = 8;

/**
 * What a cache knows of a shape: the place of the field, and a link. At a
 * property that is read, place is where its field is, or 0, and then the link is
 * the method's closure (may move). Where a field is written, the link is the
 * shape that the instance has afterwards.
 */
export const CacheEntry = structure({ shape: 4, place: 4, link: 4 });

/**
 * A feedback cell: what a site has seen. Every site has one size; more than fits
 * lies out of line.
 *
 *     ┌──────────┬─────┬───────┬─────────┬───────┬───────┬──────┬────────┐
 *     │ feedback │ key │ state │ entries │ shape │ place │ link │ misses │
 *     └──────────┴─────┴───────┴─────────┴───────┴───────┴──────┴────────┘
 *       profile          cache: the first entry is in the cell itself
 *
 *   feedback  the kinds of operands; at a call, how often the callee changed
 *   key       at a call: the last callee's function
 *   state     see `CacheState`
 *   entries   offset of the second to fourth entries of a polymorphic cache, or 0
 *   shape     the first entry's shape; NEGATED if its fast path cannot be inlined
 *   misses    how often the cache did not know
 */
export const Site = structure({
  feedback: 4,
  key: 4,
  state: 4,
  entries: 4,
  shape: 4,
  place: 4,
  link: 4,
  misses: 4,
});
/** Stands in an entry that is free. No object's header begins with it. */
export const NO_SHAPE = -1;
/** Offset of a cell's own entry: `Site.shape`, `place` and `link` are a `CacheEntry`. */
export const SITE_ENTRY = Site.shape;

/** How many shapes a site's cache knows: none, one, up to `MAX_ENTRIES`, or too many to tell apart. */
export const CacheState = { EMPTY: 0, MONOMORPHIC: 1, POLYMORPHIC: 2, MEGAMORPHIC: 3 } as const;
/** Most entries of a polymorphic cache. */
export const MAX_ENTRIES = 4;
/** Bytes from one feedback cell to the next. */
export const SITE_SIZE = Site.size;
/** Position of SITE_SIZE's only bit, for `site << SITE_SHIFT`. */
export const SITE_SHIFT = Math.log2(SITE_SIZE);

/**
 * An entry of the global lookup cache: a name in a shape. `name` is the string's
 * offset, and one more where a field is written: strings lie at even offsets, so
 * the two never meet.
 */
export const LookupEntry = structure({ shape: 4, place: 4, link: 4, name: 4 });
/** Entries of the global lookup cache, a power of two. */
export const LOOKUP_ENTRIES = 1_024;

/** Bits of `feedback` at `+`, `==` and `!=`: the kinds of operands seen. */
export const Feedback = { NUMBERS: 1, STRINGS: 2, OTHER: 4 } as const;

// ------------------------------------------------------------ frames

/**
 * A frame record: what makes a frame walkable, whichever tier runs it. The
 * frame itself, callee or receiver, arguments, locals and operands, lies in
 * the VM stack from `base` on.
 *
 *   closure  reference to the running closure
 *   pc       offset of the instruction at which the frame goes on. The
 *            instruction that is being executed ends there.
 *   base     offset of the frame's slot 0
 *   tier     the tier that runs the frame
 *   resume   what that tier may keep for itself while a call is out: where its
 *            own code goes on, so that it need not look that up by the pc
 */
export const FrameRecord = structure({ closure: 4, pc: 4, base: 4, tier: 4, resume: 4 });

/** Frames that may be live at once, the script's included; the next call is `Stack overflow.` */
export const MAX_FRAMES = 16_384;
/** Largest frame in slots; the compiler rejects functions that need more. */
export const MAX_FRAME_SLOTS = 1_024;

// ----------------------------------------------------------- VM state

/** The VM state block: one page that every tier can reach. */
export const State = structure({
  /** 0, or why the program has to stop at its next safepoint: see `Poll`. Written by other threads. */
  poll: 4,
  /** Offset just past the newest frame's topmost live slot. Valid at safepoints. */
  stackTop: 4,
  /** Offset of the newest frame record. */
  frame: 4,
  /** The open upvalue with the topmost slot, or 0. */
  openUpvalues: 4,
  /** Where the next object will lie. */
  allocationTop: 4,
  /** No object reaches past it. */
  allocationLimit: 4,
  /** Offset just past the last root slot in use. */
  handleTop: 4,
  /** The first of all globals. */
  globals: 4,
  /** The first of all shapes. */
  shapes: 4,
  /** The first of all functions. */
  functions: 4,
  /** The intern table: where it is, and its capacity in references. */
  internTable: 4,
  internCapacity: 4,
  /** The global lookup cache: its first entry, or 0 while there is none. */
  lookupCache: 4,
  /** Instructions dispatched, a double; counted only on request. */
  dispatches: 8,
  /** Properties and methods looked for through caches, a double; counted only on request. */
  lookups: 8,
  /** Objects that native code has made. */
  nativeObjects: 4,
  /** Bytes by which the native stack may grow from where native code is entered. */
  nativeStackBytes: 4,
  /** Safepoints that native code may still pass before it goes back to the driver, if it counts them. */
  budget: 4,
  /** Address below which native code must not let the native stack grow. */
  nativeStackLimit: 8,
  /** Address of the code that leads back to the driver: the entry of functions without native code. 0: there is none. */
  stub: 8,
});

/** What other threads ask of a running program through the poll word. */
export const Poll = { NONE: 0, INTERRUPT: 1, TIMEOUT: 2, STEP: 3 } as const;

// ------------------------------------------------------------ regions

const KiB = 1024;
const MiB = 1024 * KiB;

/** Slots for references that TypeScript code holds across an allocation. */
const HANDLE_BYTES = 64 * KiB;
/** Space for functions, shapes, constant tables and cells. */
const NON_MOVING_BYTES = 256 * MiB;

/** Where each fixed region begins; the two moving spaces follow from `moving` on. */
export const Region = regions();

function regions() {
  const page = 16 * KiB; // the largest page size of the platforms we know
  const state = page; // the first page stays empty: offset 0 means "none"
  const frames = state + page;
  const handles = frames + alignUp(MAX_FRAMES * FrameRecord.size, page);
  const stack = handles + HANDLE_BYTES;
  const nonMoving = stack + MAX_FRAMES * MAX_FRAME_SLOTS * SLOT_SIZE;
  const moving = nonMoving + NON_MOVING_BYTES;
  return { state, frames, handles, stack, nonMoving, moving } as const;
}

/** Most bytes that linear memory may have: offsets stay non-negative 32-bit integers. */
export const MAX_MEMORY_BYTES = 2 ** 31 - 64 * KiB;
/** Largest heap limit: two moving spaces of this size fit. */
export const MAX_HEAP_BYTES = ((MAX_MEMORY_BYTES - Region.moving) >> 1) & -MiB;
/** Smallest heap limit with which a VM starts. */
export const MIN_HEAP_BYTES = 32 * KiB;
/** Heap limit if none is asked for. */
export const DEFAULT_HEAP_BYTES = 512 * MiB;
