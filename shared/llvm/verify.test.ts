import { describe, expect, it } from 'vitest';
import * as llvm from './namespace.ts';
import { createBench, createWorkbench, declare, define, isWithoutLlvm } from './test-module.ts';

/** What a piece of work throws. */
function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** A module whose function `caller` calls `callee`, which has another calling convention. */
function mismatched(): llvm.Module {
  const bench = createWorkbench();
  const { builder } = bench;
  const callee = declare(bench, 'callee', builder.getInt32Ty(), []);
  callee.setCallingConv(llvm.CallingConv.Tail);
  define(bench, 'caller', builder.getInt32Ty(), []);
  builder.CreateRet(builder.CreateCall(callee));
  return bench.module;
}

describe.skipIf(isWithoutLlvm)('verification', () => {
  it('passes what is valid', () => {
    const { builder, i32, f, module } = createBench();
    builder.CreateRet(i32);
    expect(llvm.verifyFunction(f)).toBe(false);
    expect(llvm.verifyModule(module)).toBe(false);
  });

  it('finds a block that does not end', () => {
    const { f, module } = createBench();
    expect(llvm.verifyFunction(f)).toBe(true);
    expect(llvm.verifyModule(module)).toBe(true);
  });

  it('keeps bad modules out of the JIT, and says where they are bad', () => {
    const bench = createBench();
    const { builder, i32, module } = bench;
    builder.CreateRet(i32);
    const sum = define(bench, 'sum', builder.getInt32Ty(), []);
    const entry = builder.GetInsertBlock();
    const late = llvm.BasicBlock.Create(bench.context, 'late', sum);
    builder.SetInsertPoint(late);
    const value = builder.CreateLoad(builder.getInt32Ty(), bench.f, 'value');
    builder.CreateRet(value);
    builder.SetInsertPoint(entry);
    builder.CreateCondBr(builder.getTrue(), late, late);
    builder.CreateRet(value);
    const jit = new llvm.LLJIT();
    const error = thrown(() => jit.addModule(module));
    expect(error).toBeInstanceOf(llvm.InvalidModule);
    expect(error).toMatchObject({
      functionName: 'sum',
      message: expect.stringContaining(
        "function 'sum' is not valid IR: Terminator found in the middle of a basic block",
      ),
    });
    // The module is still ours.
    expect(module.print()).toContain('define i32 @sum()');
    module.dispose();
    jit.dispose();
  });

  it('comes before passes and code generation, too', () => {
    const { module } = createBench();
    const machine = new llvm.TargetMachine();
    expect(() => llvm.runPasses(module, 'default<O2>')).toThrow(llvm.InvalidModule);
    expect(() => machine.emitObject(module)).toThrow(llvm.InvalidModule);
    machine.dispose();
  });

  it('finds calls of another calling convention than their callee', () => {
    const error = thrown(() => new llvm.LLJIT().addModule(mismatched()));
    expect(error).toBeInstanceOf(llvm.InvalidModule);
    expect(error).toMatchObject({
      functionName: 'caller',
      diagnostic:
        "'caller' calls 'callee' with calling convention 0, but 'callee' has 18; set the same on both",
    });
  });

  it('lets functions of any convention be passed on', () => {
    const bench = createWorkbench();
    const { builder, module } = bench;
    const callee = declare(bench, 'callee', builder.getVoidTy(), []);
    callee.setCallingConv(llvm.CallingConv.Tail);
    const taker = declare(bench, 'taker', builder.getVoidTy(), [builder.getPtrTy()]);
    define(bench, 'caller', builder.getVoidTy(), []);
    builder.CreateCall(taker, [callee]);
    builder.CreateRetVoid();
    expect(llvm.verifyModule(module)).toBe(false);
  });
});
