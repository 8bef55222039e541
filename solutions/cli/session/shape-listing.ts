/** Trees of shapes as text, for `--dump shapes`. */
import type { ShapeNode, ShapeTree } from '#shared/runtime/shape-tree.ts';

/**
 * A tree for each class, a shape a line: the field that it has more than the one
 * that it comes from, that field's place, and how many fields it has. A shape comes
 * from the one above it; where several come from one, each begins a branch.
 *
 *     == Point: 3 slots, 40 bytes ==
 *     x     at 16          1 field
 *     y     at 24          2 fields
 *     ├─ z  at 32          3 fields
 *     │  u  at 8, outside  4 fields
 *     └─ w  at 32          3 fields
 */
export function listShapes(trees: readonly ShapeTree[]): string {
  if (trees.length === 0) return 'no classes\n';
  return trees.map((tree) => `${heading(tree)}\n${listTree(tree)}`).join('\n');
}

/** What is to be said of a class's tree as a whole. */
export function heading(tree: ShapeTree): string {
  return `== ${tree.className}: ${describeTree(tree).join(', ')} ==`;
}

/** The size of instances, and in which state the tree is. */
export function describeTree(tree: ShapeTree): string[] {
  const { slots, instanceBytes, learning, retired, dictionary } = tree;
  const said = [plural(slots, 'slot'), `${instanceBytes} bytes`];
  if (retired) said.push('retired');
  else if (learning > 0) said.push(`learning: ${learning} to go`);
  if (dictionary) said.push('with dictionaries');
  return said;
}

/** Where a shape's last field lies. */
export function describePlace({ place }: ShapeNode): string {
  return place < 0 ? `at ${-place}, outside` : `at ${place}`;
}

/** `1 field`, `2 fields`. */
export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function listTree({ root }: ShapeTree): string {
  const rows: (readonly [branch: string, place: string, count: string])[] = [];
  const add = (margin: string, node: ShapeNode): void => {
    if (node.freed) rows.push([`${margin}(freed)`, '', '']);
    else {
      rows.push([margin + node.field, describePlace(node), plural(node.count, 'field')]);
    }
  };
  const visit = ({ children }: ShapeNode, margin: string): void => {
    for (const [index, child] of children.entries()) {
      const isLast = index === children.length - 1;
      const [branch, below] =
        children.length === 1 ? ['', ''] : isLast ? ['└─ ', '   '] : ['├─ ', '│  '];
      add(margin + branch, child);
      visit(child, margin + below);
    }
  };
  visit(root, '');
  if (rows.length === 0) return 'no fields\n';
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => [...row[column]].length));
  const [first, second] = [width(0), width(1)];
  const line = ([branch, place, count]: (typeof rows)[number]) =>
    `${branch.padEnd(first)}  ${place.padEnd(second)}  ${count}`.trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}
