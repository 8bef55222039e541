/**
 * Compile errors, worded and placed as in clox.
 *
 * clox compiles in one pass and, after an error, stays silent until a
 * declaration ends ("panic mode"): one mistake, one message. We run three
 * passes (parser, resolver, compiler), so the silence has to reach from one
 * pass into another. The ends of declarations divide every pass into the same
 * periods, and of all errors in a period only the first counts:
 *
 *     {  var a = a + ;   print b   }
 *     └────────┬──────┘└────┬─────┘
 *           period 0     period 1      the block's own end follows
 *
 * In period 0 the resolver finds that `a` is read in its own initializer, and
 * the parser that an operand is missing: the first one is reported. The missing
 * `;` in period 1 is reported, too.
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

/** An error and when it was found. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** How many declarations of the program had ended by then. */
  readonly period: number;
  /** Start of the token that the pass had reached by then. */
  readonly noticedAt: number;
}

/** Collects the errors of one compilation. */
export interface Reporter {
  readonly source: string;
  /** What was found, pass by pass. */
  readonly findings: Finding[];
  /** How many declarations the pass at hand has left behind. */
  period: number;
  /** Whether the pass at hand stays silent because it had an error. */
  panicking: boolean;
}

/** A reporter that has found nothing yet. */
export function createReporter(source: string): Reporter {
  return { source, findings: [], period: 0, panicking: false };
}

/** Reports an error at a token, unless an error came before it and no declaration has ended since. */
export function report(reporter: Reporter, span: Span, message: string): void {
  const text = textOf(reporter.source, span);
  addFinding(reporter, span, text === '' ? 'at end' : `at '${text}'`, message, span);
}

/** Reports characters that are no token; `reached` is the last token ahead of them. */
export function reportNoToken(
  reporter: Reporter,
  span: Span,
  message: string,
  reached: Span,
): void {
  addFinding(reporter, span, '', message, reached);
}

function addFinding(
  reporter: Reporter,
  span: Span,
  where: string,
  message: string,
  reached: Span,
): void {
  if (reporter.panicking) return;
  const diagnostic = { span, line: lineOf(span), where, message };
  const { period } = reporter;
  reporter.findings.push({ diagnostic, period, noticedAt: reached.start.offset });
  reporter.panicking = true;
}

/** Ends a declaration, and with it the silence. Every pass must call this for the same declarations. */
export function endDeclaration(reporter: Reporter): void {
  reporter.period++;
  reporter.panicking = false;
}

/** Starts the next pass over the program. */
export function beginPass(reporter: Reporter): void {
  reporter.period = 0;
  reporter.panicking = false;
}

/** All errors by position: the first of each period, and none of them twice on one spot. */
export function diagnosticsOf(reporter: Reporter): readonly Diagnostic[] {
  const first = new Map<number, Finding>();
  for (const finding of reporter.findings) {
    const other = first.get(finding.period);
    if (other === undefined || finding.noticedAt < other.noticedAt) {
      first.set(finding.period, finding);
    }
  }
  return Array.from(first.values(), ({ diagnostic }) => diagnostic)
    .sort((a, b) => startOf(a) - startOf(b))
    .filter((diagnostic, index, all) => !isSame(diagnostic, all[index - 1]));
}

function startOf(diagnostic: Diagnostic): number {
  return diagnostic.span.start.offset;
}

function isSame(diagnostic: Diagnostic, other: Diagnostic | undefined): boolean {
  if (other === undefined) return false;
  return startOf(diagnostic) === startOf(other) && diagnostic.message === other.message;
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
