import { describe, expect, test } from 'vitest';
import { whyUnavailable } from './library.ts';
import * as llvm from './namespace.ts';

/** An object file of a function that multiplies, with a location for each of its steps. */
function buildObject(locate: boolean): Buffer {
  const context = new llvm.LLVMContext();
  const module = new llvm.Module('m', context);
  const target = new llvm.TargetMachine();
  target.configure(module);
  const builder = new llvm.IRBuilder(context);
  const i32 = builder.getInt32Ty();
  const type = llvm.FunctionType.get(i32, [i32, builder.getPtrTy()], false);
  const { ExternalLinkage } = llvm.Function.LinkageTypes;
  const fn = llvm.Function.Create(type, ExternalLinkage, 'f', module);
  const debug = locate ? new llvm.DebugInfo(module, 'program.lox') : undefined;
  builder.SetInsertPoint(llvm.BasicBlock.Create(context, '', fn));
  debug?.setFunction(fn, 'f', 3);
  debug?.setLocation(builder, 4, 7);
  const loaded = builder.CreateLoad(i32, fn.getArg(1), true);
  debug?.setLocation(builder, 100_000, 300);
  const product = builder.CreateMul(loaded, fn.getArg(0));
  debug?.setLocation(builder, 5, 2);
  builder.CreateStore(product, fn.getArg(1), true);
  builder.CreateRet(product);
  debug?.finalize();
  const object = target.emitObject(module);
  context.dispose();
  target.dispose();
  return object;
}

describe.skipIf(whyUnavailable() !== null)('the line table of an object file', () => {
  test('says which line and column code is for, far apart or not, forward and back', () => {
    const rows = llvm.readLineTable(buildObject(true));
    const places = rows.map(({ line, column }) => `${line}:${column}`);
    expect(places[0]).toMatch(/^3:/);
    expect(places).toContain('100000:300');
    expect(places.at(-1)).toBe('5:2');
    const addresses = rows.map(({ address }) => address);
    expect(addresses).toEqual([...addresses].sort((a, b) => a - b));
    expect(addresses[0]).toBe(0);
  });

  test('does not change the code', () => {
    const [located, plain] = [true, false].map((locate) => llvm.readCode(buildObject(locate)));
    expect(located.length).toBeGreaterThan(0);
    expect(located).toEqual(plain);
  });

  test('is empty where nobody asked for one', () => {
    expect(llvm.readLineTable(buildObject(false))).toEqual([]);
  });

  test('a location without a function is refused', () => {
    const context = new llvm.LLVMContext();
    const debug = new llvm.DebugInfo(new llvm.Module('m', context), 'program.lox');
    expect(() => debug.setLocation(new llvm.IRBuilder(context), 1, 1)).toThrow(
      'DebugInfo.setLocation: no function was named',
    );
  });

  test('what is no object file is refused', () => {
    expect(() => llvm.readSections(Buffer.from('hello'))).toThrow(/no object file/);
  });
});
