// Lab 02, Threaded code: translator.ts
//
// To start, run `npm run lab -- start 02`. It copies this file to mine/02-threaded-code/;
// edit it there. The handout is labs/02-threaded-code/README.md.

/**
 * The translator: bytecode of one function to threaded code.
 *
 * It goes through the instructions once, from first to last, with the operand
 * stack as it will be at each of them, and writes an operation where one is
 * needed. What it makes is put beside the function, in memory that does not
 * move:
 *
 *  - the words, and
 *  - the way in: a table with an entry for each byte of bytecode, which says
 *    where a frame goes on whose record has that pc. There is an entry wherever
 *    the frame is as the bytecode has it and a frame can begin or go on: at the
 *    function's start, behind each call, and where a jump arrives. All others
 *    are 0.
 *
 * So frame records keep their pc in bytecode, in every tier, and nobody has to
 * know which tier will go on with a frame.
 */
import type * as contract from '#shared/contracts/threaded/translator.ts';
import type {
  FunctionParts,
  Translate,
  Translation,
  TranslatorNeeds,
} from '#shared/contracts/threaded.ts';
import { unfinished } from '#shared/contracts/unfinished.ts';
import { decodeInstruction, type Instruction } from '#shared/lox/disassembler.ts';
import type { OpcodeName } from '#shared/lox/opcodes.ts';
import { FunctionObject, SITE_SHIFT, SLOT_SIZE } from '#shared/memory/layout.ts';
import { translateInstruction } from '#vm/threaded/instructions';
import { findJumps } from '#vm/threaded/jumps';
import { createOperandStack } from '#vm/threaded/operand-stack';
import { fuse } from '#vm/threaded/superinstructions';

/** The words of a function, and where in them a frame can go on. */
interface Translated {
  readonly code: readonly number[];
  /** Indices of words by bytecode offset. */
  readonly entries: ReadonlyMap<number, number>;
}

/** A jump whose distance is not known yet. All but the target are indices in the function's words. */
interface Patch {
  /** The operand that is missing. */
  readonly at: number;
  /** The operation's word, from which the distance counts. */
  readonly from: number;
  /** Offset in bytecode where the jump goes. */
  readonly target: number;
}

/** Instructions that nothing follows. */
const leaves: ReadonlySet<OpcodeName> = new Set(['JUMP', 'LOOP', 'RETURN']);

/** Makes the translator of one VM. */
export function createTranslator(machine: TranslatorNeeds): Translate {
  const { memory, values, heap, functions, events } = machine;
  const { i32 } = memory;

  /** Where the parts of a function lie. */
  function partsOf(code: number): FunctionParts {
    const field = (offset: number) => i32[(code + offset) >> 2];
    const constant = (index: number) => field(FunctionObject.constants) + index * SLOT_SIZE;
    return {
      bytecode: functions[field(FunctionObject.id)].bytecode,
      constant,
      reference: (index) => values.referenceAt(constant(index)),
      site: (number) => field(FunctionObject.sites) + (number << SITE_SHIFT),
      pc: (offset) => field(FunctionObject.code) + offset,
    };
  }

  /**
   * Task 02.1: Install the words.
   *
   * Puts a function's words and its way in into one piece of memory that does not
   * move (`heap.allocateNonMoving`, in bytes), the words first. The way in is a
   * table of words, one for each byte of the bytecode: the index, in words of linear
   * memory, at which a frame goes on whose pc is that byte, or 0, which fresh memory
   * holds. FunctionObject's fields `words`, `wordCount` and `resume` then say where
   * they are. A pc is an offset in linear memory, so `resume` is the place at which
   * the table would have an entry for pc 0.
   * @returns false when there is no memory left; the error is parked then
   */
  function install(code: number, { code: made, entries }: Translated): boolean {
    return unfinished('02.1');
  }

  return (code) => {
    if (i32[(code + FunctionObject.words) >> 2] !== 0) return true;
    const parts = partsOf(code);
    const translated = translateFunction(parts);
    if (!install(code, translated)) return false;
    events.emit('translated', {
      name: parts.bytecode.name || 'script',
      instructions: parts.bytecode.offsets.length,
      bytes: translated.code.length * 4,
    });
    return true;
  };
}

/** Translates a function, from the first instruction to the last. */
function translateFunction(parts: FunctionParts): Translated {
  const { code, arity } = parts.bytecode;
  const jumps = findJumps(parts.bytecode);
  /** Where jumps arrive. */
  const labels = new Set([...jumps.values()].map(({ target }) => target));
  /** How deep the stack is there, known from the first jump. */
  const depths = new Map<number, number>();
  const entries = new Map<number, number>();
  const patches: Patch[] = [];
  const stack = createOperandStack(arity + 1);

  const translation: Translation = {
    parts,
    stack,
    jumps,
    enterAt: (offset) => void entries.set(offset, stack.code.length),
    /**
     * Task 02.3: Emit a jump.
     *
     * Emits the operation with 0 in the place of the distance, wherever `words` has
     * that among the operands, and notes what to patch later, since the target may not
     * be translated yet. In `depths` it notes how deep the stack is where it arrives.
     * (`words`, of '#shared/threaded/words.ts', has the operands of each operation by
     * their kinds, `WordOperand`; the distance is 'jump'.)
     */
    emitJump(target, name, ...operands) {
      return unfinished('02.3');
    },
  };

  /**
   * Task 02.3: Begin a block.
   *
   * Begins a block: where a jump may arrive everything is in its own slot, whichever
   * way control came. If the instruction before goes on here, what is deferred is
   * settled; if not, only a jump from before says how deep the stack is, and without
   * one nothing ever comes here. A frame can be entered at a block's beginning:
   * `enterAt`.
   * @param falls whether the instruction before goes on here
   * @returns whether this can be reached at all
   */
  function beginBlock(offset: number, falls: boolean): boolean {
    return unfinished('02.3');
  }

  /** The instruction at an offset, if nothing but the one before can come to it. */
  function inBlock(offset: number): Instruction | undefined {
    return labels.has(offset) || offset >= code.length
      ? undefined
      : decodeInstruction(code, offset);
  }

  /**
   * Task 02.3: Patch a jump.
   *
   * Writes a jump's distance: from its word to where a frame with the target's pc is
   * entered, in words.
   */
  function patch({ at, from, target }: Patch): void {
    return unfinished('02.3');
  }

  translation.enterAt(0);
  let falls = true;
  for (let offset = 0; offset < code.length; ) {
    const reachable: boolean = labels.has(offset) ? beginBlock(offset, falls) : falls;
    const instruction = decodeInstruction(code, offset);
    offset = instruction.end;
    falls = reachable && !leaves.has(instruction.name);
    if (!reachable) continue;
    const second = falls ? inBlock(offset) : undefined;
    if (second !== undefined && fuse(translation, instruction, second)) offset = second.end;
    else translateInstruction(translation, instruction);
  }
  for (const jump of patches) patch(jump);
  return { code: stack.code, entries };
}

createTranslator satisfies typeof contract.createTranslator;
