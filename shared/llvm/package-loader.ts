/** Loads the npm package `llvm-bindings`, where it has been built. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '#shared/setup/project.mjs';
import type * as binding from './namespace.ts';

/** Where `npm run llvm-bindings` installs the package. */
const folder = join(cacheFolder, 'llvm-bindings');

/** The file that it builds. */
const addon = join(folder, 'node_modules/llvm-bindings/build/Release/llvm-bindings.node');

/** Whether the package has been built. */
export const isPackageBuilt = existsSync(addon);

/**
 * What the package exports. It is described by our binding's types, since the
 * binding has the package's names and call shapes; some of them are only in
 * the binding, and `package-provider.ts` adds those.
 * @throws Error naming the command that builds it
 */
export function loadPackage(): PackageExports {
  if (!isPackageBuilt) {
    throw new Error('The npm package llvm-bindings is not built here: npm run llvm-bindings');
  }
  return createRequire(join(folder, 'package.json'))('llvm-bindings') as PackageExports;
}

/** What the package has under the same names as our binding, and what only it has. */
export type PackageExports = Omit<typeof binding, 'Intrinsic'> & PackageOwn;

/** What our binding has not, or has otherwise. */
export interface PackageOwn {
  readonly ConstantExpr: {
    /** A constant as one of another type, without an instruction. */
    getBitCast(constant: binding.Constant, type: binding.Type): binding.Constant;
  };
  /** The numbers of the intrinsics, by name. */
  readonly Intrinsic: Readonly<Record<string, number>> & {
    /** The declaration of an intrinsic in a module. */
    getDeclaration(
      module: binding.Module,
      id: number,
      types: readonly binding.Type[],
    ): binding.Function;
  };
}
