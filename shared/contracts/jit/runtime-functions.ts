import type { BaselineNeeds, Runtime } from '../native.ts';

/** Makes the runtime functions of one VM. */
export declare function createRuntime(machine: BaselineNeeds): Runtime;
