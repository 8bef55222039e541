/** Small functions that both providers of `#llvm` build; `parity.test.ts` compares what they return. */
import llvm from '#llvm';

/** Where a function is built: the builder stands in its first block. */
interface Site {
  readonly context: llvm.LLVMContext;
  readonly module: llvm.Module;
  readonly builder: llvm.IRBuilder;
  readonly f: llvm.Function;
  readonly args: readonly llvm.Value[];
}

/** A C type, as koffi names it. */
export type ParityType = 'int32_t' | 'int64_t' | 'double' | 'uintptr_t';

/** A function and what it is called with. */
export interface ParityProgram {
  readonly result: ParityType;
  readonly parameters: readonly ParityType[];
  readonly build: (site: Site) => void;
  /** Arguments of each call; a string is an integer, in decimal. */
  readonly calls: readonly (readonly (number | string)[])[];
}

const block = ({ context, f }: Site, name: string) => llvm.BasicBlock.Create(context, name, f);

/** Declares a function beside `f`, with words only. */
function declareHelper(site: Site, name: string, parameters: number): llvm.Function {
  const { builder, module } = site;
  const word = builder.getInt32Ty();
  const type = llvm.FunctionType.get(word, new Array(parameters).fill(word), false);
  return llvm.Function.Create(type, llvm.Function.LinkageTypes.ExternalLinkage, name, module);
}

/** Adds `i32 twice(i32)`; the builder stands where it stood. */
function addTwice(site: Site): llvm.Function {
  const { builder, context } = site;
  const fn = declareHelper(site, 'twice', 1);
  const here = builder.GetInsertBlock();
  builder.SetInsertPoint(llvm.BasicBlock.Create(context, 'entry', fn));
  builder.CreateRet(builder.CreateAdd(fn.getArg(0), fn.getArg(0)));
  builder.SetInsertPoint(here);
  return fn;
}

/** Sums up 1 to n with a phi, from which the caller may go on. */
function buildSum(site: Site): void {
  const { builder, args } = site;
  const [n] = args;
  const entry = builder.GetInsertBlock();
  const [head, body, done] = ['head', 'body', 'done'].map((name) => block(site, name));
  builder.CreateBr(head);
  builder.SetInsertPoint(head);
  const i = builder.CreatePHI(builder.getInt32Ty(), 2, 'i');
  const sum = builder.CreatePHI(builder.getInt32Ty(), 2, 'sum');
  builder.CreateCondBr(builder.CreateICmpSLT(i, n), body, done);
  builder.SetInsertPoint(body);
  const next = builder.CreateAdd(i, builder.getInt32(1));
  const more = builder.CreateAdd(sum, next);
  builder.CreateBr(head);
  i.addIncoming(builder.getInt32(0), entry);
  i.addIncoming(next, body);
  sum.addIncoming(builder.getInt32(0), entry);
  sum.addIncoming(more, body);
  builder.SetInsertPoint(done);
  builder.CreateRet(sum);
}

