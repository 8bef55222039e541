import type { Baseline, BaselineNeeds } from '../native.ts';

/** Makes the baseline tier of one VM. Nothing is loaded before the first function is compiled. */
export declare function createBaseline(machine: BaselineNeeds): Baseline;
