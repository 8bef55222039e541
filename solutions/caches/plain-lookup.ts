/**
 * Property access without inline caches: every site looks every name up, every
 * time. Fields come first, so a field shadows a method; then the methods of
 * the class, which hold all inherited ones.
 *
 * It is what a VM does before it learns from its sites, and what the lab on
 * inline caches measures itself against.
 */
import type * as contract from '#shared/contracts/caches/property-access.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { FAILED, type PropertyAccess } from '#shared/contracts/objects.ts';
import type { Reference, Slot } from '#shared/contracts/values.ts';
import { BoundMethod, ClassObject, Kind, SLOT_SIZE } from '#shared/memory/layout.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';

type LookupNeeds = Pick<
  Machine,
  'memory' | 'values' | 'heap' | 'handles' | 'strings' | 'tables' | 'fields' | 'errors'
>;

/** Makes the property access of one VM. */
export function createPropertyAccess(machine: LookupNeeds): PropertyAccess {
  const { memory, values, heap, handles, strings, tables, fields, errors } = machine;
  const { i32 } = memory;
  const { copy, referenceAt, setReference } = values;
  const isKind = createIsKind(memory, values);
  const METHODS = ClassObject.methods;
  const INSTANCE = Kind.INSTANCE;

  function undefinedProperty(name: Slot): false {
    return errors.raise(`Undefined property '${strings.textOf(referenceAt(name))}'.`);
  }

  /** The slot of a class's method, or 0. */
  function methodIn(klass: Reference, name: Slot): Slot {
    return tables.find(i32[(klass + METHODS) >> 2], referenceAt(name));
  }

  /** Replaces the instance in the slot by its bound method. */
  function bind(instance: Slot, method: Slot): boolean {
    const held = handles.hold(referenceAt(method));
    const bound = heap.allocate(Kind.BOUND_METHOD, 0, BoundMethod.size);
    if (bound !== 0) {
      i32[(bound + BoundMethod.method) >> 2] = referenceAt(held);
      copy(bound + BoundMethod.receiver, instance);
      setReference(instance, bound);
    }
    handles.release(held);
    return bound !== 0;
  }

  return {
    get(_site, name, object) {
      if (!isKind(object, INSTANCE)) return errors.raise('Only instances have properties.');
      const instance = referenceAt(object);
      const field = fields.find(instance, referenceAt(name));
      if (field !== 0) {
        copy(object, field);
        return true;
      }
      const method = methodIn(fields.classOf(instance), name);
      return method === 0 ? undefinedProperty(name) : bind(object, method);
    },

    set(_site, name, object) {
      if (!isKind(object, INSTANCE)) return errors.raise('Only instances have fields.');
      const value = object + SLOT_SIZE;
      if (!fields.set(object, name, value)) return false;
      copy(object, value);
      return true;
    },

    method(_site, name, receiver) {
      if (!isKind(receiver, INSTANCE)) {
        errors.raise('Only instances have methods.');
        return FAILED;
      }
      const instance = referenceAt(receiver);
      const field = fields.find(instance, referenceAt(name));
      if (field !== 0) {
        copy(receiver, field);
        return 0;
      }
      const method = methodIn(fields.classOf(instance), name);
      if (method !== 0) return referenceAt(method);
      undefinedProperty(name);
      return FAILED;
    },

    getSuper(_site, name, instance) {
      const method = methodIn(referenceAt(instance + SLOT_SIZE), name);
      return method === 0 ? undefinedProperty(name) : bind(instance, method);
    },

    superMethod(_site, name, superclass) {
      const method = methodIn(referenceAt(superclass), name);
      if (method !== 0) return referenceAt(method);
      undefinedProperty(name);
      return FAILED;
    },
  };
}

createPropertyAccess satisfies typeof contract.createPropertyAccess;
