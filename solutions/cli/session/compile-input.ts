/** Compiling what a session is given: a whole program, or what somebody types. */
import { type CompileResult, compileLox } from '#shared/lox/compile.ts';
import { isIncomplete } from '#shared/lox/diagnostics.ts';

/** A compile result, and the source that it belongs to. */
export interface CompiledInput {
  readonly source: string;
  readonly result: CompileResult;
  /** Whether more lines could make it a program. */
  readonly incomplete: boolean;
}

/**
 * Compiles a source. One that was typed may also be a bare expression, which
 * stands for printing its value: `1 + 2` is taken as `print (1 + 2);`.
 */
export function compileInput(source: string, interactive: boolean): CompiledInput {
  const result = compileLox(source);
  if (result.ok || !interactive) return { source, result, incomplete: false };
  // A comment, should there be one, has to end ahead of the parenthesis.
  const printing = `print (${source}${source.includes('//') ? '\n' : ''});`;
  const printed = compileLox(printing);
  if (printed.ok) return { source: printing, result: printed, incomplete: false };
  return { source, result, incomplete: isIncomplete(result.diagnostics) };
}
