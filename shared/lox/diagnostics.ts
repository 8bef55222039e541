/**
 * Compile errors, worded and placed as in clox.
 *
 * clox compiles in one pass and, after an error, stays silent until the
 * declaration at hand ends ("panic mode"): one mistake, one message. We run
 * three passes (parser, resolver, compiler), so the silence has to reach from
 * one pass into another. Every error therefore records where it ends:
 *
 *     { var a = a + ; print b }
 *               ^ resolver: silent up to the `;`
 *                   ^ parser: within that silence, so it is dropped
 *                             ^ parser: a declaration of its own, so it counts
 */
import { lineOf, type Span, textOf } from './source.ts';

/** One compile error. */
export interface Diagnostic {
  /** The offending token; empty at the end of input. */
  readonly span: Span;
  /** The line on which the token ends, from 1. */
  readonly line: number;
  /** `at 'x'`, `at end`, or empty for characters that are no token. */
  readonly where: string;
  readonly message: string;
}

/** An error and the offset at which the silence after it ends. */
interface Finding {
  readonly diagnostic: Diagnostic;
  silentUntil: number;
}

/** Collects the errors of one compilation. */
export interface Reporter {
  readonly source: string;
  /** What was found, in the order in which it was reported. */
  readonly findings: Finding[];
  /** Whether the declaration at hand already had its error. */
  panicking: boolean;
}

/** A reporter that has found nothing yet. */
export function createReporter(source: string): Reporter {
  return { source, findings: [], panicking: false };
}

/**
 * Reports an error at a token, unless the declaration at hand already had one.
 * `where` is found from the span; scanner errors pass an empty one.
 */
export function report(
  reporter: Reporter,
  span: Span,
  message: string,
  where: string = whereOf(reporter.source, span),
): void {
  if (reporter.panicking) return;
  const diagnostic = { span, line: lineOf(span), where, message };
  reporter.findings.push({ diagnostic, silentUntil: Number.POSITIVE_INFINITY });
  reporter.panicking = true;
}

function whereOf(source: string, span: Span): string {
  const text = textOf(source, span);
  return text === '' ? 'at end' : `at '${text}'`;
}

/** Ends the silence: the declaration at hand ends at this offset. */
export function endDeclaration(reporter: Reporter, offset: number): void {
  if (!reporter.panicking) return;
  reporter.panicking = false;
  reporter.findings[reporter.findings.length - 1].silentUntil = offset;
}

/** Starts the next pass: it is not silent to begin with, even where the one before gave up. */
export function beginPass(reporter: Reporter): void {
  reporter.panicking = false;
}

/** All errors by position, at most one on a spot, without those in the silence after another. */
export function diagnosticsOf(reporter: Reporter): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  let silentUntil = 0;
  for (const finding of reporter.findings.toSorted((a, b) => startOf(a) - startOf(b))) {
    const start = startOf(finding);
    if (start < silentUntil || start === diagnostics.at(-1)?.span.start.offset) continue;
    diagnostics.push(finding.diagnostic);
    silentUntil = finding.silentUntil;
  }
  return diagnostics;
}

function startOf(finding: Finding): number {
  return finding.diagnostic.span.start.offset;
}

/** The error as clox prints it: `[line 3] Error at 'x': Expect expression.` */
export function formatDiagnostic({ line, where, message }: Diagnostic): string {
  return `[line ${line}] Error${where === '' ? '' : ` ${where}`}: ${message}`;
}

/**
 * Whether the program is right as far as it goes and merely ends too early,
 * inside a block, a parenthesis, a string or a statement. A REPL then asks for
 * the next line instead of complaining.
 */
export function isIncomplete(diagnostics: readonly Diagnostic[]): boolean {
  if (diagnostics.length === 0) return false;
  const { where, message } = diagnostics[0];
  return where === 'at end' || message === 'Unterminated string.';
}
