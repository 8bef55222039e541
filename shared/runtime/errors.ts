/**
 * Runtime errors. An error is parked, never thrown: whoever meets one says so
 * here and returns failure, up to the engine, which returns ERROR to the
 * driver. No JavaScript exception ever has to cross a native frame.
 */
import type { Events } from '../events/events.ts';
import { type Frames, type Position, stackTrace } from './frames.ts';

/** A parked error. */
export interface LoxRuntimeError {
  readonly message: string;
  /** The stack trace, newest frame first. */
  readonly trace: readonly string[];
  /** Why the program ended: by its own mistake, or because it was stopped. */
  readonly cause: 'error' | 'interrupt' | 'timeout';
}

/** Where one VM parks its error. */
export interface Errors {
  /** Parks an error at the instruction that is being executed. Always returns false. */
  raise(message: string): false;
  /** Parks that the program was stopped from outside, between two instructions. */
  stop(message: string, cause: 'interrupt' | 'timeout'): void;
  /** Takes the parked error out. There must be one. */
  take(): LoxRuntimeError;
}

/** Makes the place where one VM parks its error. */
export function createErrors(frames: Frames, events: Events): Errors {
  let parked: LoxRuntimeError | undefined;
  const park = (message: string, cause: LoxRuntimeError['cause'], position: Position) => {
    parked = { message, cause, trace: stackTrace(frames, position) };
  };
  return {
    raise(message) {
      park(message, 'error', 'executing');
      events.emit('error', { message });
      return false;
    },
    stop(message, cause) {
      park(message, cause, 'next');
      events.emit('interrupt', { reason: cause });
    },
    take() {
      if (parked === undefined) throw new Error('An engine reported an error, but none is parked');
      const error = parked;
      parked = undefined;
      return error;
    },
  };
}
