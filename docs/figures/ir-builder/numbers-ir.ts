/** Functions of numbers for figures: the IR that the reference makes of them. */

import llvm from '#llvm';
import { createReporter } from '#shared/lox/diagnostics.ts';
import { parseScript } from '#shared/lox/parse-statement.ts';
import type { FunctionDeclaration } from '#shared/lox/syntax.ts';
import { emitFunctions } from '#vm/ir/numbers';

/** A basic block as it is printed. */
export interface PrintedBlock {
  readonly label: string;
  readonly lines: readonly string[];
}

/** The tree of the only function of a program. */
export function functionOf(source: string): FunctionDeclaration {
  const [found] = parseScript(createReporter(source)).body;
  if (found?.kind !== 'function') throw new Error('The program of this figure has no function');
  return found;
}

/** The blocks of the only function of a program. */
export function blocksOf(source: string): PrintedBlock[] {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('figure', context);
  emitFunctions(module, [functionOf(source)], new Map());
  const text = module.print();
  context.dispose();
  const body = text.slice(text.indexOf('{\n') + 2, text.indexOf('\n}'));
  return body.split('\n\n').map((block) => {
    const [label, ...lines] = block.split('\n');
    return { label: label.replace(/:.*/, ''), lines: lines.map((line) => readable(line)) };
  });
}

/** Numbers as people write them. */
function readable(line: string): string {
  return line
    .trim()
    .replace(/(\d)\.(\d+)e\+00/g, (_, whole: string, part: string) =>
      Number(part) === 0 ? `${whole}.0` : `${whole}.${part.replace(/0+$/, '')}`,
    );
}
