import { expect, test } from 'vitest';
import { dumpAst, dumpTokens } from './dump.ts';

test('tokens are printed with their places, kinds and, where it says more, their text', () => {
  expect(dumpTokens('var a = "b\nc";\nprint a >= 1.50; @')).toBe(`\
1:1-1:4      var
1:5-1:6      identifier a
1:7-1:8      =
1:9-2:3      string     "b
c"
2:3-2:4      ;
3:1-3:6      print
3:7-3:8      identifier a
3:9-3:11     >=
3:12-3:16    number     1.50
3:16-3:17    ;
3:18-3:19    error      Unexpected character.
3:19-3:19    end
`);
});

test('the tree of a wrong program is printed with stand-ins', () => {
  expect(dumpAst('print 1 + ; var = 2; print 3;')).toBe(`\
script
  print (+ 1 nil)
  var = 2
  print 3
`);
});

test('the tree of nothing is an empty script', () => {
  expect(dumpAst('')).toBe('script\n');
});
