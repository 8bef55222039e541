/**
 * A lint: every call says the same calling convention as its callee. LLVM's
 * verifier lets others pass, and its optimizer then takes the call, and all
 * that follows, for something that cannot happen, and removes it.
 */
import { InvalidModule } from './errors.ts';
import { functionRefs, type Module } from './module.ts';
import { c } from './symbols.ts';

/**
 * Checks that every direct call of a module's functions has its callee's calling convention.
 * @throws InvalidModule naming caller and callee of the first call that differs
 */
export function checkCallingConventions(module: Module): void {
  for (const callee of functionRefs(module)) checkCallsOf(callee);
}

/** Looks at the uses of a function: the direct calls are among them. */
function checkCallsOf(callee: number): void {
  let use = c.LLVMGetFirstUse(callee);
  if (use === 0) return;
  const convention = c.LLVMGetFunctionCallConv(callee);
  for (; use !== 0; use = c.LLVMGetNextUse(use)) {
    const call = c.LLVMGetUser(use);
    if (!calls(call, callee)) continue;
    const called = c.LLVMGetInstructionCallConv(call);
    if (called !== convention) throw mismatch(call, called, callee, convention);
  }
}

/** Whether an instruction calls a function, and does not only pass it on. */
function calls(user: number, callee: number): boolean {
  const isCall = c.LLVMIsACallInst(user) !== 0 || c.LLVMIsAInvokeInst(user) !== 0;
  return isCall && c.LLVMGetCalledValue(user) === callee;
}

function mismatch(call: number, called: number, callee: number, declared: number): InvalidModule {
  const caller = c.LLVMGetBasicBlockParent(c.LLVMGetInstructionParent(call));
  const callerName = c.LLVMGetValueName2(caller, [0]);
  const calleeName = c.LLVMGetValueName2(callee, [0]);
  return new InvalidModule(
    callerName,
    `'${callerName}' calls '${calleeName}' with calling convention ${called}, ` +
      `but '${calleeName}' has ${declared}; set the same on both`,
  );
}
