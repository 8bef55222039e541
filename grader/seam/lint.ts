/**
 * The rules of the seam. They keep a student's module in its place: were a
 * sibling to import the reference by its file's name, part of the VM would run
 * on it and nobody would see.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Import, importsIn } from './imports-in.ts';
import { readSeam, resolveImport, type Seam } from './seam.ts';

/** From which folders each folder may import. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  solutions: ['shared', 'solutions'],
  labs: ['shared', 'solutions', 'labs', 'grader'],
  grader: ['shared', 'solutions', 'grader'],
  docs: ['shared', 'solutions', 'grader', 'docs'],
};

/** What is wrong with the imports of the project at `root`; one line for each. */
export function lintSeam(root: string): string[] {
  const seam = readSeam(root);
  return filesIn(root).flatMap((file) => {
    const imports = importsIn(readFileSync(join(root, file), 'utf8'));
    return imports.flatMap((found) => problemOf(seam, file, found) ?? []);
  });
}

function filesIn(root: string): string[] {
  return Object.keys(allowed)
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !isForeign(file))
    .sort();
}

/** The programs of the corpus are written three times; two of them are not ours to check. */
function isForeign(file: string): boolean {
  return /^(shared\/programs|docs\/site)\/|\/node_modules\//.test(file);
}

function problemOf(seam: Seam, file: string, { specifier, line }: Import): string | undefined {
  const target = resolveImport(seam, file, specifier);
  const problem =
    bypass(seam, file, target) ?? wrongWay(seam, file, target) ?? bound(seam, file, specifier);
  return problem && `${file}:${line}: import '${specifier}': ${problem}`;
}

/** A module that has a key is imported by it alone. */
function bypass(seam: Seam, file: string, target: string | undefined): string | undefined {
  const key = target && seam.keyOf.get(target);
  if (key === undefined || target === undefined || isTestOf(file, target)) return undefined;
  return `${target} has a key; import '${key}'`;
}

/** A test that lies beside a provider tests that one, whichever the key leads to. */
function isTestOf(file: string, target: string): boolean {
  return file === target.replace(/\.ts$/, '.test.ts');
}

function wrongWay(seam: Seam, file: string, target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  const [from] = file.split('/', 1);
  const to = folderOf(seam, target);
  if (to in allowed && !allowed[from].includes(to)) return `${from}/ never imports ${to}/`;
  return to === 'mine' ? `nothing imports mine/; import the key of the file` : undefined;
}

/** The folder that an import leads to. A key leads to where its reference lies. */
function folderOf(seam: Seam, target: string): string {
  const file = seam.keys.get(target)?.default ?? target;
  return posix.normalize(file).split('/', 1)[0];
}

/** Packages that a file with holes may import: what it is about, not what could do its work. */
const packagesForAll = ['koffi'];

/** A file with holes works in `solutions/`, `labs/` and `mine/` alike. */
function bound(seam: Seam, file: string, specifier: string): string | undefined {
  const mayImport = /^#((shared|vm)\/|llvm$)/.test(specifier) || packagesForAll.includes(specifier);
  if (mayImport || !seam.withHoles.has(file)) return undefined;
  return `a file with holes imports only '#shared/…', '#vm/…', '#llvm' and ${packagesForAll.join(', ')}, so that it works in mine/ as it is`;
}
