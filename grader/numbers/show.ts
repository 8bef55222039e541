/**
 * Functions of numbers for people: what becomes of them on the way from Lox to
 * machine code. What the student has not done yet is left out, and said.
 */
import llvm from '#llvm';
import { UnfinishedError } from '#shared/contracts/unfinished.ts';
import { createReporter, diagnosticsOf, formatDiagnostic } from '#shared/lox/diagnostics.ts';
import { parseScript } from '#shared/lox/parse-statement.ts';
import type { FunctionDeclaration } from '#shared/lox/syntax.ts';
import koffi from '#shared/memory/foreign-calls.ts';
import { emitFunctions, emitNumber } from '#vm/ir/numbers';
import { faultsIn, passes } from '#vm/ir/pipeline';

/** What is shown: a heading, and a text below it. */
export type Section = readonly [heading: string, text: string];

/**
 * Compiles a program of functions of numbers, or an expression of a, b, c and d,
 * and calls the first function.
 * @param args what to call it with; none: it is not called
 */
export function showNumbers(text: string, args: readonly number[]): Section[] {
  const module = new llvm.Module('numbers', new llvm.LLVMContext());
  const first = emit(module, text, args.length);
  const sections: Section[] = [['IR', functionsOf(module.print())]];
  const fault = verify(module);
  if (fault !== undefined) return [...sections, fault];
  const target = new llvm.TargetMachine();
  const pipeline = orUnfinished(passes);
  if (pipeline instanceof UnfinishedError) sections.push(['IR after the passes', pipeline.message]);
  else {
    llvm.runPasses(module, pipeline, target);
    sections.push([`IR after ${pipeline}`, functionsOf(module.print())]);
  }
  sections.push(['machine code', codeOf(target.emitAssembly(module))]);
  if (args.length === 0) return sections;
  if (first.count !== args.length) {
    return [...sections, ['result', `${first.name} takes ${first.count} arguments`]];
  }
  const jit = new llvm.LLJIT();
  jit.addModule(module);
  const type = koffi.proto('double', new Array<string>(args.length).fill('double'));
  const call = koffi.decode(BigInt(jit.lookup(first.name)), type) as (...args: number[]) => number;
  return [...sections, [`${first.name}(${args.join(', ')})`, `${call(...args)}`]];
}

/** The variables that an expression may have. */
const VARIABLES = ['a', 'b', 'c', 'd'];

/** Adds the functions to a module. Returns the name of the first, and how many parameters it has. */
function emit(module: llvm.Module, text: string, argumentCount: number) {
  if (!/^\s*fun\b/.test(text)) {
    const count =
      argumentCount === 0 ? VARIABLES.length : Math.min(argumentCount, VARIABLES.length);
    emitAround(module, text, VARIABLES.slice(0, count));
    return { name: 'f', count };
  }
  const declarations = declarationsIn(text);
  emitFunctions(module, declarations, new Map());
  return { name: declarations[0].name.text, count: declarations[0].parameters.length };
}

/** A function around an expression, which needs nothing of the student's but what expressions do. */
function emitAround(module: llvm.Module, text: string, names: readonly string[]): void {
  const context = module.getContext();
  const builder = new llvm.IRBuilder(context);
  const double = builder.getDoubleTy();
  const type = llvm.FunctionType.get(double, new Array(names.length).fill(double), false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const fn = llvm.Function.Create(type, ExternalLinkage, 'f', module);
  const block = (title: string) => llvm.BasicBlock.Create(context, title, fn);
  builder.SetInsertPoint(block('entry'));
  const variables = new Map<string, llvm.Value>();
  for (const [index, name] of names.entries()) variables.set(name, fn.getArg(index));
  const [statement] = declarationsIn(`fun f() { ${text}; }`)[0].body;
  if (statement.kind !== 'expression') throw new Error(`This is no expression: ${text}`);
  const code = { builder, variables, functions: new Map(), natives: new Map(), block };
  builder.CreateRet(emitNumber(code, statement.expression));
}

function declarationsIn(text: string): FunctionDeclaration[] {
  const reporter = createReporter(text);
  const { body } = parseScript(reporter);
  if (reporter.findings.length > 0) {
    throw new Error(diagnosticsOf(reporter).map(formatDiagnostic).join('\n'));
  }
  return body.filter((statement) => statement.kind === 'function');
}

/** What the verifier has to say, if it has something to say. */
function verify(module: llvm.Module): Section | undefined {
  try {
    llvm.runPasses(module, 'verify');
    return undefined;
  } catch (error) {
    if (!(error instanceof llvm.InvalidModule)) throw error;
    const { diagnostic, functionName } = error;
    const faults = orUnfinished(() => faultsIn(diagnostic));
    const text =
      faults instanceof UnfinishedError
        ? diagnostic
        : faults.map(({ complaint, about }) => [complaint, ...about].join('\n    ')).join('\n');
    return [`the verifier, of ${functionName ?? 'the module'}`, text];
  }
}

function orUnfinished<Result>(ask: () => Result): Result | UnfinishedError {
  try {
    return ask();
  } catch (error) {
    if (error instanceof UnfinishedError) return error;
    throw error;
  }
}

/** The functions alone. */
function functionsOf(ir: string): string {
  return ir.slice(ir.indexOf('\ndefine ') + 1).replace(/\n(attributes|declare|;) [\s\S]*/, '');
}

/** Assembly without directives. */
function codeOf(assembly: string): string {
  return assembly
    .split('\n')
    .filter((line) => /^\s+[a-z]/.test(line) || /^(\.LBB|\w)[\w.]*:/.test(line))
    .map((line) => line.replaceAll('\t', '    ').replace(/\s+[#@;].*$/, ''))
    .join('\n');
}
