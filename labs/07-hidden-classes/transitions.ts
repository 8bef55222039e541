// Lab 07, Hidden classes: transitions.ts
//
// To start, run `npm run lab -- start 07`. It copies this file to mine/07-hidden-classes/;
// edit it there. The handout is labs/07-hidden-classes/README.md.

/**
 * Transition trees. All instances of a class begin with its root shape; adding
 * a field leads to the shape with one field more. Instances to which the same
 * fields were added in the same order have thus the same shape, without anybody
 * having to compare them.
 *
 *     class Point { init(x, y) { this.x = x; this.y = y; } }
 *
 *     Point: root ──x──▶ {x} ──y──▶ {x, y}
 *                                     ╲──z──▶ {x, y, z}      p.z = 1;
 *
 * A shape knows its parent and the field that it has more. So its fields are
 * found by going up: slow, and done once for each site, since caches remember.
 *
 * A parent does not keep its children alive: the collector frees the shapes
 * that no instance has and none of the living comes from.
 *
 * Source: Chambers, Ungar, Lee, *An Efficient Implementation of Self* (1989),
 * section 3.1, on maps; the tree is V8's.
 */
import type { Survivors } from '#shared/contracts/heap.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Transitions } from '#shared/contracts/objects.ts';
import type * as contract from '#shared/contracts/shapes/transitions.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Reference } from '#shared/contracts/values.ts';
import { Header, Kind, Region, Shape, SIZE_SHIFT, State } from '#shared/memory/layout.ts';

type TransitionNeeds = Pick<Machine, 'memory' | 'heap' | 'events'>;

/** Makes the trees of shapes of one VM. */
export function createTransitions({ memory, heap, events }: TransitionNeeds): Transitions {
  const { i32 } = memory;
  const SHAPES = (Region.state + State.shapes) >> 2;
  const { parent: PARENT, name: NAME, place: PLACE, root: ROOT } = Shape;
  const { children: CHILDREN, sibling: SIBLING } = Shape;

  const get = (shape: number, field: number) => i32[(shape + field) >> 2];
  const set = (shape: number, field: number, value: number) => {
    i32[(shape + field) >> 2] = value;
  };

  // Stands worked: a shape as all of them begin, in the chain that the collector goes through.
  function makeShape(class_: Reference): number {
    const shape = heap.allocateNonMoving(Shape.size);
    if (shape === 0) return 0;
    set(shape, Header.info, Kind.SHAPE | ((Shape.size >> 3) << SIZE_SHIFT));
    set(shape, Shape.class, class_);
    set(shape, Shape.next, i32[SHAPES]);
    i32[SHAPES] = shape;
    return shape;
  }

  /**
   * Task 07.1: Make a root.
   *
   * A root: it is its own `root`, and `instanceBytes` is the size of an instance
   * with room for so many fields. Everything else is 0, which memory that does not
   * move is when it is new.
   *
   * @returns 0 when an error is parked
   */
  function makeRoot(class_: Reference, slots: number): number {
    return unfinished('07.1');
  }

  /**
   * Task 07.2: Find a place.
   *
   * Goes up from the shape until the field's name is found, and gives its place. A
   * name is interned: it is the same if its offset is. A shape without a parent has
   * no fields, or is a dictionary, which has no places either: 0.
   */
  function placeOf(shape: number, name: Reference): number {
    return unfinished('07.2');
  }

  /** The child of a shape that has this field more, or 0. The first is in `children`, each knows its `sibling`. */
  function childOf(shape: number, name: Reference): number {
    let child = get(shape, CHILDREN);
    while (child !== 0 && get(child, NAME) !== name) child = get(child, SIBLING);
    return child;
  }

  /**
   * Task 07.2: Place a field.
   *
   * The place of the field that would be the shape's next, by its number, the
   * shape's `count`: in the instance, from INSTANCE_FIELDS on, a slot each.
   *
   * Task 07.5: as long as `instanceBytes` of the root has room; then in the overflow
   * object, from FIELDS_SLOTS on, and there the place is negative.
   */
  function nextPlace(shape: number): number {
    return unfinished('07.2');
  }

  /**
   * Task 07.2: Add a field.
   *
   * The shape with one field more. If the shape has such a child, that is it: this
   * is what makes instances share. Else the child is made, by `makeShape`, with its
   * `parent`, `root`, `name`, `place` and `count`, and put in front of its parent's
   * `children`. `inside` is one more than the parent's if the place is in the
   * instance.
   *
   * Task 07.6: the root notes in `largest` the most fields that any shape of its tree
   * has had.
   *
   * `events.emit('shape-transition', { from, to, fields })` lets `--trace` tell of it.
   *
   * @returns 0 when an error is parked
   */
  function after(shape: number, name: Reference): number {
    return unfinished('07.2');
  }

  /**
   * Task 07.7: Leave the tree.
   *
   * The shape of the class's instances that are dictionaries: a shape with
   * `isDictionary` and the `root`, and else like a new one. There is one for each
   * tree; the root keeps it in `dictionary`.
   *
   * @returns 0 when an error is parked
   */
  function dictionaryOf(shape: number): number {
    return unfinished('07.7');
  }

  /**
   * Task 07.4: Forget dead children.
   *
   * Takes the children that do not live out of each living shape's list, before
   * they are freed: their memory will be another shape's. All shapes are in the chain
   * that State.shapes begins.
   */
  function forgetDeadChildren({ lives }: Survivors): void {
    return unfinished('07.4');
  }

  heap.onCollection(forgetDeadChildren);

  return { makeRoot, placeOf, after, dictionaryOf };
}

createTransitions satisfies typeof contract.createTransitions;
