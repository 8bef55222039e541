/**
 * What a bundle for a child may be made of. Two rules: nothing is imported from
 * outside of the child's tree, and a student's files import only what their
 * skeleton could.
 */
import { isBuiltin } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';

/** Built-in modules that are of use in a lab, and of no use for getting out of it. */
const harmless = ['assert', 'assert/strict', 'buffer', 'os', 'path', 'perf_hooks', 'util'];

const allowed = `'#shared/…', '#vm/…', '#llvm', koffi and ${harmless.map((name) => `node:${name}`).join(', ')}`;

/** Marks the guard's own question to esbuild. */
const ASKED = Symbol('asked by the guard');

export interface GuardNeeds {
  readonly tree: string;
  /** The students' files, absolute. */
  readonly students: ReadonlySet<string>;
  /** Leave all imports of students' files out: only they themselves are looked at. */
  readonly shallow: boolean;
}

/** The plugin that holds the rules. */
export function importGuard(needs: GuardNeeds): Plugin {
  return {
    name: 'import-guard',
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === ASKED || args.kind === 'entry-point') return undefined;
        if (args.path === 'koffi') return { path: 'koffi', external: true };
        if (needs.students.has(args.importer)) return resolveForStudent(build, args, needs);
        return resolveForTree(build, args, needs);
      });
    },
  };
}

async function resolveForStudent(
  build: PluginBuild,
  args: OnResolveArgs,
  needs: GuardNeeds,
): Promise<OnResolveResult> {
  const refused = refusal(args, needs);
  if (refused !== undefined) return { errors: [{ text: refused }] };
  const found = await resolveForTree(build, args, needs);
  // What another file of the lab lacks is that file's problem.
  const isShared = args.path.startsWith('#shared/');
  if (!needs.shallow || (isShared && found.errors?.length)) return found;
  return { path: args.path, external: true };
}

/** Why a student's file may not import this; undefined when it may. */
function refusal({ path, importer }: OnResolveArgs, { students }: GuardNeeds): string | undefined {
  const what = `the import of '${path}' is refused`;
  if (/^#(solutions|grader)\//.test(path) || /(^|\/)solutions\//.test(path)) {
    return `${what}: the reference is closed while a lab is graded`;
  }
  if (isBuiltin(path)) {
    const isHarmless = harmless.includes(path.replace(/^node:/, ''));
    return isHarmless ? undefined : `${what}: a lab's files may import ${allowed}`;
  }
  if (/^#((shared|vm)\/|llvm$)/.test(path)) return undefined;
  const isRelative = path.startsWith('.') || isAbsolute(path);
  if (isRelative && students.has(resolve(dirname(importer), path))) return undefined;
  if (isRelative) return `${what}: only the files that belong to the lab are graded`;
  return `${what}: a lab's files may import ${allowed}`;
}

/** Resolves as Node would, and looks where that leads. */
async function resolveForTree(
  build: PluginBuild,
  { path, importer, resolveDir, kind }: OnResolveArgs,
  { tree }: GuardNeeds,
): Promise<OnResolveResult> {
  if (isBuiltin(path)) return { path, external: true };
  const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: ASKED });
  if (found.errors.length > 0) return { errors: [{ text: `'${path}' cannot be found` }] };
  if (isInside(tree, found.path)) return { path: found.path };
  return { errors: [{ text: `the import of '${path}' leaves the graded tree` }] };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith('..') && !isAbsolute(path) && join(folder, path) === file;
}
