import { expect, test } from 'vitest';
import { compileLox } from '#shared/lox/compile.ts';
import { Region, Shape, State } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { readShapeTrees, type ShapeNode } from '#shared/runtime/shape-tree.ts';
import { createVm } from '../../vm.ts';

function machineAfter(source: string) {
  const vm = createVm(createOutput(() => {}));
  const compiled = compileLox(source);
  if (!compiled.ok || !vm.run(compiled.script).ok) throw new Error('the program does not run');
  return vm.machine;
}

const outline = ({ field, children }: ShapeNode): string =>
  `${field ?? 'root'}${children.length === 0 ? '' : `(${children.map(outline).join(' ')})`}`;

test('a tree has a node for each shape, in the order in which they were made', () => {
  const { memory } = machineAfter(`class Point {} var a = Point(); a.x = 1; a.y = 2;
    a = Point(); a.y = 1; a.x = 2; a = Point(); a.x = 1; a.z = 3; class Empty {}`);
  const trees = readShapeTrees(memory);
  expect(trees.map(({ className, root }) => [className, outline(root)])).toEqual([
    ['Point', 'root(x(y z) y(x))'],
    ['Empty', 'root'],
  ]);
  expect(trees[0]).toMatchObject({ slots: 8, instanceBytes: 80, retired: false });
  expect(trees[0].root.children[0].children[1]).toMatchObject({
    field: 'z',
    place: 24,
    count: 2,
    inside: 2,
    freed: false,
  });
});

test('a class that has got larger instances has two trees, the first retired', () => {
  const fields = Array.from({ length: 10 }, (_, index) => `w.f${index} = 0;`).join(' ');
  const { memory } = machineAfter(`class Wide {} fun make() { var w = Wide(); ${fields} return w; }
    for (var i = 0; i < 10; i = i + 1) make();`);
  expect(readShapeTrees(memory)).toMatchObject([
    { className: 'Wide', slots: 8, retired: true },
    { className: 'Wide', slots: 10, retired: false, learning: 0 },
  ]);
});

test('what a mistake has left behind is shown, and ends', () => {
  const { memory } = machineAfter('class Point {} var a = Point(); a.x = 1; a.y = 2;');
  const { i32 } = memory;
  const newest = i32[(Region.state + State.shapes) >> 2];
  i32[(Region.state + State.shapes) >> 2] = i32[(newest + Shape.next) >> 2]; // {x, y} is freed
  const [tree] = readShapeTrees(memory);
  const [x] = tree.root.children;
  expect(x.children).toMatchObject([{ freed: true, field: undefined }]);
  i32[(x.shape + Shape.sibling) >> 2] = x.shape; // its own sibling
  i32[(x.shape + Shape.children) >> 2] = x.shape; // and its own child
  expect(outline(readShapeTrees(memory)[0].root)).toBe('root(x)');
});
