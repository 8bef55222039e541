import { describe, expect, it } from 'vitest';
import * as llvm from './namespace.ts';
import {
  callable,
  createBench,
  createWorkbench,
  define,
  isWithoutLlvm,
  moduleReturning,
} from './test-module.ts';

describe.skipIf(isWithoutLlvm)('a module', () => {
  it('is printed as IR, and read back', () => {
    const text = moduleReturning('answer', 42).print();
    expect(text).toContain('define i32 @answer() {\nentry:\n  ret i32 42\n}');
    const module = llvm.Module.parseIR(text, new llvm.LLVMContext());
    expect(module.getFunction('answer')?.print()).toContain('ret i32 42');
    const jit = new llvm.LLJIT();
    jit.addModule(module);
    expect(callable(jit.lookup('answer'), 'int32_t')()).toBe(42);
    jit.dispose();
  });

  it('travels as bitcode', () => {
    const bitcode = moduleReturning('answer', 42).writeBitcode();
    expect(bitcode.toString('latin1', 0, 2)).toBe('BC');
    const module = llvm.Module.parseBitcode(bitcode, new llvm.LLVMContext());
    expect(module.getFunctionList().map((fn) => fn.getName())).toEqual(['answer']);
    expect(module.print()).toBe(
      moduleReturning('answer', 42).print().replace("'answer'", "'bitcode'"),
    );
  });

  it('that cannot be read is an error', () => {
    const context = new llvm.LLVMContext();
    expect(() => llvm.Module.parseIR('define i32 @f() { ret i64 0 }', context)).toThrow(
      /IR:1:23: error: value doesn't match function result type 'i32'/,
    );
    expect(() => llvm.Module.parseBitcode(Buffer.from('nonsense'), context)).toThrow(
      llvm.LlvmError,
    );
    context.dispose();
  });

  it('has a name, a target and a layout', () => {
    const { module, context } = createWorkbench('first');
    const machine = new llvm.TargetMachine();
    machine.configure(module);
    module.setModuleIdentifier('second');
    module.setSourceFileName('program.lox');
    expect(module.getName()).toBe('second');
    expect(module.getSourceFileName()).toBe('program.lox');
    expect(module.getTargetTriple()).toBe(machine.triple);
    expect(module.getDataLayoutStr()).toBe(machine.getDataLayoutStr());
    expect(module.getContext()).toBe(context);
    expect(module.empty()).toBe(true);
    machine.dispose();
    context.dispose();
  });

  it('has each function once', () => {
    const bench = createWorkbench();
    const { builder, module } = bench;
    const f = define(bench, 'f', builder.getVoidTy(), []);
    const type = f.getFunctionType();
    expect(module.getFunction('f')).toBe(f);
    expect(module.getOrInsertFunction('f', type).getCallee()).toBe(f);
    expect(module.getOrInsertFunction('g', type).getCallee().isDeclaration()).toBe(true);
    expect(module.getFunction('h')).toBe(null);
    const other = llvm.FunctionType.get(builder.getInt32Ty(), false);
    expect(() => module.getOrInsertFunction('f', other)).toThrow("'f' is void (), not i32 ()");
    bench.context.dispose();
  });

  it('forgets functions that are erased', () => {
    const { module, f, context } = createBench();
    f.eraseFromParent();
    expect(module.getFunction('f')).toBe(null);
    expect(module.empty()).toBe(true);
    context.dispose();
  });

  it('holds variables and strings', () => {
    const bench = createWorkbench();
    const { builder, module } = bench;
    const i64 = builder.getInt64Ty();
    const { InternalLinkage } = llvm.Function.LinkageTypes;
    const count = new llvm.GlobalVariable(
      module,
      i64,
      false,
      InternalLinkage,
      builder.getInt64(40),
      'count',
    );
    const f = define(bench, 'next', i64, []);
    const next = builder.CreateAdd(builder.CreateLoad(i64, count), builder.getInt64(1));
    builder.CreateStore(next, count);
    builder.CreateRet(next);
    define(bench, 'text', builder.getPtrTy(), []);
    builder.CreateRet(builder.CreateGlobalString('héllo'));
    expect(f.getReturnType()).toBe(i64);
    const jit = new llvm.LLJIT();
    jit.addModule(module);
    const call = callable(jit.lookup('next'), 'int64_t');
    expect([call(), call()]).toEqual([41, 42]);
    expect(callable(jit.lookup('text'), 'const char *')()).toBe('héllo');
    jit.dispose();
  });
});

describe.skipIf(isWithoutLlvm)('attributes and metadata', () => {
  it('of functions, parameters and results are in the IR', () => {
    const { f, builder, i32, module } = createBench();
    f.addFnAttr('noinline');
    f.addFnAttr('cold');
    f.addFnAttr('willreturn');
    f.setDoesNotThrow();
    f.addFnAttr('memory', 'argmem: readwrite, inaccessiblemem: read');
    f.addFnAttr('frame-pointer', 'all');
    f.addParamAttr(3, 'noalias');
    f.addParamAttr(3, 'nonnull');
    f.addParamAttr(3, 'dereferenceable', 16);
    f.addParamAttr(3, 'align', 8);
    f.addRetAttr('noundef');
    builder.CreateRet(i32);
    const text = module.print();
    expect(text).toContain('define noundef i32 @f(');
    expect(text).toContain('ptr noalias nonnull align 8 dereferenceable(16) %3');
    expect(text).toMatch(/#0 = \{ .*memory\(argmem: readwrite, inaccessiblemem: read\)/);
    for (const attribute of ['noinline', 'cold', 'willreturn', 'nounwind']) {
      expect(text).toMatch(new RegExp(`#0 = \\{ .*\\b${attribute}\\b`));
    }
    expect(text).toContain('"frame-pointer"="all"');
  });

  it('tells LLVM what cannot alias and what a number can be', () => {
    const { context, builder, ptr, i32, module } = createBench();
    const metadata = new llvm.MDBuilder(context);
    const root = metadata.createTBAARoot('Lox');
    const field = metadata.createTBAAScalarTypeNode('field', root);
    const counter = metadata.createTBAAScalarTypeNode('counter', root);
    const type = builder.getInt32Ty();
    const load = builder.CreateLoad(type, ptr);
    load.setMetadata('tbaa', metadata.createTBAAStructTagNode(field, field));
    load.setMetadata('range', metadata.createRange(builder.getInt32(0), builder.getInt32(9)));
    const store = builder.CreateStore(i32, builder.CreatePtrAdd(ptr, builder.getInt64(8)));
    store.setMetadata('tbaa', metadata.createTBAAStructTagNode(counter, counter));
    const again = builder.CreateLoad(type, ptr);
    again.setMetadata('tbaa', metadata.createTBAAStructTagNode(field, field));
    builder.CreateRet(builder.CreateAdd(load, again));
    expect(module.print()).toContain('load i32, ptr %3, align 4, !tbaa !0, !range !3');
    // The second load sees what the first one did: the store in between is of another type.
    llvm.runPasses(module, 'function(gvn)');
    expect(module.print().match(/= load /g)).toHaveLength(1);
  });
});
