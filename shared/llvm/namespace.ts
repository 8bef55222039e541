/** Everything by the name that it has in LLVM. */

export { IRBuilder } from './builder.ts';
export { AtomicOrdering, AtomicRMWBinOp, CallingConv, FastMathFlags } from './choices.ts';
export { ArrayType, FunctionType, StructType } from './composite-types.ts';
export {
  APFloat,
  APInt,
  Constant,
  ConstantArray,
  ConstantDataArray,
  ConstantFP,
  ConstantInt,
  ConstantPointerNull,
  ConstantStruct,
  PoisonValue,
  UndefValue,
} from './constants.ts';
export { LLVMContext } from './context.ts';
export { DebugInfo } from './debug-info.ts';
export { type DisassembledInstruction, Disassembler } from './disassembler.ts';
export { InvalidModule, LlvmError, LlvmMisuse, LlvmUnavailable } from './errors.ts';
export {
  Argument,
  BasicBlock,
  FunctionCallee,
  GlobalValue,
  GlobalVariable,
  LlvmFunction as Function,
} from './functions.ts';
export {
  AllocaInst,
  CallInst,
  Instruction,
  LoadInst,
  PHINode,
  StoreInst,
  SwitchInst,
} from './instructions.ts';
export { Intrinsic } from './intrinsics.ts';
export { library, whyUnavailable } from './library.ts';
export { type LineRow, readLineTable } from './line-table.ts';
export { ConstantAsMetadata, MDBuilder, MDNode, MDString, Metadata } from './metadata.ts';
export { Module, WriteBitcodeToFile } from './module.ts';
export { readCode, readSections, type Section } from './object-file.ts';
export { LLJIT, ResourceTracker } from './orc.ts';
export { runPasses } from './passes.ts';
export { hostTriple, type OptLevel, TargetMachine, type TargetOptions } from './target-machine.ts';
export { IntegerType, PointerType, Type } from './types.ts';
export { Value } from './values.ts';
export { verifyFunction, verifyModule } from './verify.ts';
