/**
 * Runs Lox programs in native code, and functions of numbers, with the provider
 * of `#llvm` that `-C` chooses, in a process of its own. Writes what they print,
 * and return, as JSON.
 */
import koffi from 'koffi';
import llvm from '#llvm';
import { createReporter } from '#shared/lox/diagnostics.ts';
import { parseScript } from '#shared/lox/parse-statement.ts';
import { emitFunctions } from '#vm/ir/numbers';
import { passes } from '#vm/ir/pipeline';
import { createTestVm } from '../test-vm.ts';

/** Programs that between them compile every kind of instruction. */
const programs: Readonly<Record<string, string>> = {
  numbers: `
    fun fib(n) { if (n < 2) return n; return fib(n - 1) + fib(n - 2); }
    fun work(x) {
      var sum = 0;
      for (var i = 0; i < 100; i = i + 1) { if (i > 50 and i != 60) sum = sum + i * x / 3 - -i; }
      return sum;
    }
    print fib(18); print work(2.5); print 0 / 0 == 0 / 0; print -0; print 1 <= 2; print !nil;`,
  strings: `
    fun join(a, b) { return a + "-" + b; }
    print join("a", "b") == "a-b"; print join("x", join("y", "z")); print nil; print true == 1;`,
  closures: `
    fun counter() { var n = 0; fun next() { n = n + 1; return n; } return next; }
    var a = counter(); var b = counter(); a(); a(); print a() * 10 + b();`,
  objects: `
    class Shape { init(side) { this.side = side; } area() { return 0; } name() { return "shape"; } }
    class Square < Shape {
      area() { return this.side * this.side; }
      name() { return "square of " + super.name(); }
    }
    fun total(n) {
      var square = Square(3);
      var sum = 0;
      for (var i = 0; i < n; i = i + 1) { square.side = i; sum = sum + square.area(); }
      return sum;
    }
    print total(50); print Square(1).name(); var area = Square(4).area; print area();`,
  failures: `
    fun fail(x) { return x + nil; }
    print "ahead"; fail(1);`,
};

/** What functions of numbers return. */
function callNumbers(): number[] {
  const source = `
    fun power(x, n) {
      var result = 1;
      while (n > 0 and result < 1000000) { result = result * x; n = n - 1; }
      return result;
    }
    fun mixed(a, b) {
      if (a > b or !(a == b)) return native(-a) / power(b, 3);
      return a - b;
    }`;
  const { body } = parseScript(createReporter(source));
  const declarations = body.filter((statement) => statement.kind === 'function');
  const halve = koffi.register(
    (x: number) => x / 2,
    koffi.pointer(koffi.proto('double', ['double'])),
  );
  const module = new llvm.Module('numbers', new llvm.LLVMContext());
  emitFunctions(module, declarations, new Map([['native', Number(halve)]]));
  llvm.runPasses(module, passes(), new llvm.TargetMachine());
  const jit = new llvm.LLJIT();
  jit.addModule(module);
  const type = koffi.proto('double', ['double', 'double']);
  const call = (name: string, a: number, b: number): number =>
    koffi.decode(jit.lookup(name), type)(a, b);
  return [call('power', 1.5, 10), call('power', 10, 9), call('mixed', 7, 2), call('mixed', 3, 3)];
}

const results = Object.entries(programs).map(([name, source]) => {
  const { vm, run, printed } = createTestVm({ tier: 'baseline' });
  const result = run(source);
  return [name, { printed: printed(), result, functions: vm.statistics().native.functions }];
});
const report = { programs: Object.fromEntries(results), called: callNumbers() };
process.stdout.write(JSON.stringify(report));
