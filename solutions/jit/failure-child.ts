/**
 * Runs a program as `lox --tier baseline` does, after something that LLVM is
 * given or gives has been spoilt: what, its argument says. Ends with the exit
 * status that `lox` would have.
 */
import llvm from '#llvm';
import { exitCodeOf } from '../cli/run-program.ts';
import { createSession } from '../cli/session/session.ts';
import { defaultOptions } from '../vm.ts';

/** The program: `area()` is what fails. */
const PROGRAM = `fun area(w, h) { return w * h; }
print "before";
print area(2, 3);
print "after";
`;

/** What an object file has to become for a function with a multiplication. */
function spoilObject(spoil: (object: Buffer) => Buffer): void {
  const { emitObject } = llvm.TargetMachine.prototype;
  llvm.TargetMachine.prototype.emitObject = function (module) {
    const isArea = module.getFunctionList().some((fn) => fn.getName().startsWith('area.'));
    const object = emitObject.call(this, module);
    return isArea ? spoil(object) : object;
  };
}

/** Faults by name. Each leaves the script alone, and hits `area()`. */
const faults: Readonly<Record<string, () => void>> = {
  'bad IR'() {
    const { CreateFMul } = llvm.IRBuilder.prototype;
    llvm.IRBuilder.prototype.CreateFMul = function (...operands) {
      this.CreateRet(this.getInt32(0));
      return CreateFMul.apply(this, operands);
    };
  },
  'misused builder'() {
    const { CreateFMul } = llvm.IRBuilder.prototype;
    llvm.IRBuilder.prototype.CreateFMul = function (left) {
      return CreateFMul.call(this, left, this.getInt32(1));
    };
  },
  'missing symbol'() {
    const { defineAbsolute } = llvm.LLJIT.prototype;
    llvm.LLJIT.prototype.defineAbsolute = function (symbols) {
      const { 'runtime.operandsMustBeNumbers': _, ...others } = symbols;
      defineAbsolute.call(this, others);
    };
  },
  'no object at all': () => spoilObject(() => Buffer.from('this is no object file')),
  'truncated object': () => spoilObject((object) => object.subarray(0, object.length >> 1)),
  'empty object': () => spoilObject(() => Buffer.alloc(0)),
  'object without the function': () =>
    spoilObject((object) =>
      Buffer.from(object.toString('latin1').replaceAll('area', 'ares'), 'latin1'),
    ),
};

const fault = faults[process.argv[2]];
if (fault === undefined) throw new Error(`There is no fault '${process.argv[2]}'`);
fault();
const settings = {
  ...defaultOptions,
  tier: 'baseline',
  record: false,
  dump: [],
  trace: [],
} as const;
const session = createSession(
  settings,
  () => {},
  () => undefined,
);
process.exitCode = exitCodeOf[session.run(PROGRAM, false)];
