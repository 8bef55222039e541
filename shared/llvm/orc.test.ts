import { readFileSync } from 'node:fs';
import koffi from 'koffi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as llvm from './namespace.ts';
import {
  callable,
  createWorkbench,
  declare,
  define,
  isWithoutLlvm,
  moduleReturning,
} from './test-module.ts';

/** i32 fib(i32), by calling itself. */
function fibModule(): llvm.Module {
  const bench = createWorkbench('fib');
  const { builder, context, module } = bench;
  const i32 = builder.getInt32Ty();
  const fib = define(bench, 'fib', i32, [i32]);
  const small = llvm.BasicBlock.Create(context, 'small', fib);
  const large = llvm.BasicBlock.Create(context, 'large', fib);
  const n = fib.getArg(0);
  builder.CreateCondBr(builder.CreateICmpSLT(n, builder.getInt32(2)), small, large);
  builder.SetInsertPoint(small);
  builder.CreateRet(n);
  builder.SetInsertPoint(large);
  const one = builder.CreateCall(fib, [builder.CreateSub(n, builder.getInt32(1))]);
  const two = builder.CreateCall(fib, [builder.CreateSub(n, builder.getInt32(2))]);
  builder.CreateRet(builder.CreateAdd(one, two));
  return module;
}

/** double sum(ptr, i64): adds up doubles in a loop with two phis. */
function sumModule(): llvm.Module {
  const bench = createWorkbench('sum');
  const { builder, context, module } = bench;
  const i64 = builder.getInt64Ty();
  const double = builder.getDoubleTy();
  const sum = define(bench, 'sum', double, [builder.getPtrTy(), i64]);
  const entry = builder.GetInsertBlock();
  const loop = llvm.BasicBlock.Create(context, 'loop', sum);
  const done = llvm.BasicBlock.Create(context, 'done', sum);
  builder.CreateBr(loop);
  builder.SetInsertPoint(loop);
  const index = builder.CreatePHI(i64, 2, 'index');
  const total = builder.CreatePHI(double, 2, 'total');
  const element = builder.CreateInBoundsGEP(double, sum.getArg(0), index);
  const next = builder.CreateFAdd(total, builder.CreateLoad(double, element));
  const following = builder.CreateAdd(index, builder.getInt64(1));
  index.addIncoming(builder.getInt64(0), entry);
  index.addIncoming(following, loop);
  total.addIncoming(llvm.ConstantFP.get(double, 0), entry);
  total.addIncoming(next, loop);
  builder.CreateCondBr(builder.CreateICmpULT(following, sum.getArg(1)), loop, done);
  builder.SetInsertPoint(done);
  builder.CreateRet(next);
  return module;
}

/** i32 twice(i32), which calls `helper` two times. */
function callerModule(): llvm.Module {
  const bench = createWorkbench('caller');
  const { builder, module } = bench;
  const i32 = builder.getInt32Ty();
  const helper = declare(bench, 'helper', i32, [i32]);
  const twice = define(bench, 'twice', i32, [i32]);
  const first = builder.CreateCall(helper, [twice.getArg(0)]);
  builder.CreateRet(builder.CreateCall(helper, [first]));
  return module;
}

/** Memory mappings of this process. */
function countMappings(): number {
  return readFileSync('/proc/self/maps', 'utf8').split('\n').length;
}

