/**
 * LLVM for Hotpath: `import llvm from '#llvm'`, then `new llvm.IRBuilder(context)`.
 * Names and call shapes are those of the npm package `llvm-bindings`, which are
 * those of LLVM's C++ tutorials; what that package lacks is added in their style.
 */
import * as llvm from './namespace.ts';

export * from './namespace.ts';
export { llvm };
export default llvm;
