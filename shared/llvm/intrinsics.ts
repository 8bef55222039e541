/** LLVM's own functions, such as `llvm.sqrt.f64`: the code generator knows them. */
import { LlvmMisuse } from './errors.ts';
import type { LlvmFunction } from './functions.ts';
import { checkModule, type Module } from './module.ts';
import { listAt } from './scratch.ts';
import { c } from './symbols.ts';
import { checkTypes, type Type } from './types.ts';

/**
 * The intrinsics by the names that they have in C++. Those that are not here
 * are not offered: with the wrong number of types LLVM would crash.
 */
export const Intrinsic = {
  abs: 'llvm.abs',
  assume: 'llvm.assume',
  bitreverse: 'llvm.bitreverse',
  bswap: 'llvm.bswap',
  ceil: 'llvm.ceil',
  copysign: 'llvm.copysign',
  cos: 'llvm.cos',
  ctlz: 'llvm.ctlz',
  ctpop: 'llvm.ctpop',
  cttz: 'llvm.cttz',
  debugtrap: 'llvm.debugtrap',
  donothing: 'llvm.donothing',
  exp: 'llvm.exp',
  expect: 'llvm.expect',
  fabs: 'llvm.fabs',
  floor: 'llvm.floor',
  fma: 'llvm.fma',
  fptosi_sat: 'llvm.fptosi.sat',
  fptoui_sat: 'llvm.fptoui.sat',
  frameaddress: 'llvm.frameaddress',
  log: 'llvm.log',
  maxnum: 'llvm.maxnum',
  memcpy: 'llvm.memcpy',
  memmove: 'llvm.memmove',
  memset: 'llvm.memset',
  minnum: 'llvm.minnum',
  pow: 'llvm.pow',
  readcyclecounter: 'llvm.readcyclecounter',
  returnaddress: 'llvm.returnaddress',
  rint: 'llvm.rint',
  round: 'llvm.round',
  sadd_with_overflow: 'llvm.sadd.with.overflow',
  sin: 'llvm.sin',
  smax: 'llvm.smax',
  smin: 'llvm.smin',
  smul_with_overflow: 'llvm.smul.with.overflow',
  sqrt: 'llvm.sqrt',
  ssub_with_overflow: 'llvm.ssub.with.overflow',
  trap: 'llvm.trap',
  trunc: 'llvm.trunc',
  uadd_with_overflow: 'llvm.uadd.with.overflow',
  umax: 'llvm.umax',
  umin: 'llvm.umin',
  umul_with_overflow: 'llvm.umul.with.overflow',
  usub_with_overflow: 'llvm.usub.with.overflow',

  /**
   * The declaration of an intrinsic in a module; the same one each time.
   * @param types what stands for the types that it leaves open, such as `i64` for `bswap`
   * @throws LlvmMisuse when there is no such intrinsic, or it leaves another number of types open
   */
  getDeclaration(module: Module, id: string, types: readonly Type[] = []): LlvmFunction {
    return intrinsicDeclaration('Intrinsic.getDeclaration', module, id, types);
  },
} as const;

/** How many types an intrinsic leaves open, where that is not one. */
const openTypes: ReadonlyMap<string, number> = new Map([
  [Intrinsic.assume, 0],
  [Intrinsic.debugtrap, 0],
  [Intrinsic.donothing, 0],
  [Intrinsic.fptosi_sat, 2],
  [Intrinsic.fptoui_sat, 2],
  [Intrinsic.memcpy, 3],
  [Intrinsic.memmove, 3],
  [Intrinsic.memset, 2],
  [Intrinsic.readcyclecounter, 0],
  [Intrinsic.returnaddress, 0],
  [Intrinsic.trap, 0],
]);

const offered = new Set<unknown>(Object.values(Intrinsic));

/** As `Intrinsic.getDeclaration`; `method` is who asks for it. */
export function intrinsicDeclaration(
  method: string,
  module: Module,
  id: string,
  types: readonly Type[],
): LlvmFunction {
  checkModule(method, module);
  checkTypes(method, types);
  const number = c.LLVMLookupIntrinsicID(id, Buffer.byteLength(id));
  if (number === 0 || !offered.has(id)) throw new LlvmMisuse(method, `no intrinsic '${id}'`);
  const open = openTypes.get(id) ?? 1;
  if (types.length !== open) {
    throw new LlvmMisuse(method, `${id} takes ${open} types, not ${types.length}`);
  }
  const ref = c.LLVMGetIntrinsicDeclaration(module.ref, number, listAt(types), types.length);
  return module.functionAt(ref);
}
