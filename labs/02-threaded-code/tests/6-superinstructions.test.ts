import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { Feedback } from '#shared/memory/layout.ts';
import { names, show } from './listing.ts';
import type { fusedWordsOf } from './scenarios.ts';

const wordsOf = (probe: Probe, name: string, source: string) =>
  probe.scenario<ReturnType<typeof fusedWordsOf>>('fusedWordsOf', { name, source });

/** The fused operations among some, without where they jump. */
function fused(words: Parameters<typeof names>[0]): string[] {
  return words
    .filter(({ name }) => /^JUMP_(UNLESS|IF_NIL)/.test(name))
    .map((word) => show(word).replace(/ [+-]\d+$/, ''));
}

task('02.6', 'Superinstructions', () => {
  graded('compares and branches at once', { points: 1 }, async ({ probe, expect, random }) => {
    const [a, b] = random.shuffle([random.integer(1, 50), random.integer(51, 99)]);
    const { words, output } = await wordsOf(
      probe,
      'f',
      `fun f(a, b) { if (a < b) print "<"; if (a >= b) print ">="; while (a > b) { print ">"; return 1; } if (a <= b and b <= a) print "=="; if (a == b) print "=="; if (a != b) print "!="; }
      f(${a}, ${b});`,
    );
    expect(output).toBe(a < b ? '<\n!=\n' : '>=\n>\n');
    expect(fused(words)).toEqual([
      'JUMP_UNLESS_LESS 1 2',
      'JUMP_UNLESS_GREATER_EQUAL 1 2',
      'JUMP_UNLESS_GREATER 1 2',
      'JUMP_UNLESS_LESS_EQUAL 1 2',
      'JUMP_UNLESS_LESS_EQUAL 2 1',
      'JUMP_UNLESS_EQUAL 1 2',
      'JUMP_UNLESS_NOT_EQUAL 1 2',
    ]);
  });

  graded(
    'compares with a number on either side',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const { words, output } = await wordsOf(
        probe,
        'f',
        `fun f(n) { if (n < ${n}) print "a"; if (${n} < n) print "b"; if (n >= ${n}) print "c"; if (${n} >= n) print "d"; if (n == nil) print "e"; if (n != nil) print "f"; }
      f(${n - 1}); f(${n}); f(${n + 1});`,
      );
      expect(output).toBe('a\nd\nf\nc\nd\nf\nb\nc\nf\n');
      expect(fused(words), 'with the number on the left the comparison is mirrored').toEqual([
        `JUMP_UNLESS_LESS_NUMBER 1 ${n}`,
        `JUMP_UNLESS_GREATER_NUMBER 1 ${n}`,
        `JUMP_UNLESS_GREATER_EQUAL_NUMBER 1 ${n}`,
        `JUMP_UNLESS_LESS_EQUAL_NUMBER 1 ${n}`,
        'JUMP_UNLESS_NIL 1',
        'JUMP_IF_NIL 1',
      ]);
    },
  );

  graded('does not branch wrongly for NaN', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 99);
    const operators = ['<', '<=', '>', '>='];
    const pairs = [`nan OP n`, `n OP nan`, `nan OP ${n}`, `${n} OP nan`, 'nan OP nan'];
    const conditions = pairs.flatMap((pair) => operators.map((name) => pair.replace('OP', name)));
    const source = `fun f(nan, n) { ${[...conditions, 'nan == nan'].map((condition) => `if (${condition}) print "${condition}";`).join(' ')} if (nan != nan) print "end"; } f(0/0, ${n});`;
    const { output } = await wordsOf(probe, 'f', source);
    expect(output, 'every comparison with NaN is false, so `a < b` is not `!(a >= b)`').toBe(
      'end\n',
    );
  });

  graded(
    'compares other values, and complains',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const text = random.identifier();
      const { output, errors } = await wordsOf(
        probe,
        'f',
        `fun f(a, b) {
        if (a == b + "") print "equal"; if (a != b) print "unequal"; if (a == 1) print "one"; if (nil == a) print "nil"; if (a != true) print "not true";
        if (a
          < 2) print "less"; }
      f("${text}", "${text}");`,
      );
      expect(output).toBe('equal\nnot true\n');
      expect(errors).toEqual([
        'Operands must be numbers.',
        '[line 4] in f()',
        '[line 5] in script',
      ]);
    },
  );

  graded(
    'keeps the operands below a comparison',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(10, 99);
      const { output } = await wordsOf(
        probe,
        'f',
        `fun f(a, b) {
          print a + (a < b and (a = 1) or 2);
          print 5 - (a > b and 1 or (a == b and 3 or b));
          var c = a; if (c != b) { a = "changed"; b = c; } print c; print a; print b;
          if (!(c < b)) print "not"; if (c == nil or nil != a) print "or"; }
        f(${n}, ${n + 1}); f(${n}, 3);`,
      );
      expect(output, 'they are settled before the ways part').toBe(
        [
          n + 1,
          5 - (n + 1),
          1,
          'changed',
          1,
          'not',
          'or',
          n + 2,
          4,
          n,
          'changed',
          n,
          'not',
          'or',
          '',
        ].join('\n'),
      );
      const m = random.integer(100, 199);
      const equality = await wordsOf(
        probe,
        'g',
        `fun g(a, b) {
          var p = ${n}; if (a == b) p = 3; print p;
          var q = "q${n}"; if (a != 1) q = 3; print q;
          var r = ${m}; if (b == nil) r = 3; print r;
          print ${m} - (a == b and 1 or 2); }
        g(1, 2);`,
      );
      expect(equality.output, 'below `==` and `!=`, too, whatever is on their right').toBe(
        `${n}\nq${n}\n${m}\n${m - 2}\n`,
      );
    },
  );

  graded(
    'notes what a fused comparison has met',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [n, text] = [random.integer(2, 99), random.identifier()];
      const conditions = ['a == b', 'a != b', 'a == nil', 'a != nil', 'a == 1', 'a != 1'];
      const sourceFor = (argument: string) =>
        `fun f(a, b) { ${conditions.map((condition) => `if (${condition}) print "${condition}";`).join(' ')} } f(${argument}, ${argument});`;
      await wordsOf(probe, 'f', sourceFor('nil'));
      const notes = async (argument: string) => {
        const options = { tier: 'threaded', views: ['functions'] } as const;
        const { views } = await probe.run(sourceFor(argument), options);
        const sites = views.functions?.find(({ name }) => name === 'f')?.sites ?? [];
        return Object.fromEntries(
          conditions.map((condition, index) => [condition, sites[index]?.feedback]),
        );
      };
      const { NUMBERS, STRINGS, OTHER } = Feedback;
      const meaning = `the \`feedback\` words of the sites: NUMBERS is ${NUMBERS}, STRINGS is ${STRINGS}, OTHER is ${OTHER}`;
      const wanted = (same: number, nil: number, number: number) =>
        Object.fromEntries(
          [same, same, nil, nil, number, number].map((note, index) => [conditions[index], note]),
        );
      expect(await notes(`${n}`), `f(${n}, ${n}): ${meaning}`).toEqual(
        wanted(NUMBERS, OTHER, NUMBERS),
      );
      expect(await notes(`"${text}"`), `f("${text}", "${text}"): ${meaning}`).toEqual(
        wanted(STRINGS, OTHER, OTHER),
      );
    },
  );

  graded(
    'lets a result go where it is stored',
    { points: 2 },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const { words, output } = await wordsOf(
        probe,
        'f',
        `fun f(x, y) { x = x + y; y = x * ${n}; var z; z = y - x; x = g; if (x < y) print z; y = -z; print y; } var g = 1; f(1, 2);`,
      );
      expect(output).toBe(`${3 * n - 3}\n${-(3 * n - 3)}\n`);
      expect(names(words).includes('MOVE'), 'no result is moved').toBe(false);
      expect(words.map(show).filter((text) => /^(ADD|MULT|SUB|NEG|GET)/.test(text))).toEqual([
        'ADD 1 1 2',
        `MULTIPLY_NUMBER 2 1 ${n}`,
        'SUBTRACT 3 2 1',
        'GET_GLOBAL 1',
        'NEGATE 2 3',
      ]);
    },
  );

  graded(
    'lets only such results go elsewhere, and finds them there',
    { points: 1 },
    async ({ probe, expect, random }) => {
      const [x, y] = [random.integer(2, 49), random.integer(50, 99)];
      const resultOf = async (body: string) => {
        const { output, errors } = await wordsOf(
          probe,
          'f',
          `fun same(n) { return n; } fun f(x, y) { var z = "old"; if (x < y) print "less"; ${body} } f(${x}, ${y});`,
        );
        return { output, errors };
      };
      const printing = (...lines: readonly number[]) => ({
        output: ['less', ...lines, ''].join('\n'),
        errors: [],
      });
      expect(
        await resultOf('x = same(y); print x; print y;'),
        'a call leaves its result in `top`, where its callee is; only a `to` can be chosen',
      ).toEqual(printing(y, y));
      expect(
        await resultOf('print x = y * 2; print x; x = z = y * 3; print x; print z;'),
        'the value of an assignment is found where it went',
      ).toEqual(printing(y * 2, y * 2, y * 3, y * 3));
      expect(
        await resultOf('print x - (x = y * 2); print x;'),
        'the last operation need not be the one that made the value: a copy of `x` may have been settled since',
      ).toEqual(printing(x - y * 2, y * 2));
    },
  );

  graded('stores what arrives on two ways', { points: 1 }, async ({ probe, expect, random }) => {
    const n = random.integer(1, 99);
    const { output } = await wordsOf(
      probe,
      'f',
      `fun f(a, n) { var x = "old"; x = a and n + 1; print x; x = a or n * 2; print x; x = x == a or n < 0; print x; if (n < 0) print n; } f(false, ${n}); f(true, ${n});
      fun g(s) { if (s == nil) return; var t = s; s = s + "!"; t = s + t; print t; } g("${'s'.repeat(n)}");`,
    );
    expect(
      output,
      'where a jump arrives behind the last operation, that one alone has not made the value',
    ).toBe(`false\n${n * 2}\nfalse\n${n + 1}\ntrue\ntrue\n${'s'.repeat(n)}!${'s'.repeat(n)}\n`);
  });
});
