/** The end of `lox --help`. */
export const examples = `Examples:
  lox                               start a REPL
  lox program.lox                   run a program
  lox debug program.lox             step through it: see lox debug --help
  echo 'print 1 + 2;' | lox         run what comes from a pipe
  lox --dump bytecode,threaded p.lox  see what it is compiled to
  lox --dump shapes,caches p.lox    run it, and see its shapes and caches
  lox --stats --trace gc p.lox      see what the VM did, and each collection
  lox --mine 01 p.lox               run it on your interpreter alone
  lox --timeout 2.5 --heap-limit 64M p.lox

Exit status: 0, or 64 wrong usage, 65 compile error, 66 cannot read the file,
70 runtime error, 124 time limit exceeded, 130 interrupted.
Ctrl-C stops the program and shows where it was; a second one ends the VM.`;

/** The end of `lox debug --help`. */
export const debugExamples = `Examples:
  lox debug program.lox             stops at the first line; then type help
  echo trace | lox debug p.lox      every line that is run, with its variables

The debugger writes on stderr, the program on stdout. Ctrl-C stops a program
that runs, Ctrl-D ends it.`;
