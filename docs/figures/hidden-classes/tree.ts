/** Task 07.2: the tree of a class, as `--dump shapes.svg` draws it. */
import { readShapeTrees } from '#shared/runtime/shape-tree.ts';
import { drawShapes } from '#solutions/cli/session/shape-drawing.ts';
import { machineAfter } from './machine.ts';

const SOURCE = `class Point { init(x, y) { this.x = x; this.y = y; } }
var a = Point(1, 2);
var b = Point(3, 4);  b.z = 5;
var c = Point(6, 7);  c.name = "c";
class Pair {}
var d = Pair();  d.x = 1;  d.y = 2;
var e = Pair();  e.y = 1;  e.x = 2;`;

/** Draws the figure. */
export function drawTree(): string {
  return drawShapes(readShapeTrees(machineAfter(SOURCE).memory));
}
