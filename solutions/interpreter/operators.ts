/** The operators that are more than a machine instruction: `+`, `==`, and the errors of the others. */

import type * as contract from '#shared/contracts/interpreter/operators.ts';
import type { Operators } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { Feedback, Kind, Site, SLOT_SIZE } from '#shared/memory/layout.ts';
import { createIsKind } from '#shared/runtime/kinds.ts';

type OperatorNeeds = Pick<Machine, 'memory' | 'values' | 'strings' | 'errors'>;

/** Makes the operators of one VM. */
export function createOperators({ memory, values, strings, errors }: OperatorNeeds): Operators {
  const { i32 } = memory;
  const { areNumbers, numberAt, referenceAt, same, setBoolean, setNumber } = values;
  const { NUMBERS, STRINGS, OTHER } = Feedback;
  const FEEDBACK = Site.feedback;
  const STRING = Kind.STRING;
  const isKind = createIsKind(memory, values);
  const areStrings = (a: Slot, b: Slot) => isKind(a, STRING) && isKind(b, STRING);

  /** Notes at a site which kinds of operands came. */
  function observe(site: number, bits: number): void {
    i32[(site + FEEDBACK) >> 2] |= bits;
  }

  return {
    /**
     * `a + b`, where b lies in the slot above a, and the result replaces a.
     * Two numbers are added, two strings joined (`strings.concatenate`); for
     * everything else the error is `Operands must be two numbers or two
     * strings.` What came is noted at the site: NUMBERS, STRINGS or OTHER.
     * @lab 01.1 Add
     */
    add(a, site) {
      const b = a + SLOT_SIZE;
      if (areNumbers(a, b)) {
        observe(site, NUMBERS);
        setNumber(a, numberAt(a) + numberAt(b));
        return true;
      }
      if (!areStrings(a, b)) {
        observe(site, OTHER);
        return errors.raise('Operands must be two numbers or two strings.');
      }
      observe(site, STRINGS);
      return strings.concatenate(a, b);
    },

    /**
     * `a == b`, with the slots as for `add`: the boolean replaces a. Numbers
     * are compared as numbers, so NaN is not itself; strings by their content
     * (`strings.equal`); everything else by `same`. What came is noted at the
     * site, as by `add`.
     * @lab 01.1 Compare
     */
    equal(a, site) {
      const b = a + SLOT_SIZE;
      if (areNumbers(a, b)) {
        observe(site, NUMBERS);
        setBoolean(a, numberAt(a) === numberAt(b));
      } else if (areStrings(a, b)) {
        observe(site, STRINGS);
        setBoolean(a, strings.equal(referenceAt(a), referenceAt(b)));
      } else {
        observe(site, OTHER);
        setBoolean(a, same(a, b));
      }
    },
  };
}

createOperators satisfies typeof contract.createOperators;
