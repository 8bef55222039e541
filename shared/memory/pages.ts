/**
 * Pages from the operating system: the one file that knows how each platform
 * maps memory.
 */
import koffi from './foreign-calls.ts';

/** A mapping: where it lies, and its bytes. */
export interface Mapping {
  /** Address of the first byte. */
  readonly address: number;
  readonly buffer: ArrayBuffer;
}

/** What differs from one operating system to the next. */
export interface Platform {
  /** The C library. */
  readonly library: string;
  /** `MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE`, which each kernel numbers in its own way. */
  readonly mapFlags: number;
  /** What shows an arm64 processor code that was just written, and whether it takes an end or a length. */
  readonly cacheFlush: { library: string; name: string; takes: 'end' | 'length' };
}

const platforms: Readonly<Record<string, Platform>> = {
  linux: {
    library: 'libc.so.6',
    mapFlags: 0x2 | 0x20 | 0x4000,
    cacheFlush: { library: 'libgcc_s.so.1', name: '__clear_cache', takes: 'end' },
  },
  darwin: {
    library: 'libSystem.B.dylib',
    mapFlags: 0x2 | 0x1000 | 0x40,
    cacheFlush: { library: 'libSystem.B.dylib', name: 'sys_icache_invalidate', takes: 'length' },
  },
};

const PROT_READ_WRITE = 1 | 2;
/** What `mmap` returns when it fails, `(void *) -1`, as the double next to it. */
const MAP_FAILED = 2 ** 64;

/** The system has no memory for us; the message says what to do. */
export class MappingError extends Error {}

/** The functions of the C library that are used here. */
interface CLibrary {
  mmap(
    hint: number,
    bytes: number,
    protection: number,
    flags: number,
    file: number,
    offset: number,
  ): number | bigint;
}

let loaded: CLibrary | undefined;

/** The C library, loaded on first use. */
function cLibrary(platform: Platform): CLibrary {
  if (loaded === undefined) {
    const library = koffi.load(platform.library);
    const mmap = ['uintptr_t', 'size_t', 'int', 'int', 'int', 'int64_t'];
    loaded = {
      mmap: library.func('mmap', 'uintptr_t', mmap) as CLibrary['mmap'],
    };
  }
  return loaded;
}

/**
 * The platform that this process runs on.
 * @throws MappingError when it is none that Hotpath knows
 */
export function currentPlatform(): Platform {
  const platform = platforms[process.platform];
  if (platform === undefined) {
    throw new MappingError(
      `Hotpath cannot map memory on ${process.platform}; use Linux, macOS, or Windows with WSL 2`,
    );
  }
  return platform;
}

/**
 * Maps `bytes` of zeroed, private memory. Pages are committed when touched.
 * @throws MappingError when the system refuses
 */
export function mapPages(bytes: number): Mapping {
  const platform = currentPlatform();
  const { mmap } = cLibrary(platform);
  // koffi gives addresses as numbers, and what is too large for one as a BigInt.
  const address = Number(mmap(0, bytes, PROT_READ_WRITE, platform.mapFlags, -1, 0));
  if (address === 0 || address === MAP_FAILED) {
    throw new MappingError(
      `The system refused to map ${bytes} bytes of memory; try a smaller --heap-limit`,
    );
  }
  return { address, buffer: viewPages(address, bytes) };
}

/** Bytes of a mapping that another thread of this process made. */
export function viewPages(address: number, bytes: number): ArrayBuffer {
  return koffi.view(address, bytes);
}
