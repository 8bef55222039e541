/**
 * Builds and calls every parity program with the provider that `-C` chooses,
 * in a process of its own. Writes what they return as JSON.
 */
import koffi from 'koffi';
import llvm from '#llvm';
import { type ParityProgram, type ParityType, parityPrograms } from './test-parity-programs.ts';

const machine = new llvm.TargetMachine();
/** What programs that are given an address find there. */
const memory = new Int32Array([11, 22, 33, 44]);

function typeOf(builder: llvm.IRBuilder, name: ParityType): llvm.Type {
  if (name === 'double') return builder.getDoubleTy();
  return name === 'int32_t' ? builder.getInt32Ty() : builder.getInt64Ty();
}

function buildModule({ result, parameters, build }: ParityProgram): llvm.Module {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('parity', context);
  machine.configure(module);
  const builder = new llvm.IRBuilder(context);
  const types = parameters.map((name) => typeOf(builder, name));
  const type = llvm.FunctionType.get(typeOf(builder, result), types, false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const f = llvm.Function.Create(type, ExternalLinkage, 'f', module);
  builder.SetInsertPoint(llvm.BasicBlock.Create(context, 'entry', f));
  const args = parameters.map((_, index): llvm.Value => f.getArg(index));
  build({ context, module, builder, f, args });
  return module;
}

/** An argument as koffi takes it. */
function argument(value: number | string): unknown {
  if (value === 'memory') return koffi.address(memory);
  return typeof value === 'string' ? BigInt(value) : value;
}

/** What the calls return, as text; `isObject`: by passes and an object file, else by ORC alone. */
function run(program: ParityProgram, isObject: boolean): string[] {
  const module = buildModule(program);
  if (llvm.verifyModule(module)) throw new Error('the module is broken');
  const jit = new llvm.LLJIT();
  if (isObject) {
    llvm.runPasses(module, 'default<O1>', machine);
    jit.addObject(machine.emitObject(module));
  } else {
    jit.addModule(module);
  }
  const type = koffi.proto(program.result, [...program.parameters]);
  const f = koffi.decode(jit.lookup('f'), type) as (...args: unknown[]) => number | bigint;
  const results = program.calls.map((args) => String(f(...args.map(argument))));
  jit.dispose();
  return results;
}

const results = Object.entries(parityPrograms).map(([name, program]) => {
  return [name, { plain: run(program, false), optimized: run(program, true) }];
});
const text = buildModule(parityPrograms['memory at an address']).print();
const report = {
  isPackage: 'ConstantExpr' in llvm,
  volatileLoads: text.match(/load volatile i32/g)?.length ?? 0,
  results: Object.fromEntries(results),
};
process.stdout.write(JSON.stringify(report));
