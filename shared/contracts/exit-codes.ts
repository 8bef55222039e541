/** How `lox` ends: the codes of BSD's `sysexits.h` that clox uses, and those of `timeout` and of shells. */
export const ExitCode = {
  OK: 0,
  /** The command line is wrong. */
  USAGE: 64,
  /** The program does not compile, or is no text. */
  COMPILE_ERROR: 65,
  /** The file cannot be read. */
  NO_INPUT: 66,
  /** What was asked for needs something that is not installed. */
  UNAVAILABLE: 69,
  /** The program ended with a runtime error. */
  RUNTIME_ERROR: 70,
  /** The VM itself failed. */
  INTERNAL_ERROR: 70,
  /** `--timeout` ran out. */
  TIMEOUT: 124,
  /** Ctrl-C. */
  INTERRUPTED: 130,
} as const;

/** One of them. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
