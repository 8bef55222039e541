/** Verification: LLVM's own, and the one rule that it lacks. */
import { checkCallingConventions } from './calling-conventions.ts';
import { InvalidModule } from './errors.ts';
import type { LlvmFunction } from './functions.ts';
import { takeMessage } from './messages.ts';
import { checkModule, functionRefs, type Module } from './module.ts';
import { c } from './symbols.ts';
import { alive } from './values.ts';

/** The verifier tells the caller what it found, and does not print it or end the process. */
const RETURN_STATUS = 2;

/**
 * Checks a module. Whatever compiles or optimizes one does so first: LLVM's
 * passes and code generators crash on IR that is not valid.
 * @throws InvalidModule naming the function and what is wrong with it
 */
export function checkValid(method: string, module: Module): void {
  checkModule(method, module);
  const message: [number] = [0];
  const isBroken = c.LLVMVerifyModule(module.ref, RETURN_STATUS, message) !== 0;
  const diagnostic = takeMessage(message[0]);
  if (isBroken) throw new InvalidModule(brokenFunction(module), diagnostic);
  checkCallingConventions(module);
}

/** Name of the first function that is not valid; null when the fault is elsewhere. */
function brokenFunction(module: Module): string | null {
  for (const ref of functionRefs(module)) {
    const hasBody = c.LLVMIsDeclaration(ref) === 0;
    if (hasBody && c.LLVMVerifyFunction(ref, RETURN_STATUS) !== 0) {
      return c.LLVMGetValueName2(ref, [0]);
    }
  }
  return null;
}

/** Whether a module is broken, as in C++; `checkValid` says why. */
export function verifyModule(module: Module): boolean {
  try {
    checkValid('verifyModule', module);
    return false;
  } catch (error) {
    if (error instanceof InvalidModule) return true;
    throw error;
  }
}

/** Whether a function is broken, as in C++. */
export function verifyFunction(fn: LlvmFunction): boolean {
  return c.LLVMVerifyFunction(alive('verifyFunction', fn).ref, RETURN_STATUS) !== 0;
}
