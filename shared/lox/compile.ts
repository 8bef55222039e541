/**
 * The front end as one function: source text to bytecode.
 *
 *     source ──scanner──▶ tokens ──parser──▶ tree ──resolver──▶ bindings
 *                                             └──────compiler──────┴──▶ bytecode
 */
import type { BytecodeFunction } from './bytecode.ts';
import { compileScript } from './compile-statement.ts';
import { createReporter, type Diagnostic, diagnosticsOf } from './diagnostics.ts';
import { parseScript } from './parse-statement.ts';
import { resolveScript } from './resolver.ts';

/** A program's bytecode, or what is wrong with the program. */
export type CompileResult =
  | { readonly ok: true; readonly script: BytecodeFunction }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Compiles a Lox program. Never throws, whatever the source. */
export function compileLox(source: string): CompileResult {
  const reporter = createReporter(source);
  const tree = parseScript(reporter);
  const resolution = resolveScript(tree, reporter);
  if (reporter.findings.length === 0) {
    const script = compileScript(tree, resolution, reporter);
    if (reporter.findings.length === 0) return { ok: true, script };
  }
  return { ok: false, diagnostics: diagnosticsOf(reporter) };
}
