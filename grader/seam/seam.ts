/** The seam between modules, as package.json's `imports` draw it. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

type Conditions = Readonly<Record<string, string>>;

/** Files are named from the project's folder, with slashes. */
export interface Seam {
  /** The key of each file that provides a module: reference, skeleton or student's. */
  readonly keyOf: ReadonlyMap<string, string>;
  /** The files with holes: those that a lab's skeleton or a student's file can stand in for. */
  readonly withHoles: ReadonlySet<string>;
  /** What `#shared/` and the like stand for. */
  readonly folders: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, Conditions>;
}

/** Reads the seam of the project at `root`. */
export function readSeam(root: string): Seam {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    imports: Readonly<Record<string, string | Conditions>>;
  };
  const keyOf = new Map<string, string>();
  const withHoles = new Set<string>();
  const folders = new Map<string, string>();
  const keys = new Map<string, Conditions>();
  for (const [key, target] of Object.entries(imports)) {
    if (typeof target === 'string') {
      folders.set(key.replace(/\*$/, ''), normal(target.replace(/\*$/, '')));
      continue;
    }
    keys.set(key, target);
    for (const file of providersOf(target)) {
      keyOf.set(file, key);
      if (isHollow(target)) withHoles.add(file);
    }
  }
  return { keyOf, withHoles, folders, keys };
}

/** The files behind a key; the one for the type checker is its contract. */
function providersOf(conditions: Conditions): string[] {
  return Object.entries(conditions).flatMap(([condition, file]) =>
    condition === 'types' ? [] : [normal(file)],
  );
}

function isHollow(conditions: Conditions): boolean {
  return Object.keys(conditions).some((condition) => /^lab\d\d$/.test(condition));
}

const normal = (path: string) => posix.normalize(path);

/**
 * The file or key that an import leads to: a key as it is, a file from the
 * project's folder, undefined for a package.
 */
export function resolveImport(seam: Seam, importer: string, specifier: string): string | undefined {
  if (seam.keys.has(specifier)) return specifier;
  if (/^\.\.?\//.test(specifier)) return posix.join(posix.dirname(importer), specifier);
  for (const [prefix, folder] of seam.folders) {
    if (specifier.startsWith(prefix)) return posix.join(folder, specifier.slice(prefix.length));
  }
  return undefined;
}
