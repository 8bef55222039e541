import type { LinearMemory } from '../../memory/linear-memory.ts';
import type { Values } from '../values.ts';

/**
 * Patterns of 64 bits that both sides of the module need, as signed integers:
 * TypeScript writes them into slots, and IR embeds them as constants.
 *
 *   NIL, EMPTY, FALSE, TRUE   these values
 *   REFERENCE                 a reference to offset 0; a reference to an object
 *                             is this pattern with the object's offset in its low word
 *   BORDER                    where numbers end and other values begin, or the
 *                             other way round, the bits taken as an unsigned integer
 */
export declare const Bits: Readonly<
  Record<'NIL' | 'EMPTY' | 'FALSE' | 'TRUE' | 'REFERENCE' | 'BORDER', bigint>
>;

/** Tagged values: makes the value functions of one VM. */
export declare function createValues(memory: LinearMemory): Values;
