/** What can go wrong with LLVM: it is not there, it was held wrongly, it refused. */

/** No libLLVM of a supported version could be loaded. The message says what was looked for and how to get it. */
export class LlvmUnavailable extends Error {}

/**
 * A call that LLVM itself would answer with a crash, or with wrong code: an
 * object that is disposed, a value of another context, operands that do not
 * fit. The message begins with the class and method that was called.
 */
export class LlvmMisuse extends Error {
  /**
   * The message begins with the method.
   * @param method class and method, such as `IRBuilder.CreateAdd`
   */
  constructor(method: string, problem: string) {
    super(`${method}: ${problem}`);
  }
}

/** LLVM refused to do something; the message is its own. */
export class LlvmError extends Error {}

/** A module that LLVM's verifier or our own lint rejects. */
export class InvalidModule extends LlvmError {
  /** The function in which the fault lies; null when it lies in none. */
  readonly functionName: string | null;
  /** What the verifier says, with the instructions it says it of. */
  readonly diagnostic: string;

  constructor(functionName: string | null, diagnostic: string) {
    const where = functionName === null ? 'the module' : `function '${functionName}'`;
    super(`${where} is not valid IR: ${diagnostic.trim()}`);
    this.functionName = functionName;
    this.diagnostic = diagnostic;
  }
}
