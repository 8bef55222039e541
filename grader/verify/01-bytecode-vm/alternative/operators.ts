/** Operators that ask for strings first, and know what to note before they compute. */
import type { Operators } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { Feedback, Kind, Site, SLOT_SIZE } from '#shared/memory/layout.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';

type OperatorNeeds = Pick<Machine, 'memory' | 'values' | 'strings' | 'errors'>;

/** Makes the operators of one VM. */
export function createOperators({ memory, values, strings, errors }: OperatorNeeds): Operators {
  const isKind = createIsKind(memory, values);

  /** Which kinds the operands in a slot and the one above are; noted at the site. */
  function observe(a: Slot, site: number): number {
    const b = a + SLOT_SIZE;
    let seen: number = Feedback.OTHER;
    if (isKind(a, Kind.STRING) && isKind(b, Kind.STRING)) seen = Feedback.STRINGS;
    else if (values.isNumber(b) && values.isNumber(a)) seen = Feedback.NUMBERS;
    memory.i32[(site + Site.feedback) >> 2] |= seen;
    return seen;
  }

  return {
    add(a, site) {
      const b = a + SLOT_SIZE;
      switch (observe(a, site)) {
        case Feedback.STRINGS:
          return strings.concatenate(a, b);
        case Feedback.NUMBERS:
          values.setNumber(a, values.numberAt(b) + values.numberAt(a));
          return true;
        default:
          return errors.raise('Operands must be two numbers or two strings.');
      }
    },
    equal(a, site) {
      const b = a + SLOT_SIZE;
      const areStrings = observe(a, site) === Feedback.STRINGS;
      const { referenceAt } = values;
      const result = areStrings ? strings.equal(referenceAt(b), referenceAt(a)) : values.same(b, a);
      values.setBoolean(a, result);
    },
  };
}
