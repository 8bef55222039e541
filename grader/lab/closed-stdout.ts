/** Commands whose output is cut short, as by `npm run lab | head -1`. */

/** Lets the process go on to its end when nobody reads its stdout any more. */
export function allowClosedStdout(stdout: NodeJS.WriteStream = process.stdout): void {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
