import type { Session } from '../native.ts';

/** The session of this thread, begun when it is first asked for. @throws LlvmUnavailable */
export declare function startSession(): Session;
