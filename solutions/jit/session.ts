/**
 * LLVM at work in one thread: one JIT serves all VMs there. Code knows nothing
 * of any of them: it is given the address of linear memory, and the symbols of
 * runtime functions stand for those of whichever VM has entered native code.
 *
 *     machine code          symbol            address of       calls
 *     call runtime.add ───▶ runtime.add ────▶ a callback ────▶ session.runtime.functions.add
 */
import llvm from '#llvm';
import type * as contract from '#shared/contracts/jit/session.ts';
import {
  type Enter,
  type RuntimeFunction,
  type RuntimeName,
  runtimeNames,
  type Session,
} from '#shared/contracts/native.ts';
import type { LLJIT, TargetMachine } from '#shared/llvm/namespace.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import { cachedObject } from '#shared/native/object-cache.ts';
import { SUPPORT_PASSES, TARGET } from '#shared/native/passes.ts';
import { runtimeSymbol, supportSymbol } from '#shared/native/signatures.ts';
import { buildSupport } from '#vm/jit/support';

let session: Session | undefined;

/** The session of this thread, begun when it is first asked for. @throws LlvmUnavailable */
export function startSession(): Session {
  session ??= createSession();
  return session;
}

/** The runtime function of that name, of the VM that has entered native code. */
function runtimeFunction(name: RuntimeName): RuntimeFunction {
  const runtime = session?.runtime;
  if (runtime === undefined) throw new Error('Native code runs outside of any VM');
  return runtime.functions[name];
}

/**
 * Begins the session: a JIT that knows the runtime functions by their symbols
 * and has the support functions. `stub` is the address of the support function
 * of that name, and `enter` calls the one called `enter`, whose address
 * `callable` makes a function of. Nobody has entered native code yet. The target
 * machine is for functions, by `TARGET`.
 *
 * @lab 05.1 Begin a session
 */
function createSession(): Session {
  const jit = new llvm.LLJIT();
  const machine = new llvm.TargetMachine(TARGET);
  jit.defineAbsolute(registerRuntime());
  addSupport(jit, machine);
  return {
    jit,
    machine,
    stub: jit.lookup(supportSymbol('stub')),
    enter: callable(jit.lookup(supportSymbol('enter'))),
    runtime: undefined,
    functions: 0,
  };
}

/**
 * Makes native functions of all `runtimeNames`. Machine code that calls the one
 * called `add` reaches `runtimeFunction('add')`; which VM's that is may be
 * another one each time, so it is asked when it is called. koffi makes a native
 * function of a TypeScript function: `koffi.register(f, type)` returns its
 * address, a bigint. It is never freed, as code may call it as long as the
 * thread lives.
 * @returns their addresses, by `runtimeSymbol(name)`
 *
 * @lab 05.1 Give the runtime functions addresses
 */
function registerRuntime(): Record<string, number> {
  const type = runtimeType();
  const symbols: Record<string, number> = {};
  for (const name of runtimeNames) {
    const call: RuntimeFunction = (...operands) => runtimeFunction(name)(...operands);
    symbols[runtimeSymbol(name)] = Number(koffi.register(call, type));
  }
  return symbols;
}

/** The type of every runtime function for koffi: a pointer to `i32 (record, pc, top, a, b, c, d)`. */
function runtimeType() {
  const words = new Array<string>(7).fill('int32_t');
  return koffi.pointer(koffi.proto('int32_t', words));
}

/**
 * Adds the support functions to a JIT. They are the same each time, and so is their
 * object file: only who makes it needs a target machine that is thorough.
 */
function addSupport(jit: LLJIT, machine: TargetMachine): void {
  const context = new llvm.LLVMContext();
  try {
    const module = new llvm.Module('support', context);
    machine.configure(module);
    buildSupport(module);
    const { triple, cpu, features } = machine;
    const version = llvm.library().version.join('.');
    const source = [module.print(), SUPPORT_PASSES, triple, cpu, features, version];
    const object = cachedObject(source, () => {
      const thorough = new llvm.TargetMachine();
      try {
        llvm.runPasses(module, SUPPORT_PASSES, thorough);
        return thorough.emitObject(module);
      } finally {
        thorough.dispose();
      }
    });
    jit.addObject(object);
  } finally {
    context.dispose();
  }
}

/** The native function at an address, which has the trampoline's signature, as a TypeScript function. */
function callable(address: number): Enter {
  const addresses = ['uintptr_t', 'uintptr_t'];
  const words = ['int32_t', 'int32_t', 'int32_t'];
  const type = koffi.proto('int32_t', [...addresses, ...words]);
  return koffi.decode(BigInt(address), type) as Enter;
}

startSession satisfies typeof contract.startSession;
