import { describe, expect, it } from 'vitest';
import * as llvm from './namespace.ts';
import { createBench, createWorkbench, declare, define, isWithoutLlvm } from './test-module.ts';

/** The instructions of the first block that a body builds, one a line; parameters are %0, %1, … */
function lines(build: (bench: ReturnType<typeof createBench>) => void): string[] {
  const bench = createBench();
  build(bench);
  const text = bench.f.print();
  bench.context.dispose();
  const body = text.slice(text.indexOf('entry:') + 'entry:'.length, text.lastIndexOf('}'));
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^\w+:/.test(line));
}

describe.skipIf(isWithoutLlvm)('the builder', () => {
  it('computes with integers', () => {
    expect(
      lines(({ builder, i32 }) => {
        const two = builder.getInt32(2);
        builder.CreateNSWAdd(builder.CreateAdd(i32, two), two);
        builder.CreateSub(i32, two);
        builder.CreateMul(i32, two);
        builder.CreateSDiv(i32, two);
        builder.CreateUDiv(i32, two);
        builder.CreateSRem(i32, two);
        builder.CreateURem(i32, two);
        builder.CreateAnd(i32, two);
        builder.CreateOr(i32, two);
        builder.CreateXor(i32, two);
        builder.CreateShl(i32, two);
        builder.CreateAShr(i32, two);
        builder.CreateLShr(i32, two);
        builder.CreateNeg(i32);
        builder.CreateNot(i32, 'not');
      }),
    ).toEqual([
      '%4 = add i32 %0, 2',
      '%5 = add nsw i32 %4, 2',
      '%6 = sub i32 %0, 2',
      '%7 = mul i32 %0, 2',
      '%8 = sdiv i32 %0, 2',
      '%9 = udiv i32 %0, 2',
      '%10 = srem i32 %0, 2',
      '%11 = urem i32 %0, 2',
      '%12 = and i32 %0, 2',
      '%13 = or i32 %0, 2',
      '%14 = xor i32 %0, 2',
      '%15 = shl i32 %0, 2',
      '%16 = ashr i32 %0, 2',
      '%17 = lshr i32 %0, 2',
      '%18 = sub i32 0, %0',
      '%not = xor i32 %0, -1',
    ]);
  });

  it('computes with floating-point numbers, as freely as it is told', () => {
    expect(
      lines(({ builder, double }) => {
        builder.CreateFAdd(double, double);
        builder.setFastMathFlags(llvm.FastMathFlags.NoNaNs | llvm.FastMathFlags.NoInfs);
        builder.CreateFSub(double, double);
        builder.CreateFCmpOLT(double, double);
        builder.setFastMathFlags(0);
        builder.CreateFMul(double, double);
        builder.CreateFDiv(double, double);
        builder.CreateFRem(double, double);
        builder.CreateFNeg(double);
      }),
    ).toEqual([
      '%4 = fadd double %2, %2',
      '%5 = fsub nnan ninf double %2, %2',
      '%6 = fcmp nnan ninf olt double %2, %2',
      '%7 = fmul double %2, %2',
      '%8 = fdiv double %2, %2',
      '%9 = frem double %2, %2',
      '%10 = fneg double %2',
    ]);
  });

  it('folds constants', () => {
    const bench = createBench();
    const { builder } = bench;
    builder.setFastMathFlags(llvm.FastMathFlags.All);
    const one = llvm.ConstantFP.get(builder.getDoubleTy(), 1);
    expect(builder.CreateAdd(builder.getInt32(1), builder.getInt32(2)).print()).toBe('i32 3');
    expect(builder.CreateFAdd(one, one).print()).toBe('double 2.000000e+00');
    bench.context.dispose();
  });

  it('compares', () => {
    const { builder, i32, ptr, double } = createBench();
    const compared = [
      builder.CreateICmpEQ(ptr, ptr),
      builder.CreateICmpNE(i32, i32),
      builder.CreateICmpSGE(i32, i32),
      builder.CreateICmpSGT(i32, i32),
      builder.CreateICmpSLE(i32, i32),
      builder.CreateICmpSLT(i32, i32),
      builder.CreateICmpUGE(i32, i32),
      builder.CreateICmpUGT(i32, i32),
      builder.CreateICmpULE(i32, i32),
      builder.CreateICmpULT(i32, i32),
      builder.CreateFCmpOEQ(double, double),
      builder.CreateFCmpOGT(double, double),
      builder.CreateFCmpOGE(double, double),
      builder.CreateFCmpOLT(double, double),
      builder.CreateFCmpOLE(double, double),
      builder.CreateFCmpONE(double, double),
      builder.CreateFCmpORD(double, double),
      builder.CreateFCmpUNO(double, double),
      builder.CreateFCmpUEQ(double, double),
      builder.CreateFCmpUGT(double, double),
      builder.CreateFCmpUGE(double, double),
      builder.CreateFCmpULT(double, double),
      builder.CreateFCmpULE(double, double),
      builder.CreateFCmpUNE(double, double),
    ];
    const predicates = compared.map((value) => / [if]cmp (\w+)/.exec(value.print())?.[1]);
    const integers = 'eq ne sge sgt sle slt uge ugt ule ult';
    const floats = 'oeq ogt oge olt ole one ord uno ueq ugt uge ult ule une';
    expect(predicates.join(' ')).toBe(`${integers} ${floats}`);
    expect(compared.every((value) => value.getType() === builder.getInt1Ty())).toBe(true);
  });

  it('converts', () => {
    expect(
      lines(({ builder, i32, i64, double, ptr }) => {
        builder.CreateTrunc(i64, builder.getInt32Ty());
        builder.CreateZExt(i32, builder.getInt64Ty());
        builder.CreateSExt(i32, builder.getInt64Ty());
        builder.CreateIntCast(i64, builder.getInt8Ty(), true);
        builder.CreateSIToFP(i32, builder.getDoubleTy());
        builder.CreateUIToFP(i32, builder.getDoubleTy());
        builder.CreateFPToSI(double, builder.getInt32Ty());
        builder.CreateFPToUI(double, builder.getInt32Ty());
        builder.CreateFPTrunc(double, builder.getFloatTy());
        builder.CreatePtrToInt(ptr, builder.getInt64Ty());
        builder.CreateIntToPtr(i64, builder.getPtrTy());
        builder.CreateBitCast(double, builder.getInt64Ty());
      }),
    ).toEqual([
      '%4 = trunc i64 %1 to i32',
      '%5 = zext i32 %0 to i64',
      '%6 = sext i32 %0 to i64',
      '%7 = trunc i64 %1 to i8',
      '%8 = sitofp i32 %0 to double',
      '%9 = uitofp i32 %0 to double',
      '%10 = fptosi double %2 to i32',
      '%11 = fptoui double %2 to i32',
      '%12 = fptrunc double %2 to float',
      '%13 = ptrtoint ptr %3 to i64',
      '%14 = inttoptr i64 %1 to ptr',
      '%15 = bitcast double %2 to i64',
    ]);
  });

  it('reads and writes memory', () => {
    expect(
      lines(({ builder, context, i32, i64, ptr }) => {
        const type = builder.getInt32Ty();
        const { Acquire, Release, Monotonic } = llvm.AtomicOrdering;
        builder.CreateAlloca(type);
        builder.CreateLoad(type, ptr);
        builder.CreateLoad(type, ptr, true, 'poll');
        builder.CreateAlignedLoad(type, ptr, 16);
        builder.CreateLoad(type, ptr, 'acquired').setOrdering(Acquire);
        builder.CreateStore(i32, ptr).setOrdering(Release);
        builder.CreateAlignedStore(i32, ptr, 8, true);
        builder.CreatePtrAdd(ptr, i64);
        builder.CreateInBoundsPtrAdd(ptr, builder.getInt64(8));
        builder.CreateGEP(type, ptr, [i64]);
        const pair = llvm.StructType.get(context, [type, llvm.ArrayType.get(type, 4)]);
        builder.CreateInBoundsGEP(pair, ptr, [i64, builder.getInt32(1), i64]);
        builder.CreateStructGEP(pair, ptr, 1);
        builder.CreateAtomicRMW(llvm.AtomicRMWBinOp.Add, ptr, i32, Monotonic);
        const exchanged = builder.CreateAtomicCmpXchg(ptr, i32, i32, Acquire, Monotonic);
        builder.CreateExtractValue(exchanged, [1]);
        builder.CreateFence(Release);
      }),
    ).toEqual([
      '%4 = alloca i32, align 4',
      '%5 = load i32, ptr %3, align 4',
      '%poll = load volatile i32, ptr %3, align 4',
      '%6 = load i32, ptr %3, align 16',
      '%acquired = load atomic i32, ptr %3 acquire, align 4',
      'store atomic i32 %0, ptr %3 release, align 4',
      'store volatile i32 %0, ptr %3, align 8',
      '%7 = getelementptr i8, ptr %3, i64 %1',
      '%8 = getelementptr inbounds i8, ptr %3, i64 8',
      '%9 = getelementptr i32, ptr %3, i64 %1',
      '%10 = getelementptr inbounds { i32, [4 x i32] }, ptr %3, i64 %1, i32 1, i64 %1',
      expect.stringMatching(
        /^%11 = getelementptr inbounds (nuw )?{ i32, \[4 x i32\] }, ptr %3, i32 0, i32 1$/,
      ),
      '%12 = atomicrmw add ptr %3, i32 %0 monotonic, align 4',
      '%13 = cmpxchg ptr %3, i32 %0, i32 %0 acquire monotonic, align 4',
      '%14 = extractvalue { i32, i1 } %13, 1',
      'fence release',
    ]);
  });

  it('calls', () => {
    expect(
      lines((bench) => {
        const { builder, i32, i64, ptr } = bench;
        const print = declare(bench, 'print', builder.getVoidTy(), [builder.getInt32Ty()]);
        const { Cold, Tail } = llvm.CallingConv;
        builder.CreateCall(print, [i32], 'void has no name').setCallingConv(Cold);
        const type = llvm.FunctionType.get(builder.getInt32Ty(), [builder.getInt64Ty()], false);
        const call = builder.CreateCall(type, ptr, [i64], 'called');
        call.setCallingConv(Tail);
        call.setTailCallKind(llvm.CallInst.TailCallKind.TCK_Tail);
        call.addFnAttr('nounwind');
        call.addParamAttr(0, 'noundef');
        call.addRetAttr('noundef');
        const any = llvm.FunctionType.get(builder.getInt32Ty(), [builder.getPtrTy()], true);
        builder.CreateCall(bench.module.getOrInsertFunction('printf', any), [ptr, i32]);
        builder.CreateUnaryIntrinsic(llvm.Intrinsic.bswap, i64);
        const isZero = builder.CreateIsNull(i32);
        builder.CreateBinaryIntrinsic(llvm.Intrinsic.expect, isZero, builder.getFalse());
        builder.CreateIntrinsic(llvm.Intrinsic.trap, [], []);
        builder.CreateUnreachable();
      }),
    ).toEqual([
      'call coldcc void @print(i32 %0)',
      expect.stringMatching(/^%called = tail call tailcc noundef i32 %3\(i64 noundef %1\) #\d$/),
      '%4 = call i32 (ptr, ...) @printf(ptr %3, i32 %0)',
      '%5 = call i64 @llvm.bswap.i64(i64 %1)',
      '%6 = icmp eq i32 %0, 0',
      '%7 = call i1 @llvm.expect.i1(i1 %6, i1 false)',
      'call void @llvm.trap()',
      'unreachable',
    ]);
  });

  it('branches, switches and joins', () => {
    expect(
      lines(({ builder, context, f, i32 }) => {
        const entry = builder.GetInsertBlock();
        const other = llvm.BasicBlock.Create(context, 'other', f);
        const join = llvm.BasicBlock.Create(context, 'join');
        const choice = builder.CreateSwitch(i32, other, 2);
        choice.addCase(builder.getInt32(7), join);
        choice.addCase(builder.getInt32(8), join);
        builder.SetInsertPoint(other);
        const weights = new llvm.MDBuilder(context).createBranchWeights(1, 2000);
        builder.CreateCondBr(builder.CreateIsNotNull(i32), other, join, weights);
        f.addBasicBlock(join);
        builder.SetInsertPoint(join);
        const phi = builder.CreatePHI(i32.getType(), 2, 'phi');
        for (const from of [entry, entry]) phi.addIncoming(i32, from);
        phi.addIncoming(builder.getInt32(-1), other);
        const isZero = builder.CreateIsNull(phi);
        builder.CreateRet(builder.CreateSelect(isZero, phi, i32));
      }),
    ).toEqual([
      'switch i32 %0, label %other [',
      'i32 7, label %join',
      'i32 8, label %join',
      ']',
      '%4 = icmp ne i32 %0, 0',
      'br i1 %4, label %other, label %join, !prof !0',
      '%phi = phi i32 [ %0, %entry ], [ %0, %entry ], [ -1, %other ]',
      '%5 = icmp eq i32 %phi, 0',
      '%6 = select i1 %5, i32 %phi, i32 %0',
      'ret i32 %6',
    ]);
  });

  it('inserts before an instruction', () => {
    expect(
      lines(({ builder, i32 }) => {
        const block = builder.GetInsertBlock();
        const result = builder.CreateRet(i32);
        builder.SetInsertPoint(block, result);
        builder.CreateFence(llvm.AtomicOrdering.Release);
      }),
    ).toEqual(['fence release', 'ret i32 %0']);
  });

  it('makes constants', () => {
    const { builder, context } = createWorkbench();
    const i32 = builder.getInt32Ty();
    const double = builder.getDoubleTy();
    const pair = llvm.StructType.create(context, [i32, double], 'Pair');
    const constants = [
      builder.getInt32(-1),
      builder.getInt32(0xffffffff),
      builder.getInt64(0xffff_fffd_0000_0000n),
      builder.getInt64(2 ** 53 - 1),
      builder.getIntN(128, -(2n ** 100n)),
      llvm.ConstantInt.get(context, new llvm.APInt(16, 300)),
      llvm.ConstantFP.get(double, 0.1),
      llvm.ConstantFP.get(context, new llvm.APFloat(-0)),
      llvm.ConstantPointerNull.get(builder.getPtrTy()),
      llvm.UndefValue.get(i32),
      llvm.PoisonValue.get(i32),
      llvm.ConstantArray.get(llvm.ArrayType.get(i32, 2), [
        builder.getInt32(1),
        builder.getInt32(2),
      ]),
      llvm.ConstantStruct.get(pair, [builder.getInt32(1), llvm.ConstantFP.get(double, 2)]),
      llvm.ConstantDataArray.getString(context, 'é'),
    ];
    expect(constants.map((constant) => constant.print())).toEqual([
      'i32 -1',
      'i32 -1',
      'i64 -12884901888',
      'i64 9007199254740991',
      'i128 -1267650600228229401496703205376',
      'i16 300',
      'double 1.000000e-01',
      'double -0.000000e+00',
      'ptr null',
      'i32 undef',
      'i32 poison',
      '[2 x i32] [i32 1, i32 2]',
      '%Pair { i32 1, double 2.000000e+00 }',
      '[3 x i8] c"\\C3\\A9\\00"',
    ]);
    context.dispose();
  });

  it('finds equal types to be the same object', () => {
    const { builder, context } = createWorkbench();
    const i32 = builder.getInt32Ty();
    expect(llvm.Type.getIntNTy(context, 32)).toBe(i32);
    expect(i32.getPointerTo()).toBe(builder.getInt8PtrTy());
    expect(llvm.FunctionType.get(i32, [i32], false)).toBe(llvm.FunctionType.get(i32, [i32], false));
    expect(`${llvm.FunctionType.get(i32, [i32], true)}`).toBe('i32 (i32, ...)');
    expect(llvm.StructType.get(context, [i32, i32]).getElementType(1)).toBe(i32);
    context.dispose();
  });

  it('takes names of any length and alphabet', () => {
    const bench = createWorkbench();
    const { builder } = bench;
    const f = define(bench, 'größe', builder.getInt32Ty(), [builder.getInt32Ty()]);
    const long = 'x'.repeat(100_000); // LLVM keeps the first 1,024 characters
    expect(builder.CreateNot(f.getArg(0), long).getName()).toMatch(/^x{1000,}$/);
    expect(builder.CreateNot(f.getArg(0), 'ñ').getName()).toBe('ñ');
    expect(builder.CreateNot(f.getArg(0)).hasName()).toBe(false);
    expect(bench.module.getFunction('größe')).toBe(f);
    bench.context.dispose();
  });
});
