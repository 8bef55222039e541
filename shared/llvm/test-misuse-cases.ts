/**
 * Wrong uses of the binding, each with the beginning of the message that it
 * has to get. Without a check most of them end the process, so they are run by
 * `misuse-child.ts`.
 */
import * as llvm from './namespace.ts';
import { type Bench, createBench, declare, define, moduleReturning } from './test-module.ts';

/** What is done, and the message that it gets. */
export interface MisuseCase {
  readonly name: string;
  readonly message: string;
  /** Does it, with a builder that stands in a function `f(i32, i64, double, ptr)`. */
  readonly run: (bench: Bench) => unknown;
}

/** What TypeScript would not let through. */
const missing = null as unknown as never;

const moved = ' has moved into the JIT';

function use(bench: Bench, work: (jit: llvm.LLJIT) => unknown): void {
  const jit = new llvm.LLJIT();
  bench.builder.CreateRet(bench.i32);
  jit.addModule(bench.module);
  try {
    work(jit);
  } finally {
    jit.dispose();
  }
}

const lifetimes: readonly MisuseCase[] = [
  {
    name: 'a context disposed of twice',
    message: 'LLVMContext.dispose: the context was disposed of with its context',
    run: ({ context }) => [context.dispose(), context.dispose()],
  },
  {
    name: 'a type of a context that is gone',
    message: 'IntegerType.get: the context was disposed of with its context',
    run: ({ context }) => [context.dispose(), llvm.Type.getInt32Ty(context)],
  },
  {
    name: 'a module in a context that is gone',
    message: 'Module: the context was disposed of with its context',
    run: ({ context }) => [context.dispose(), new llvm.Module('m', context)],
  },
  {
    name: 'a module disposed of twice',
    message: 'Module.dispose: the module was disposed of with its module',
    run: ({ module }) => [module.dispose(), module.dispose()],
  },
  {
    name: 'a module disposed of after its context',
    message: 'Module.dispose: the module was disposed of with its context',
    run: ({ context, module }) => [context.dispose(), module.dispose()],
  },
  {
    name: 'a module printed when it is gone',
    message: 'Module.print: the module was disposed of with its module',
    run: ({ module }) => [module.dispose(), module.print()],
  },
  {
    name: 'an instruction built into a module that is gone',
    message: 'IRBuilder.CreateAdd: the block of the insert point was disposed of with its module',
    run: ({ module, builder, i32 }) => [module.dispose(), builder.CreateAdd(i32, i32)],
  },
  {
    name: 'a value of a module that is gone',
    message: 'Value.print: the value was disposed of with its module',
    run: ({ module, i32 }) => [module.dispose(), i32.print()],
  },
  {
    name: 'a function of a module that is gone',
    message: 'BasicBlock.Create: the value was disposed of with its module',
    run: ({ module, context, f }) => [module.dispose(), llvm.BasicBlock.Create(context, '', f)],
  },
  {
    name: 'an erased function',
    message: 'Function.getArg: the value was erased with its function',
    run: ({ f }) => [f.eraseFromParent(), f.getArg(0)],
  },
  {
    name: 'a function erased while it is called',
    message: "Function.eraseFromParent: 'f' is still used",
    run: ({ f, builder, i32, i64, double, ptr }) => {
      builder.CreateCall(f, [i32, i64, double, ptr]);
      f.eraseFromParent();
    },
  },
  {
    name: 'a module added twice',
    message: `LLJIT.addModule: the module${moved}`,
    run: (bench) => use(bench, (jit) => jit.addModule(bench.module)),
  },
  {
    name: 'a context used after its module moved into the JIT',
    message: `Module: the context${moved}`,
    run: (bench) => use(bench, () => new llvm.Module('m', bench.context)),
  },
  {
    name: 'a constant used after its module moved into the JIT',
    message: `IntegerType.get: the context${moved}`,
    run: (bench) => use(bench, () => bench.builder.getInt32(1)),
  },
  {
    name: 'a context with two modules moved into the JIT',
    message: "LLJIT.addModule: the module's context has other modules: give each its own",
    run: (bench) => {
      new llvm.Module('other', bench.context);
      use(bench, () => undefined);
    },
  },
  {
    name: 'a value from before the passes ran',
    message:
      'IRBuilder.CreateRet: the block of the insert point is from before the passes ran, ' +
      'and they may have removed it',
    run: ({ builder, module, i32 }) => {
      builder.CreateRet(i32);
      llvm.runPasses(module, 'function(simplifycfg)');
      builder.CreateRet(i32);
    },
  },
  {
    name: 'a JIT disposed of twice',
    message: 'LLJIT.dispose: the JIT was disposed of with its JIT',
    run: () => {
      const jit = new llvm.LLJIT();
      jit.dispose();
      jit.dispose();
    },
  },
  {
    name: 'a lookup in a JIT that is gone',
    message: 'LLJIT.lookup: the JIT was disposed of with its JIT',
    run: () => {
      const jit = new llvm.LLJIT();
      jit.dispose();
      jit.lookup('f');
    },
  },
  {
    name: 'a tracker removed twice',
    message: 'ResourceTracker.remove: the tracker has removed its code',
    run: () => {
      const tracker = new llvm.LLJIT().createTracker();
      tracker.remove();
      tracker.remove();
    },
  },
  {
    name: 'a tracker removed after its JIT',
    message: 'ResourceTracker.remove: the tracker was disposed of',
    run: () => {
      const jit = new llvm.LLJIT();
      const tracker = jit.createTracker();
      jit.dispose();
      tracker.remove();
    },
  },
  {
    name: 'a tracker of another JIT',
    message: 'LLJIT.addModule: the tracker belongs to another JIT',
    run: () => {
      const tracker = new llvm.LLJIT().createTracker();
      new llvm.LLJIT().addModule(moduleReturning('g', 1), tracker);
    },
  },
  {
    name: 'a target machine used when it is gone',
    message: 'TargetMachine.emitAssembly: the target machine was disposed of',
    run: ({ module }) => {
      const machine = new llvm.TargetMachine();
      machine.dispose();
      machine.emitAssembly(module);
    },
  },
  {
    name: 'a disassembler used when it is gone',
    message: 'Disassembler.disassemble: the disassembler was disposed of',
    run: () => {
      const disassembler = new llvm.Disassembler();
      disassembler.dispose();
      disassembler.disassemble(new Uint8Array(1), 0);
    },
  },
];

