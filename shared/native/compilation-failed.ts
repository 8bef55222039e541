/** LLVM's refusals, told as what they are about. */

/** What was made of a function was refused: invalid IR, a symbol that is missing, an object file that is none. */
export class CompilationFailed extends Error {
  /** The Lox function, as the program calls it, or `script`. */
  readonly functionName: string;

  /** @param cause what LLVM said */
  constructor(functionName: string, cause: Error) {
    super(`${functionName}() cannot be compiled: ${cause.message}`, { cause });
    this.functionName = functionName;
  }
}
