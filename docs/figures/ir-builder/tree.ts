/** Task 03.1: the tree of an expression, and the instructions in the order in which they come of it. */
import type { Expression } from '#shared/lox/syntax.ts';
import { arrow, box, drawing, LINE, label } from '../drawing.ts';
import { blocksOf, functionOf } from './numbers-ir.ts';

const SOURCE = 'fun f(a, b) { return a * b - (a = b) / 4; }';

const LEVEL = 52;
const COLUMN = 46;
const TOP = 60;
const CODE_X = 420;

/** A node, where it is drawn. */
interface Drawn {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly children: readonly Drawn[];
  /** Which instruction comes of it, counted from 0; −1: none. */
  readonly instruction: number;
}

/** Draws the figure. */
export function drawTree(): string {
  const statement = functionOf(SOURCE).body[0];
  if (statement.kind !== 'return' || statement.value === undefined) throw new Error('No return');
  const place = { leaf: 0, instruction: 0 };
  const root = layOut(statement.value, 0, place);
  const [{ lines }] = blocksOf(SOURCE);
  return drawing(
    760,
    TOP + 4 * LEVEL + 20,
    'The tree of a * b - (a = b) / 4, and its instructions',
    [
      label(10, 24, 'the tree', 'strong'),
      label(CODE_X, 24, 'instructions, numbered in the tree', 'strong'),
      ...drawNode(root),
      ...lines.map((line, index) =>
        box(
          CODE_X,
          TOP + index * 34,
          330,
          `${index < place.instruction ? index + 1 : ' '}  ${line}`,
          index < place.instruction ? 'second' : 'quiet',
        ),
      ),
      label(
        CODE_X,
        TOP + lines.length * 34 + 20,
        '%0 is a, %1 is b; assigning emits nothing:',
        'quiet',
      ),
      label(
        CODE_X,
        TOP + lines.length * 34 + 38,
        'from there on the name a stands for %1',
        'quiet',
      ),
    ],
  );
}

/** Leaves from left to right, operators above the middle of their operands. Operands come first. */
function layOut(
  expression: Expression,
  depth: number,
  place: { leaf: number; instruction: number },
): Drawn {
  const [text, operands] = partsOf(expression);
  const children = operands.map((operand) => layOut(operand, depth + 1, place));
  const isLeaf = children.length === 0;
  const x = isLeaf
    ? 10 + place.leaf++ * 2 * COLUMN
    : (children[0].x + (children.at(-1)?.x ?? 0)) / 2;
  const emits = expression.kind === 'binary';
  return {
    text,
    x,
    y: TOP + depth * LEVEL,
    children,
    instruction: emits ? place.instruction++ : -1,
  };
}

function partsOf(expression: Expression): [text: string, operands: readonly Expression[]] {
  switch (expression.kind) {
    case 'group':
      return partsOf(expression.expression);
    case 'binary':
      return [expression.operator, [expression.left, expression.right]];
    case 'assign':
      return [`${expression.name.text} =`, [expression.value]];
    case 'variable':
      return [expression.name.text, []];
    case 'literal':
      return [`${expression.value}`, []];
    default:
      throw new Error(`This figure has no ${expression.kind}`);
  }
}

function drawNode({ text, x, y, children, instruction }: Drawn): string[] {
  const emits = instruction >= 0;
  return [
    ...children.map((child) => arrow([x + 30, y + LINE], [child.x + 30, child.y - 2])),
    box(x, y, 62, emits ? `${text}   ${instruction + 1}` : text, emits ? 'second' : 'first'),
    ...children.flatMap(drawNode),
  ];
}