const positions: readonly MisuseCase[] = [
  {
    name: 'an instruction without an insert point',
    message: 'IRBuilder.CreateAdd: there is no insert point: call SetInsertPoint first',
    run: ({ context, i32 }) => new llvm.IRBuilder(context).CreateAdd(i32, i32),
  },
  {
    name: 'an insert point that was cleared',
    message: 'IRBuilder.GetInsertBlock: there is no insert point: call SetInsertPoint first',
    run: ({ builder }) => [builder.ClearInsertionPoint(), builder.GetInsertBlock()],
  },
  {
    name: 'an insert point in a block of no function',
    message: 'IRBuilder.SetInsertPoint: the block is in no function yet',
    run: ({ builder, context }) => builder.SetInsertPoint(llvm.BasicBlock.Create(context)),
  },
  {
    name: 'an insert point in another context',
    message: 'IRBuilder.SetInsertPoint: the block belongs to another context',
    run: ({ builder }) => builder.SetInsertPoint(createBench().builder.GetInsertBlock()),
  },
  {
    name: 'a jump to a block of another function',
    message: "IRBuilder.CreateBr: the block is in another function, 'g'",
    run: (bench) => {
      const { builder, context } = bench;
      const g = declare(bench, 'g', builder.getVoidTy(), []);
      builder.CreateBr(llvm.BasicBlock.Create(context, '', g));
    },
  },
  {
    name: 'a jump to a value that is no block',
    message: 'IRBuilder.CreateBr: a value of i32 is not a block',
    run: ({ builder, i32 }) => builder.CreateBr(i32 as llvm.BasicBlock),
  },
  {
    name: 'a block put into two functions',
    message: 'BasicBlock.insertInto: the block is in a function',
    run: ({ builder, f }) => f.addBasicBlock(builder.GetInsertBlock()),
  },
];

