/**
 * The shapes of a VM as plain data: the tree of each class as it lies in
 * memory. It reads, and changes nothing.
 */
import {
  ClassObject,
  Header,
  INSTANCE_FIELDS,
  Region,
  Shape,
  SLOT_SIZE,
  STRING_BYTES,
  State,
} from '../memory/layout.ts';
import type { LinearMemory } from '../memory/linear-memory.ts';

/** A shape, and those with one field more. */
export interface ShapeNode {
  /** Its offset. */
  readonly shape: number;
  /** The field that it has more than its parent; a root has none. */
  readonly field: string | undefined;
  /** The place of that field, as `Shape.place` says it. */
  readonly place: number;
  /** Number of fields, and how many of them lie in the instance. */
  readonly count: number;
  readonly inside: number;
  /** In the order in which they were made. */
  readonly children: readonly ShapeNode[];
  /** It is among its parent's children, but no shape any more: a mistake of the VM's. */
  readonly freed: boolean;
}

/** The shapes that are reached from one root. */
export interface ShapeTree {
  readonly className: string;
  readonly root: ShapeNode;
  /** Bytes of a new instance, and how many fields have room in it. */
  readonly instanceBytes: number;
  readonly slots: number;
  /** How many instances will be made before their size is decided anew; 0: it is settled. */
  readonly learning: number;
  /** The class has a newer root: no instance begins here any more. */
  readonly retired: boolean;
  /** Instances have become dictionaries. */
  readonly dictionary: boolean;
}

/** The trees of all classes, in the order in which their roots were made. */
export function readShapeTrees({ i32, u8 }: Pick<LinearMemory, 'i32' | 'u8'>): ShapeTree[] {
  const get = (object: number, field: number) => i32[(object + field) >> 2];
  /** Every shape, the oldest first, and which it is in this order. */
  const order = new Map<number, number>();
  for (const shape of chain().reverse()) order.set(shape, order.size);

  function chain(): number[] {
    const shapes: number[] = [];
    const first = i32[(Region.state + State.shapes) >> 2];
    for (let shape = first; shape !== 0; shape = get(shape, Shape.next)) shapes.push(shape);
    return shapes;
  }

  function text(string: number): string {
    const start = string + STRING_BYTES;
    return Buffer.from(u8.subarray(start, start + get(string, Header.meta))).toString();
  }

  function childrenOf(shape: number): number[] {
    const children = new Set<number>(); // a list that a mistake has closed to a ring ends, too
    let child = get(shape, Shape.children);
    while (child !== 0 && !children.has(child)) {
      children.add(child);
      child = order.has(child) ? get(child, Shape.sibling) : 0;
    }
    return [...children].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }

  function nodeOf(shape: number, above: ReadonlySet<number>): ShapeNode {
    const freed = !order.has(shape);
    const path = new Set(above).add(shape);
    return {
      shape,
      field: freed || get(shape, Shape.parent) === 0 ? undefined : text(get(shape, Shape.name)),
      place: freed ? 0 : get(shape, Shape.place),
      count: freed ? 0 : get(shape, Shape.count),
      inside: freed ? 0 : get(shape, Shape.inside),
      children: freed
        ? []
        : childrenOf(shape)
            .filter((child) => !path.has(child))
            .map((child) => nodeOf(child, path)),
      freed,
    };
  }

  function treeOf(root: number): ShapeTree {
    const class_ = get(root, Shape.class);
    const instanceBytes = get(root, Shape.instanceBytes);
    return {
      className: text(get(class_, ClassObject.name)),
      root: nodeOf(root, new Set()),
      instanceBytes,
      slots: (instanceBytes - INSTANCE_FIELDS) / SLOT_SIZE,
      learning: get(root, Shape.learning),
      retired: get(class_, ClassObject.shape) !== root,
      dictionary: get(root, Shape.dictionary) !== 0 || get(root, Shape.isDictionary) !== 0,
    };
  }

  return [...order.keys()].filter((shape) => get(shape, Shape.root) === shape).map(treeOf);
}
