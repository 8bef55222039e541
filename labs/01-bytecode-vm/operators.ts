// Lab 01, Bytecode VM: operators.ts
//
// To start, run `npm run lab -- start 01`. It copies this file to mine/01-bytecode-vm/;
// edit it there. The handout is labs/01-bytecode-vm/README.md.

/** The operators that are more than a machine instruction: `+`, `==`, and the errors of the others. */

import type * as contract from '#shared/contracts/interpreter/operators.ts';
import type { Operators } from '#shared/contracts/interpreter.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import type { Slot } from '#shared/contracts/values.ts';
import { Feedback, Kind, Site } from '#shared/memory/layout.ts';
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
     * Task 01.1: Add.
     *
     * `a + b`, where b lies in the slot above a, and the result replaces a.
     * Two numbers are added, two strings joined (`strings.concatenate`); for
     * everything else the error is `Operands must be two numbers or two
     * strings.` What came is noted at the site: NUMBERS, STRINGS or OTHER.
     */
    add(a, site) {
      return unfinished('01.1');
    },

    /**
     * Task 01.1: Compare.
     *
     * `a == b`, with the slots as for `add`: the boolean replaces a. Numbers
     * are compared as numbers, so NaN is not itself; strings by their content
     * (`strings.equal`); everything else by `same`. What came is noted at the
     * site, as by `add`.
     */
    equal(a, site) {
      return unfinished('01.1');
    },
  };
}

createOperators satisfies typeof contract.createOperators;