/** The programs, by name. */
export const parityPrograms: Readonly<Record<string, ParityProgram>> = {
  'arithmetic on words': {
    result: 'int32_t',
    parameters: ['int32_t', 'int32_t'],
    build({ builder, args: [a, b] }) {
      const product = builder.CreateMul(builder.CreateSub(a, b), builder.CreateNeg(b));
      const bits = builder.CreateXor(
        builder.CreateShl(a, builder.getInt32(3)),
        builder.CreateNot(b),
      );
      const quotient = builder.CreateSDiv(product, builder.CreateOr(b, builder.getInt32(1)));
      builder.CreateRet(builder.CreateAdd(bits, builder.CreateAShr(quotient, builder.getInt32(1))));
    },
    calls: [
      [7, 3],
      [-100, 9],
      [2147483647, -5],
    ],
  },
  'arithmetic on doubles': {
    result: 'double',
    parameters: ['double', 'double'],
    build({ builder, args: [a, b] }) {
      const sum = builder.CreateFAdd(a, builder.CreateFMul(b, b));
      const constant = llvm.ConstantFP.get(builder.getDoubleTy(), 0.1);
      builder.CreateRet(
        builder.CreateFDiv(builder.CreateFNeg(sum), builder.CreateFSub(a, constant)),
      );
    },
    calls: [
      [1, 2],
      [0.1, 0],
      [-3.5, 1e300],
    ],
  },
  'numbers of 64 bits': {
    result: 'int64_t',
    parameters: ['int64_t'],
    build({ builder, args: [a] }) {
      const pattern = builder.getInt64(0xfffc_0123_4567_89abn);
      const masked = builder.CreateAnd(a, builder.getInt64(-2));
      const small = builder.getInt64(0x1_0000_0001);
      builder.CreateRet(builder.CreateAdd(builder.CreateXor(masked, pattern), small));
    },
    calls: [['0'], ['-1'], ['1311768467463790320']],
  },
  'a loop with a phi': {
    result: 'int32_t',
    parameters: ['int32_t'],
    build: buildSum,
    calls: [[0], [1], [1000]],
  },
  'a switch': {
    result: 'int32_t',
    parameters: ['int32_t'],
    build(site) {
      const { builder, args } = site;
      const [zero, minus, other] = ['zero', 'minus', 'other'].map((name) => block(site, name));
      const choice = builder.CreateSwitch(args[0], other, 2);
      choice.addCase(builder.getInt32(0), zero);
      choice.addCase(builder.getInt32(-1), minus);
      for (const [at, value] of [
        [zero, 10],
        [minus, 20],
        [other, 30],
      ] as const) {
        builder.SetInsertPoint(at);
        builder.CreateRet(builder.getInt32(value));
      }
    },
    calls: [[0], [-1], [5]],
  },
  'memory of its own': {
    result: 'int32_t',
    parameters: ['int32_t'],
    build({ builder, args: [a] }) {
      const slots = builder.CreateAlloca(builder.getInt32Ty(), builder.getInt32(4), 'slots');
      const third = builder.CreateGEP(builder.getInt32Ty(), slots, [builder.getInt64(3)]);
      builder.CreateStore(a, slots);
      builder.CreateStore(builder.CreateMul(a, a), third);
      const first = builder.CreateLoad(builder.getInt32Ty(), slots);
      builder.CreateRet(builder.CreateAdd(first, builder.CreateLoad(builder.getInt32Ty(), third)));
    },
    calls: [[0], [12], [-3]],
  },
  'memory at an address': {
    result: 'int32_t',
    parameters: ['uintptr_t', 'int32_t'],
    build({ builder, args: [address, index] }) {
      const word = builder.getInt32Ty();
      const base = builder.CreateIntToPtr(address, builder.getPtrTy());
      const bytes = builder.CreateZExt(
        builder.CreateMul(index, builder.getInt32(4)),
        builder.getInt64Ty(),
      );
      const at = builder.CreateGEP(builder.getInt8Ty(), base, [bytes]);
      const polled = builder.CreateLoad(word, at, true);
      const again = builder.CreateLoad(word, at, true, 'again');
      builder.CreateRet(builder.CreateAdd(polled, again));
    },
    calls: [
      ['memory', 0],
      ['memory', 3],
    ],
  },
  'fields of a structure': {
    result: 'double',
    parameters: ['double', 'int32_t'],
    build({ builder, context, args: [number, word] }) {
      const type = llvm.StructType.get(context, [builder.getInt32Ty(), builder.getDoubleTy()]);
      const pair = builder.CreateAlloca(type);
      builder.CreateStore(word, builder.CreateStructGEP(type, pair, 0));
      builder.CreateStore(number, builder.CreateStructGEP(type, pair, 1));
      const whole = builder.CreateInsertValue(
        builder.CreateLoad(type, pair),
        builder.CreateAdd(word, builder.getInt32(1)),
        0,
      );
      const counted = builder.CreateSIToFP(
        builder.CreateExtractValue(whole, 0),
        builder.getDoubleTy(),
      );
      builder.CreateRet(builder.CreateFAdd(counted, builder.CreateExtractValue(whole, [1])));
    },
    calls: [
      [0.5, 1],
      [-2, -3],
    ],
  },
  'a call by name': {
    result: 'int32_t',
    parameters: ['int32_t'],
    build(site) {
      const { builder, args } = site;
      const twice = addTwice(site);
      twice.addFnAttr('noinline');
      twice.addFnAttr('nounwind');
      builder.CreateRet(builder.CreateCall(twice, [builder.CreateCall(twice, [args[0]])]));
    },
    calls: [[3], [-50]],
  },
  'a call through a pointer': {
    result: 'int32_t',
    parameters: ['int32_t'],
    build(site) {
      const { builder, args } = site;
      const twice = addTwice(site);
      const slot = builder.CreateAlloca(builder.getPtrTy());
      builder.CreateStore(twice, slot);
      const callee = builder.CreateLoad(builder.getPtrTy(), slot);
      builder.CreateRet(builder.CreateCall(twice.getFunctionType(), callee, [args[0]]));
    },
    calls: [[21], [0]],
  },
  'a choice of functions': {
    result: 'int32_t',
    parameters: ['int32_t', 'int32_t'],
    build(site) {
      const { builder, f, args } = site;
      const twice = addTwice(site);
      const [yes, done] = ['yes', 'done'].map((name) => block(site, name));
      const entry = builder.GetInsertBlock();
      builder.CreateCondBr(builder.CreateICmpNE(args[0], builder.getInt32(0)), yes, done);
      builder.SetInsertPoint(yes);
      const loaded = builder.CreateIntToPtr(builder.getInt64(0), builder.getPtrTy());
      builder.CreateBr(done);
      builder.SetInsertPoint(done);
      const callee = builder.CreatePHI(builder.getPtrTy(), 2);
      callee.addIncoming(twice, entry);
      callee.addIncoming(loaded, yes);
      const isKnown = builder.CreateICmpEQ(args[0], builder.getInt32(0));
      const safe = builder.CreateSelect(isKnown, callee, twice);
      const count = builder.getInt32(f.getFunctionType().getNumParams());
      const called = builder.CreateCall(twice.getFunctionType(), safe, [args[1]]);
      builder.CreateRet(builder.CreateMul(called, count));
    },
    calls: [
      [0, 4],
      [1, 5],
    ],
  },
  'a call that calls itself': {
    result: 'int32_t',
    parameters: ['int32_t'],
    build(site) {
      const { builder, f, args } = site;
      const [small, large] = ['small', 'large'].map((name) => block(site, name));
      builder.CreateCondBr(builder.CreateICmpSLT(args[0], builder.getInt32(2)), small, large);
      builder.SetInsertPoint(small);
      builder.CreateRet(args[0]);
      builder.SetInsertPoint(large);
      const before = (distance: number) =>
        builder.CreateCall(f, [builder.CreateSub(args[0], builder.getInt32(distance))]);
      builder.CreateRet(builder.CreateAdd(before(1), before(2)));
    },
    calls: [[1], [20]],
  },
  'comparisons and selections': {
    result: 'int32_t',
    parameters: ['double', 'double'],
    build({ builder, args: [a, b] }) {
      const one = builder.getInt32(1);
      const bit = (condition: llvm.Value, shift: number) =>
        builder.CreateSelect(
          condition,
          builder.CreateShl(one, builder.getInt32(shift)),
          builder.getInt32(0),
        );
      const bits = [
        builder.CreateFCmpOLT(a, b),
        builder.CreateFCmpOLE(a, b),
        builder.CreateFCmpOEQ(a, b),
        builder.CreateFCmpUNE(a, b),
        builder.CreateFCmpOGT(a, b),
        builder.CreateFCmpOGE(a, b),
      ].map(bit);
      builder.CreateRet(bits.reduce((sum, next) => builder.CreateOr(sum, next)));
    },
    calls: [
      [1, 2],
      [2, 2],
      [3, 2],
      [Number.NaN, 2],
    ],
  },
  conversions: {
    result: 'int64_t',
    parameters: ['double', 'int32_t'],
    build({ builder, args: [number, word] }) {
      const i64 = builder.getInt64Ty();
      const pattern = builder.CreateBitCast(number, i64);
      const whole = builder.CreateFPToSI(number, builder.getInt32Ty());
      const byte = builder.CreateSExt(builder.CreateTrunc(word, builder.getInt8Ty()), i64);
      const wide = builder.CreateZExt(builder.CreateXor(word, whole), i64);
      builder.CreateRet(builder.CreateSub(builder.CreateXor(pattern, wide), byte));
    },
    calls: [
      [1.5, 200],
      [-1e6, -1],
    ],
  },
  intrinsics: {
    result: 'double',
    parameters: ['double', 'int32_t'],
    build({ builder, args: [number, word] }) {
      const { Intrinsic } = llvm;
      const root = builder.CreateUnaryIntrinsic(Intrinsic.sqrt, number);
      const down = builder.CreateUnaryIntrinsic(Intrinsic.floor, root);
      const least = builder.CreateBinaryIntrinsic(Intrinsic.smin, word, builder.getInt32(9));
      const swapped = builder.CreateIntrinsic(Intrinsic.bswap, [builder.getInt32Ty()], [least]);
      const frame = builder.CreateIntrinsic(
        Intrinsic.frameaddress,
        [builder.getPtrTy()],
        [builder.getInt32(0)],
      );
      const address = builder.CreatePtrToInt(frame, builder.getInt64Ty());
      const isThere = builder.CreateICmpNE(address, builder.getInt64(0));
      const counted = builder.CreateUIToFP(swapped, builder.getDoubleTy());
      const there = builder.CreateUIToFP(isThere, builder.getDoubleTy());
      builder.CreateRet(builder.CreateFAdd(builder.CreateFAdd(down, counted), there));
    },
    calls: [
      [17, 1],
      [2, 100],
    ],
  },
};
