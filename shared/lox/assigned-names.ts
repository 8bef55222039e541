/** Which variables a piece of a program assigns. */
import type { Expression, Statement } from './syntax.ts';

/** The names of all variables that a statement or an expression may assign, functions in it left out. */
export function namesAssignedIn(node: Statement | Expression | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  collect(node, names);
  return names;
}

/** Every node is plain data, so its parts are found without knowing its kind. */
function collect(node: unknown, names: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { kind, name } = node as { readonly kind?: string; readonly name?: { text: string } };
  if (kind === 'function' || kind === 'class') return;
  if (kind === 'assign' && name !== undefined) names.add(name.text);
  for (const part of Object.values(node)) collect(part, names);
}