const operands: readonly MisuseCase[] = [
  {
    name: 'a null operand',
    message: 'IRBuilder.CreateAdd: null is not a value',
    run: ({ builder, i32 }) => builder.CreateAdd(missing, i32),
  },
  {
    name: 'a null type',
    message: 'IRBuilder.CreateLoad: null is not a type',
    run: ({ builder, ptr }) => builder.CreateLoad(missing, ptr),
  },
  {
    name: 'a null block',
    message: 'IRBuilder.CreateBr: null is not a value',
    run: ({ builder }) => builder.CreateBr(missing),
  },
  {
    name: 'a null context',
    message: 'Module: the context is missing',
    run: () => new llvm.Module('m', missing),
  },
  {
    name: 'a null module',
    message: 'LLJIT.addModule: the module is missing',
    run: () => new llvm.LLJIT().addModule(missing),
  },
  {
    name: 'an operand of another context',
    message: 'IRBuilder.CreateAdd: the operand of type i32 belongs to another context',
    run: ({ builder, i32 }) => builder.CreateAdd(i32, createBench().i32),
  },
  {
    name: 'a type of another context',
    message: 'IRBuilder.CreateLoad: i32 belongs to another context',
    run: ({ builder, ptr }) => builder.CreateLoad(createBench().builder.getInt32Ty(), ptr),
  },
  {
    name: 'a function type of two contexts',
    message: 'FunctionType.get: i32 belongs to another context than i64',
    run: ({ builder }) =>
      llvm.FunctionType.get(builder.getInt64Ty(), [createBench().builder.getInt32Ty()], false),
  },
  {
    name: 'a function of a type of another context',
    message: 'Function.Create: i32 () belongs to another context',
    run: (bench) => {
      const other = llvm.FunctionType.get(createBench().builder.getInt32Ty(), false);
      llvm.Function.Create(other, 0, 'g', bench.module);
    },
  },
  {
    name: 'an operand of another function',
    message: 'IRBuilder.CreateAdd: the operand of type i32 is in another function or module',
    run: (bench) => {
      const { builder, i32 } = bench;
      const g = define(bench, 'g', builder.getVoidTy(), [builder.getInt32Ty()]);
      builder.CreateAdd(g.getArg(0), i32);
    },
  },
  {
    name: 'an addition of two types',
    message: 'IRBuilder.CreateAdd: the operands differ in type: i32 and i64',
    run: ({ builder, i32, i64 }) => builder.CreateAdd(i32, i64),
  },
  {
    name: 'an integer addition of doubles',
    message: 'IRBuilder.CreateAdd: the operand is of type double',
    run: ({ builder, double }) => builder.CreateAdd(double, double),
  },
  {
    name: 'a floating-point addition of integers',
    message: 'IRBuilder.CreateFAdd: the operand is of type i32',
    run: ({ builder, i32 }) => builder.CreateFAdd(i32, i32),
  },
  {
    name: 'a comparison of two types',
    message: 'IRBuilder.CreateICmpULT: the operands differ in type: i32 and ptr',
    run: ({ builder, i32, ptr }) => builder.CreateICmpULT(i32, ptr),
  },
  {
    name: 'an integer comparison of doubles',
    message: 'IRBuilder.CreateICmpEQ: the operand is of type double',
    run: ({ builder, double }) => builder.CreateICmpEQ(double, double),
  },
  {
    name: 'a store to something that is no pointer',
    message: 'IRBuilder.CreateStore: the address is of type i64, not ptr',
    run: ({ builder, i32, i64 }) => builder.CreateStore(i32, i64),
  },
  {
    name: 'a store of nothing',
    message: 'IRBuilder.CreateStore: void has no size',
    run: (bench) => {
      const { builder, ptr } = bench;
      const g = declare(bench, 'g', builder.getVoidTy(), []);
      builder.CreateStore(builder.CreateCall(g), ptr);
    },
  },
  {
    name: 'a load of a type without size',
    message: 'IRBuilder.CreateLoad: void has no size',
    run: ({ builder, ptr }) => builder.CreateLoad(builder.getVoidTy(), ptr),
  },
  {
    name: 'a branch on something that is no i1',
    message: 'IRBuilder.CreateCondBr: the condition is i32, not i1',
    run: ({ builder, i32 }) => {
      const block = builder.GetInsertBlock();
      builder.CreateCondBr(i32, block, block);
    },
  },
  {
    name: 'a switch on a double',
    message: 'IRBuilder.CreateSwitch: a switch on double',
    run: ({ builder, double }) => builder.CreateSwitch(double, builder.GetInsertBlock()),
  },
  {
    name: 'a case of another type',
    message: 'SwitchInst.addCase: a case of i64 in a switch on i32',
    run: ({ builder, i32 }) => {
      const block = builder.GetInsertBlock();
      builder.CreateSwitch(i32, block).addCase(builder.getInt64(1), block);
    },
  },
  {
    name: 'a result of the wrong type',
    message: "IRBuilder.CreateRet: 'f' returns i32, not i64",
    run: ({ builder, i64 }) => builder.CreateRet(i64),
  },
  {
    name: 'no result from a function that has one',
    message: "IRBuilder.CreateRetVoid: 'f' returns i32, not void",
    run: ({ builder }) => builder.CreateRetVoid(),
  },
  {
    name: 'a call with too few arguments',
    message: "IRBuilder.CreateCall: 'f' takes 4 arguments, not 1",
    run: ({ builder, f, i32 }) => builder.CreateCall(f, [i32]),
  },
  {
    name: 'a call with an argument of the wrong type',
    message: "IRBuilder.CreateCall: argument 1 of 'f' is i64, not i32",
    run: ({ builder, f, i32, double, ptr }) => builder.CreateCall(f, [i32, i32, double, ptr]),
  },
  {
    name: 'a call by another type',
    message: "IRBuilder.CreateCall: 'f' is i32 (i32, i64, double, ptr), and is called as void ()",
    run: ({ builder, f }) =>
      builder.CreateCall(llvm.FunctionType.get(builder.getVoidTy(), false), f),
  },
  {
    name: 'a call of something that is no address',
    message: 'IRBuilder.CreateCall: a value of i32 cannot be called',
    run: ({ builder, i32 }) =>
      builder.CreateCall(llvm.FunctionType.get(builder.getVoidTy(), false), i32),
  },
  {
    name: 'a call of nothing',
    message: 'IRBuilder.CreateCall: there is nothing to call',
    run: ({ builder }) => builder.CreateCall(missing, []),
  },
  {
    name: 'a choice between two types',
    message: 'IRBuilder.CreateSelect: one value is i32, the other i64',
    run: ({ builder, i32, i64 }) => builder.CreateSelect(builder.getTrue(), i32, i64),
  },
  {
    name: 'a phi of another type',
    message: 'PHINode.addIncoming: i64 arrives at a phi of i32',
    run: ({ builder, i64 }) => {
      const phi = builder.CreatePHI(builder.getInt32Ty(), 1);
      phi.addIncoming(i64, builder.GetInsertBlock());
    },
  },
  {
    name: 'a truncation to a wider type',
    message: 'IRBuilder.CreateTrunc: i32 cannot become i64 so',
    run: ({ builder, i32 }) => builder.CreateTrunc(i32, builder.getInt64Ty()),
  },
  {
    name: 'a pointer cast to a double',
    message: 'IRBuilder.CreateBitCast: ptr cannot become double so',
    run: ({ builder, ptr }) => builder.CreateBitCast(ptr, builder.getDoubleTy()),
  },
  {
    name: 'an integer made a pointer the wrong way',
    message: 'IRBuilder.CreateBitCast: i64 cannot become ptr so',
    run: ({ builder, i64 }) => builder.CreateBitCast(i64, builder.getPtrTy()),
  },
  {
    name: 'an index into a number',
    message: 'IRBuilder.CreateGEP: there is nothing in i32',
    run: ({ builder, ptr, i64 }) => builder.CreateGEP(builder.getInt32Ty(), ptr, [i64, i64]),
  },
  {
    name: 'a field that is not there',
    message: 'StructType.getElementType: { i32 } has no field 1',
    run: ({ builder, context, ptr }) => {
      const struct = llvm.StructType.get(context, [builder.getInt32Ty()]);
      builder.CreateStructGEP(struct, ptr, 1);
    },
  },
  {
    name: 'an argument that is not there',
    message: "Function.getArg: 'f' has no argument 4",
    run: ({ f }) => f.getArg(4),
  },
  {
    name: 'a number that does not fit',
    message: 'IRBuilder.getInt8: 256 is no i8',
    run: ({ builder }) => builder.getInt8(256),
  },
  {
    name: 'a number that is not whole',
    message: 'IRBuilder.getInt32: 0.5 is no i32',
    run: ({ builder }) => builder.getInt32(0.5),
  },
  {
    name: 'integers of no width',
    message: 'IntegerType.get: there are no integers of 0 bits',
    run: ({ context }) => llvm.Type.getIntNTy(context, 0),
  },
  {
    name: 'a parameter of type void',
    message: 'FunctionType.get: no parameter can be of type void',
    run: ({ builder }) => llvm.FunctionType.get(builder.getVoidTy(), [builder.getVoidTy()], false),
  },
  {
    name: 'a second function of one name',
    message: "Function.Create: the module has a function 'f'",
    run: (bench) => declare(bench, 'f', bench.builder.getVoidTy(), []),
  },
  {
    name: 'an attribute that there is not',
    message: "Function.addFnAttr: LLVM knows no attribute 'noinlin'",
    run: ({ f }) => f.addFnAttr('noinlin'),
  },
  {
    name: 'an attribute that needs a type',
    message: "Function.addParamAttr: 'byval' needs a type or a range",
    run: ({ f }) => f.addParamAttr(3, 'byval'),
  },
  {
    name: 'digits that are no number',
    message: "ConstantFP.get: 'one' is no number",
    run: ({ builder }) => llvm.ConstantFP.get(builder.getDoubleTy(), 'one'),
  },
  {
    name: 'an effect on memory that there is not',
    message: 'Function.addFnAttr: memory(nothing): ',
    run: ({ f }) => f.addFnAttr('memory', 'nothing'),
  },
  {
    name: 'an alignment that is no power of two',
    message: 'MemoryInst.setAlignment: 3 is not a power of two',
    run: ({ builder, i32, ptr }) => builder.CreateStore(i32, ptr).setAlignment(3),
  },
  {
    name: 'an ordering that there is not',
    message: 'MemoryInst.setOrdering: 3 is none of NotAtomic, ',
    run: ({ builder, i32, ptr }) => builder.CreateStore(i32, ptr).setOrdering(3),
  },
  {
    name: 'a data layout that makes no sense',
    message: 'Module.setDataLayout: IR:1:21: error: ',
    run: ({ module }) => module.setDataLayout('nonsense'),
  },
  {
    name: 'a value that is to stand for itself',
    message: 'Value.replaceAllUsesWith: i32 %0 cannot stand for i32 %0',
    run: ({ i32 }) => i32.replaceAllUsesWith(i32),
  },
  {
    name: 'a constant that is to be replaced',
    message: 'Value.replaceAllUsesWith: a constant is used by others, too',
    run: ({ builder }) => builder.getInt32(1).replaceAllUsesWith(builder.getInt32(2)),
  },
  {
    name: 'a phi of a function in another module',
    message: 'PHINode.addIncoming: the operand of type ptr is in another function or module',
    run: (bench) => {
      const { builder, context } = bench;
      const module = new llvm.Module('other', context);
      const g = declare({ ...bench, module }, 'g', builder.getVoidTy(), []);
      const phi = builder.CreatePHI(builder.getPtrTy(), 1);
      phi.addIncoming(g, builder.GetInsertBlock());
    },
  },
  {
    name: 'a freeze of a block',
    message: 'IRBuilder.CreateFreeze: the operand is of type label',
    run: ({ builder }) => builder.CreateFreeze(builder.GetInsertBlock()),
  },
  {
    name: 'metadata of another context',
    message: 'Instruction.setMetadata: the metadata belongs to another context',
    run: ({ builder, i32, ptr }) => {
      const node = llvm.MDNode.get(createBench().context, []);
      builder.CreateStore(i32, ptr).setMetadata('tbaa', node);
    },
  },
  {
    name: 'an intrinsic of too few types',
    message: 'IRBuilder.CreateIntrinsic: llvm.bswap takes 1 types, not 0',
    run: ({ builder, i32 }) => builder.CreateIntrinsic(llvm.Intrinsic.bswap, [], [i32]),
  },
  {
    name: 'an intrinsic that there is not',
    message: "Intrinsic.getDeclaration: no intrinsic 'llvm.nothing'",
    run: ({ module }) => llvm.Intrinsic.getDeclaration(module, 'llvm.nothing'),
  },
];

/** Every misuse, with what is said of it. */
export const misuseCases: readonly MisuseCase[] = [...lifetimes, ...positions, ...operands];
