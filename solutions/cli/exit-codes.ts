/** Exit statuses of the `lox` command. */
import type { Outcome } from './thread/messages.ts';

/** The statuses of BSD's `sysexits.h` that clox also uses, and the shells' own for what was stopped. */
export const ExitCode = {
  OK: 0,
  /** The command line is wrong. */
  USAGE: 64,
  /** The program is wrong: it does not compile, or is no text. */
  DATA: 65,
  /** The program cannot be read. */
  NO_INPUT: 66,
  /** The program failed while it ran, or the VM itself did. */
  SOFTWARE: 70,
  /** What `timeout` of the GNU core utilities exits with. */
  TIMEOUT: 124,
  /** 128 and the number of SIGINT. */
  INTERRUPTED: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The exit status that tells how a run ended. */
export const exitCodeOf: Readonly<Record<Outcome, ExitCode>> = {
  ok: ExitCode.OK,
  incomplete: ExitCode.DATA,
  rejected: ExitCode.DATA,
  error: ExitCode.SOFTWARE,
  internal: ExitCode.SOFTWARE,
  timeout: ExitCode.TIMEOUT,
  interrupt: ExitCode.INTERRUPTED,
  // Whoever read the output has gone, as `head` does: nobody wants to hear of it.
  unread: ExitCode.OK,
};
