import { expect, test } from 'vitest';
import { debugProgram, typing } from './test-debugging.ts';

const program = `class Node {
  init(value, next) {
    this.value = value;
    this.next = next;
  }
  sum() {
    var total = this.value;
    {
      var total = "inner";
      print total;
    }
    if (this.next != nil) total = total + this.next.sum();
    return total;
  }
}
fun make() {
  var captured = "kept";
  fun inner(own) {
    print captured + own;
  }
  return inner;
}
var list = Node(1, Node(2, nil));
print list.sum();
make()("!");
`;

/** What is said to each command, with the program stopped at that line. */
function at(line: number, ...commands: readonly string[]): readonly string[] {
  const { said } = debugProgram(program, typing(`b ${line}`, 'c', ...commands, 'q'));
  return said.slice(3, 3 + commands.length);
}

test('locals are this, parameters and variables in scope, an inner one over the outer', () => {
  expect(at(3, 'locals')).toEqual(['this = Node instance\nvalue = 2\nnext = nil\n']);
  expect(at(7, 'locals')).toEqual(['this = Node instance\n']);
  expect(at(10, 'locals')).toEqual(['this = Node instance\ntotal = inner\n']);
  expect(at(12, 'locals')).toEqual(['this = Node instance\ntotal = 1\n']);
});

test('captured variables are local, too', () => {
  expect(at(19, 'locals', 'print captured', 'p own')).toEqual([
    'own = !\ncaptured = kept\n',
    'kept\n',
    '!\n',
  ]);
});

test('globals are those that the program has defined so far', () => {
  expect(at(16, 'globals')).toEqual(['Node = Node\n']);
  expect(at(25, 'globals')[0]).toContain('list = Node instance\n');
});

test('a path leads through fields', () => {
  expect(at(12, 'p this.next.value', 'p list.value', 'p this.none', 'p nope.value')).toEqual([
    '2\n',
    '1\n',
    "Nothing is called 'this.none' here.\n",
    "Nothing is called 'nope.value' here.\n",
  ]);
});

test('a backtrace has all calls, and up and down move in it', () => {
  const { said } = debugProgram(
    program,
    typing('b 12', 'c', 'd', 's', 's', 'bt', 'up', 'p this.value', 'up', 'up', 'down', 'q'),
  );
  expect(said.slice(6, 11)).toEqual([
    '→ #0 sum(), line 9  [interpreter]\n  #1 sum(), line 12  [interpreter]\n  #2 script, line 24  [interpreter]\n',
    '#1 sum()\n→  12      if (this.next != nil) total = total + this.next.sum();\n',
    '1\n',
    '#2 script\n→  24  print list.sum();\n',
    'This is the oldest frame.\n',
  ]);
});

test('list shows source around the line, and then what follows', () => {
  const [first, second] = at(10, 'list', 'list');
  expect(first).toMatch(/^ {4}5 {4}\}\n(.*\n){4}→ {2}10 {8}print total;\n(.*\n){5}$/);
  expect(second).toMatch(/^ {3}16 {2}fun make/);
  expect(at(10, 'l 99')).toEqual(['That is the end of the source.\n']);
});

test('a command can be cut short as long as it is the only one', () => {
  const { said } = debugProgram(program, typing('backt', 'disas', 'de', 'nonsense', 'q'));
  expect(said[1]).toContain('#0 script');
  expect(said[2]).toContain('→ 0000');
  expect(said[3]).toBe('There is no such breakpoint.\n');
  expect(said[4]).toBe("There is no command 'nonsense'; see help.\n");
  expect(debugProgram(program, typing('brea', 'st', 'q')).said[2]).toBe(
    "'st' may be step, stepi.\n",
  );
});

test('help has every command', () => {
  const [, help] = debugProgram(program, typing('help', 'q')).said;
  for (const name of ['step', 'next', 'continue', 'break', 'locals', 'backtrace', 'quit']) {
    expect(help).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  }
});
