import type { SupportBuilder } from '../native.ts';

/** `enter`, the trampoline, through which TypeScript enters native code. */
export declare function buildEnter(builder: SupportBuilder): void;

/** `stub`, the entry of every function that has no native code. */
export declare function buildStub(builder: SupportBuilder): void;

/** `leave`, which makes a frame canonical and says SWITCH. */
export declare function buildLeave(builder: SupportBuilder): void;
