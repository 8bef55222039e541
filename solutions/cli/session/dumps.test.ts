import { expect, test } from 'vitest';
import { runLox } from '../testing/run-lox.ts';

test.concurrent('forms are printed in the order in which they are made, and nothing runs', async () => {
  expect(await runLox(['--dump', 'bytecode,tokens,ast'], 'print 1;')).toEqual({
    status: 0,
    stderr: '',
    stdout: `1:1-1:6      print
1:7-1:8      number     1
1:8-1:9      ;
1:9-1:9      end

script
  print 1

== script: 2 slots ==
0000    1  CONSTANT       0 1
0002    |  PRINT
0003    |  NIL
0004    |  RETURN
`,
  });
});

test.concurrent('a program with errors has tokens and a tree, but no bytecode', async () => {
  expect(await runLox(['--dump', 'ast,bytecode'], 'print 1')).toEqual({
    status: 65,
    stdout: 'script\n  print 1\n',
    stderr: "[line 1] Error at end: Expect ';' after value.\n",
  });
});