describe.skipIf(isWithoutLlvm)('the JIT', () => {
  for (const optLevel of [0, 1, 2, 3] as const) {
    it(`compiles calls and loops at level ${optLevel}`, () => {
      const jit = new llvm.LLJIT({ optLevel });
      jit.addModule(fibModule());
      jit.addModule(sumModule());
      expect(callable(jit.lookup('fib'), 'int32_t', 'int32_t')(20)).toBe(6765);
      const doubles = new Float64Array([1, 2.5, 4]);
      const sum = callable(jit.lookup('sum'), 'double', 'double *', 'int64_t');
      expect(sum(doubles, 3)).toBe(7.5);
      jit.dispose();
    });
  }

  describe('with absolute symbols', () => {
    const called: number[] = [];
    let helper: bigint;
    beforeAll(() => {
      const type = koffi.pointer(koffi.proto('int32_t', ['int32_t']));
      helper = koffi.register((value: number) => {
        called.push(value);
        return value * 10;
      }, type);
    });
    afterAll(() => koffi.unregister(helper));

    it('lets code call into JavaScript', () => {
      const jit = new llvm.LLJIT();
      jit.defineAbsolute({ helper: Number(helper) });
      jit.addModule(callerModule());
      expect(callable(jit.lookup('twice'), 'int32_t', 'int32_t')(7)).toBe(700);
      expect(called).toEqual([7, 70]);
      jit.dispose();
    });

    it('refuses a name that is taken', () => {
      const jit = new llvm.LLJIT();
      jit.defineAbsolute({ helper: 4096 });
      expect(() => jit.defineAbsolute({ helper: 8192 })).toThrow(/not defined: .*helper/);
      jit.dispose();
    });
  });

  it('says which name is missing', () => {
    const jit = new llvm.LLJIT();
    expect(() => jit.lookup('nothing')).toThrow("no 'nothing': Symbols not found: [ nothing ]");
    jit.addModule(callerModule());
    expect(() => jit.lookup('twice')).toThrow(/Symbols not found: \[ helper \]/);
    jit.dispose();
  });

  it('refuses a second function of the same name', () => {
    const jit = new llvm.LLJIT();
    jit.addModule(moduleReturning('same', 1));
    expect(() => jit.addModule(moduleReturning('same', 2))).toThrow(/not added: .*same/);
    expect(callable(jit.lookup('same'), 'int32_t')()).toBe(1);
    jit.dispose();
  });

  it('takes object files, each compiled as it should be', () => {
    const jit = new llvm.LLJIT();
    const machine = new llvm.TargetMachine({ optLevel: 0 });
    const module = moduleReturning('seven', 7);
    const tracker = jit.createTracker();
    jit.addObject(machine.emitObject(module), tracker);
    expect(callable(jit.lookup('seven'), 'int32_t')()).toBe(7);
    tracker.remove();
    expect(() => jit.lookup('seven')).toThrow(llvm.LlvmError);
    expect(() => jit.addObject(Buffer.from('not an object file'))).toThrow(llvm.LlvmError);
    module.dispose();
    machine.dispose();
    jit.dispose();
  });

  it('frees what a tracker tracked, and the name is free again', () => {
    const jit = new llvm.LLJIT();
    for (const value of [1, 2]) {
      const tracker = jit.createTracker();
      jit.addModule(moduleReturning('value', value), tracker);
      expect(callable(jit.lookup('value'), 'int32_t')()).toBe(value);
      tracker.remove();
      expect(() => jit.lookup('value')).toThrow('Symbols not found');
    }
    jit.dispose();
  });

  it('keeps what was handed to another tracker', () => {
    const jit = new llvm.LLJIT();
    const first = jit.createTracker();
    const second = jit.createTracker();
    jit.addModule(moduleReturning('kept', 5), first);
    const address = jit.lookup('kept');
    first.transferTo(second);
    first.remove();
    expect(jit.lookup('kept')).toBe(address);
    expect(callable(address, 'int32_t')()).toBe(5);
    second.dispose();
    expect(jit.lookup('kept')).toBe(address);
    jit.dispose();
  });

  it.runIf(process.platform === 'linux')(
    'holds no more memory after 1,000 modules that came and went than after 100',
    () => {
      const jit = new llvm.LLJIT({ optLevel: 0 });
      const comeAndGo = (times: number) => {
        for (let time = 0; time < times; time++) {
          const tracker = jit.createTracker();
          jit.addModule(moduleReturning(`f${time}`, time), tracker);
          expect(callable(jit.lookup(`f${time}`), 'int32_t')()).toBe(time);
          tracker.remove();
        }
      };
      comeAndGo(100);
      const before = countMappings();
      comeAndGo(1000);
      expect(countMappings() - before).toBeLessThan(50);
      jit.dispose();
    },
    60_000,
  );

  it('joins functions of one convention by jumps', () => {
    const bench = createWorkbench();
    const { builder, context, module } = bench;
    const i64 = builder.getInt64Ty();
    const step = define(bench, 'step', i64, [i64, i64]);
    step.setCallingConv(llvm.CallingConv.PreserveNone);
    const [count, total] = [step.getArg(0), step.getArg(1)];
    const more = llvm.BasicBlock.Create(context, 'more', step);
    const done = llvm.BasicBlock.Create(context, 'done', step);
    const weights = new llvm.MDBuilder(context).createBranchWeights(1, 1000);
    builder.CreateCondBr(builder.CreateIsNull(count), done, more, weights);
    builder.SetInsertPoint(done);
    builder.CreateRet(total);
    builder.SetInsertPoint(more);
    const rest = builder.CreateSub(count, builder.getInt64(1));
    const jump = builder.CreateCall(step, [rest, builder.CreateAdd(total, count)]);
    jump.setCallingConv(llvm.CallingConv.PreserveNone);
    jump.setTailCallKind(llvm.CallInst.TailCallKind.TCK_MustTail);
    builder.CreateRet(jump);
    const run = define(bench, 'run', i64, [i64]);
    const start = builder.CreateCall(step, [run.getArg(0), builder.getInt64(0)]);
    start.setCallingConv(llvm.CallingConv.PreserveNone);
    builder.CreateRet(start);
    const jit = new llvm.LLJIT({ optLevel: 0 });
    jit.addModule(module);
    const deepest = 10_000_000; // ten million frames would not fit on any stack
    expect(callable(jit.lookup('run'), 'int64_t', 'int64_t')(deepest)).toBe(50_000_005_000_000);
    jit.dispose();
  }, 60_000);
});
