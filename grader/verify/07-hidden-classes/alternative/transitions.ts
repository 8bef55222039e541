/**
 * Other transition trees: the fields of a shape are kept as a list beside it,
 * made when somebody first asks and thrown away at each collection, since names
 * move. New children go to the end of the list, and a collection builds all lists
 * anew from the parents.
 */
import type { Survivors } from '#shared/contracts/heap.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Transitions } from '#shared/contracts/objects.ts';
import type * as contract from '#shared/contracts/shapes/transitions.ts';
import type { Reference } from '#shared/contracts/values.ts';
import {
  FIELDS_SLOTS,
  Header,
  INSTANCE_FIELDS,
  Kind,
  Region,
  Shape,
  SIZE_SHIFT,
  SLOT_SIZE,
  State,
} from '#shared/memory/layout.ts';

type TransitionNeeds = Pick<Machine, 'memory' | 'heap' | 'events'>;

/** Makes the trees of shapes of one VM. */
export function createTransitions({ memory, heap, events }: TransitionNeeds): Transitions {
  const { i32 } = memory;
  const SHAPES = (Region.state + State.shapes) >> 2;
  const descriptors = new Map<number, ReadonlyMap<Reference, number>>();

  const get = (shape: number, field: number) => i32[(shape + field) >> 2];
  const set = (shape: number, field: number, value: number) => {
    i32[(shape + field) >> 2] = value;
  };

  function make(words: Readonly<Record<number, number>>): number {
    const shape = heap.allocateNonMoving(Shape.size);
    if (shape === 0) return 0;
    for (const [field, value] of Object.entries(words)) set(shape, Number(field), value);
    set(shape, Header.info, Kind.SHAPE | ((Shape.size >> 3) << SIZE_SHIFT));
    set(shape, Shape.next, i32[SHAPES]);
    i32[SHAPES] = shape;
    return shape;
  }

  function fieldsOf(shape: number): ReadonlyMap<Reference, number> {
    const known = descriptors.get(shape);
    if (known !== undefined) return known;
    const parent = get(shape, Shape.parent);
    const fields =
      parent === 0
        ? new Map<Reference, number>()
        : new Map([...fieldsOf(parent), [get(shape, Shape.name), get(shape, Shape.place)]]);
    descriptors.set(shape, fields);
    return fields;
  }

  /** Puts a child at the end of its parent's list. */
  function append(child: number): void {
    let link = get(child, Shape.parent) + Shape.children;
    while (i32[link >> 2] !== 0) link = i32[link >> 2] + Shape.sibling;
    i32[link >> 2] = child;
    set(child, Shape.sibling, 0);
  }

  heap.onCollection(({ lives }: Survivors) => {
    descriptors.clear();
    const living: number[] = [];
    for (let shape = i32[SHAPES]; shape !== 0; shape = get(shape, Shape.next)) {
      if (lives(shape)) living.push(shape);
    }
    for (const shape of living) set(shape, Shape.children, 0);
    for (const shape of living) if (get(shape, Shape.parent) !== 0) append(shape);
  });

  return {
    makeRoot(class_, slots) {
      const root = make({
        [Shape.class]: class_,
        [Shape.instanceBytes]: INSTANCE_FIELDS + slots * SLOT_SIZE,
      });
      if (root !== 0) set(root, Shape.root, root);
      return root;
    },
    placeOf: (shape, name) => fieldsOf(shape).get(name) ?? 0,
    after(shape, name) {
      for (let at = get(shape, Shape.children); at !== 0; at = get(at, Shape.sibling)) {
        if (get(at, Shape.name) === name) return at;
      }
      const root = get(shape, Shape.root);
      const number = get(shape, Shape.count);
      const slots = (get(root, Shape.instanceBytes) - INSTANCE_FIELDS) / SLOT_SIZE;
      const isInside = number < slots;
      const place = isInside
        ? INSTANCE_FIELDS + number * SLOT_SIZE
        : -(FIELDS_SLOTS + (number - slots) * SLOT_SIZE);
      const made = make({
        [Shape.class]: get(shape, Shape.class),
        [Shape.parent]: shape,
        [Shape.root]: root,
        [Shape.name]: name,
        [Shape.place]: place,
        [Shape.count]: number + 1,
        [Shape.inside]: isInside ? number + 1 : get(shape, Shape.inside),
      });
      if (made === 0) return 0;
      append(made);
      set(root, Shape.largest, Math.max(number + 1, get(root, Shape.largest)));
      events.emit('shape-transition', { from: shape, to: made, fields: number + 1 });
      return made;
    },
    dictionaryOf(shape) {
      const root = get(shape, Shape.root);
      if (get(root, Shape.dictionary) === 0) {
        const made = make({
          [Shape.class]: get(shape, Shape.class),
          [Shape.root]: root,
          [Shape.isDictionary]: 1,
        });
        set(root, Shape.dictionary, made);
      }
      return get(root, Shape.dictionary);
    },
  };
}

createTransitions satisfies typeof contract.createTransitions;
