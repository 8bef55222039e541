/**
 * LLVM's C functions, each declared once: its name, what it returns, what it
 * takes. A function is looked up in the library when it is first called.
 */
import { LlvmUnavailable } from './errors.ts';
import { library } from './library.ts';

/**
 * The C types that occur. References, and addresses of whatever lies in
 * memory, are numbers: `void *` would arrive as a BigInt.
 */
export const cTypes = {
  void: 'void',
  ref: 'uintptr_t',
  int: 'int',
  unsigned: 'unsigned int',
  size: 'size_t',
  int64: 'int64_t',
  double: 'double',
  /** A string that is copied for the call; as a result one that LLVM keeps. */
  text: 'const char *',
  /** Where a reference is written to: an array with one element. */
  out: '_Out_ uintptr_t *',
} as const;

/** The name of a C type. */
export type CType = keyof typeof cTypes;

/** What each C type is in TypeScript. */
export interface Carried {
  void: undefined;
  ref: number;
  int: number;
  unsigned: number;
  size: number;
  int64: number | bigint;
  double: number;
  text: string;
  out: [number];
}

/** The C types of a function: `[result, ...parameters]`. */
export type Prototype = readonly [CType, ...CType[]];

/** The TypeScript signature of a C function. */
export type Signature<P extends Prototype> = P extends readonly [
  infer Result extends CType,
  ...infer Parameters extends readonly CType[],
]
  ? (
      ...args: { -readonly [Index in keyof Parameters]: Carried[Parameters[Index]] }
    ) => Carried[Result]
  : never;

/** Every function that is used, by LLVM's headers. */
export const prototypes = {
  // Core.h: strings, contexts, modules
  LLVMDisposeMessage: ['void', 'ref'],
  LLVMContextCreate: ['ref'],
  LLVMContextDispose: ['void', 'ref'],
  LLVMContextSetDiagnosticHandler: ['void', 'ref', 'ref', 'ref'],
  LLVMGetDiagInfoDescription: ['ref', 'ref'],
  LLVMGetDiagInfoSeverity: ['int', 'ref'],
  LLVMModuleCreateWithNameInContext: ['ref', 'text', 'ref'],
  LLVMCloneModule: ['ref', 'ref'],
  LLVMDisposeModule: ['void', 'ref'],
  LLVMGetModuleIdentifier: ['text', 'ref', 'out'],
  LLVMSetModuleIdentifier: ['void', 'ref', 'text', 'size'],
  LLVMGetSourceFileName: ['text', 'ref', 'out'],
  LLVMSetSourceFileName: ['void', 'ref', 'text', 'size'],
  LLVMGetDataLayoutStr: ['text', 'ref'],
  LLVMSetDataLayout: ['void', 'ref', 'text'],
  LLVMGetTarget: ['text', 'ref'],
  LLVMSetTarget: ['void', 'ref', 'text'],
  LLVMPrintModuleToString: ['ref', 'ref'],
  LLVMGetNamedFunction: ['ref', 'ref', 'text'],
  LLVMGetFirstFunction: ['ref', 'ref'],
  LLVMGetNextFunction: ['ref', 'ref'],

  // DebugInfo.h
  LLVMCreateDIBuilder: ['ref', 'ref'],
  LLVMDisposeDIBuilder: ['void', 'ref'],
  LLVMDIBuilderFinalize: ['void', 'ref'],
  LLVMDIBuilderCreateFile: ['ref', 'ref', 'text', 'size', 'text', 'size'],
  LLVMDIBuilderCreateCompileUnit: [
    ...(['ref', 'ref', 'int', 'ref', 'ref', 'size', 'int', 'ref', 'size', 'unsigned'] as const),
    ...(['ref', 'size', 'int', 'unsigned', 'int', 'int', 'ref', 'size', 'ref', 'size'] as const),
  ],
  LLVMDIBuilderCreateSubroutineType: ['ref', 'ref', 'ref', 'ref', 'unsigned', 'int'],
  LLVMDIBuilderCreateFunction: [
    ...(['ref', 'ref', 'ref', 'text', 'size', 'text', 'size', 'ref'] as const),
    ...(['unsigned', 'ref', 'int', 'int', 'unsigned', 'int', 'int'] as const),
  ],
  LLVMDIBuilderCreateDebugLocation: ['ref', 'ref', 'unsigned', 'unsigned', 'ref', 'ref'],
  LLVMSetCurrentDebugLocation2: ['void', 'ref', 'ref'],
  LLVMSetSubprogram: ['void', 'ref', 'ref'],
  LLVMAddModuleFlag: ['void', 'ref', 'int', 'text', 'size', 'ref'],

  // Object.h
  LLVMCreateBinary: ['ref', 'ref', 'ref', 'out'],
  LLVMDisposeBinary: ['void', 'ref'],
  LLVMObjectFileCopySectionIterator: ['ref', 'ref'],
  LLVMObjectFileIsSectionIteratorAtEnd: ['int', 'ref', 'ref'],
  LLVMDisposeSectionIterator: ['void', 'ref'],
  LLVMMoveToNextSection: ['void', 'ref'],
  LLVMGetSectionName: ['text', 'ref'],
  LLVMGetSectionSize: ['int64', 'ref'],
  LLVMGetSectionContents: ['ref', 'ref'],

  // Core.h: types
  LLVMGetTypeKind: ['int', 'ref'],
  LLVMTypeIsSized: ['int', 'ref'],
  LLVMPrintTypeToString: ['ref', 'ref'],
  LLVMIntTypeInContext: ['ref', 'ref', 'unsigned'],
  LLVMGetIntTypeWidth: ['unsigned', 'ref'],
  LLVMHalfTypeInContext: ['ref', 'ref'],
  LLVMBFloatTypeInContext: ['ref', 'ref'],
  LLVMFloatTypeInContext: ['ref', 'ref'],
  LLVMDoubleTypeInContext: ['ref', 'ref'],
  LLVMVoidTypeInContext: ['ref', 'ref'],
  LLVMLabelTypeInContext: ['ref', 'ref'],
  LLVMPointerTypeInContext: ['ref', 'ref', 'unsigned'],
  LLVMFunctionType: ['ref', 'ref', 'ref', 'unsigned', 'int'],
  LLVMIsFunctionVarArg: ['int', 'ref'],
  LLVMGetReturnType: ['ref', 'ref'],
  LLVMCountParamTypes: ['unsigned', 'ref'],
  LLVMGetParamTypes: ['void', 'ref', 'ref'],
  LLVMStructTypeInContext: ['ref', 'ref', 'ref', 'unsigned', 'int'],
  LLVMStructCreateNamed: ['ref', 'ref', 'text'],
  LLVMStructSetBody: ['void', 'ref', 'ref', 'unsigned', 'int'],
  LLVMGetStructName: ['text', 'ref'],
  LLVMCountStructElementTypes: ['unsigned', 'ref'],
  LLVMStructGetTypeAtIndex: ['ref', 'ref', 'unsigned'],
  LLVMIsPackedStruct: ['int', 'ref'],
  LLVMIsOpaqueStruct: ['int', 'ref'],
  LLVMIsLiteralStruct: ['int', 'ref'],
  LLVMArrayType2: ['ref', 'ref', 'int64'],
  LLVMGetArrayLength2: ['int64', 'ref'],
  LLVMGetElementType: ['ref', 'ref'],

  // Core.h: values and constants
  LLVMTypeOf: ['ref', 'ref'],
  LLVMGetValueName2: ['text', 'ref', 'out'],
  LLVMSetValueName2: ['void', 'ref', 'text', 'size'],
  LLVMPrintValueToString: ['ref', 'ref'],
  LLVMReplaceAllUsesWith: ['void', 'ref', 'ref'],
  LLVMGetFirstUse: ['ref', 'ref'],
  LLVMGetNextUse: ['ref', 'ref'],
  LLVMGetUser: ['ref', 'ref'],
  LLVMConstInt: ['ref', 'ref', 'int64', 'int'],
  LLVMConstIntOfString: ['ref', 'ref', 'text', 'int'],
  LLVMConstIntGetZExtValue: ['int64', 'ref'],
  LLVMConstReal: ['ref', 'ref', 'double'],
  LLVMConstRealOfString: ['ref', 'ref', 'text'],
  LLVMConstNull: ['ref', 'ref'],
  LLVMConstAllOnes: ['ref', 'ref'],
  LLVMGetUndef: ['ref', 'ref'],
  LLVMGetPoison: ['ref', 'ref'],
  LLVMIsNull: ['int', 'ref'],
  LLVMConstStringInContext: ['ref', 'ref', 'text', 'unsigned', 'int'],
  LLVMConstArray2: ['ref', 'ref', 'ref', 'int64'],
  LLVMConstStructInContext: ['ref', 'ref', 'ref', 'unsigned', 'int'],
  LLVMConstNamedStruct: ['ref', 'ref', 'ref', 'unsigned'],

  // Core.h: functions, global variables, blocks
  LLVMAddFunction: ['ref', 'ref', 'text', 'ref'],
  LLVMDeleteFunction: ['void', 'ref'],
  LLVMGlobalGetValueType: ['ref', 'ref'],
  LLVMSetLinkage: ['void', 'ref', 'int'],
  LLVMGetLinkage: ['int', 'ref'],
  LLVMIsDeclaration: ['int', 'ref'],
  LLVMGetParam: ['ref', 'ref', 'unsigned'],
  LLVMGetFunctionCallConv: ['unsigned', 'ref'],
  LLVMSetFunctionCallConv: ['void', 'ref', 'unsigned'],
  LLVMAddAttributeAtIndex: ['void', 'ref', 'unsigned', 'ref'],
  LLVMAddGlobal: ['ref', 'ref', 'ref', 'text'],
  LLVMSetInitializer: ['void', 'ref', 'ref'],
  LLVMSetGlobalConstant: ['void', 'ref', 'int'],
  LLVMSetAlignment: ['void', 'ref', 'unsigned'],
  LLVMCreateBasicBlockInContext: ['ref', 'ref', 'text'],
  LLVMAppendBasicBlockInContext: ['ref', 'ref', 'ref', 'ref'],
  LLVMInsertBasicBlockInContext: ['ref', 'ref', 'ref', 'ref'],
  LLVMAppendExistingBasicBlock: ['void', 'ref', 'ref'],
  LLVMGetFirstBasicBlock: ['ref', 'ref'],
  LLVMGetBasicBlockTerminator: ['ref', 'ref'],
  LLVMGetInstructionParent: ['ref', 'ref'],
  LLVMGetBasicBlockParent: ['ref', 'ref'],

  // Core.h: instructions
  LLVMIsACallInst: ['ref', 'ref'],
  LLVMIsAInvokeInst: ['ref', 'ref'],
  LLVMGetCalledValue: ['ref', 'ref'],
  LLVMGetInstructionCallConv: ['unsigned', 'ref'],
  LLVMSetInstructionCallConv: ['void', 'ref', 'unsigned'],
  LLVMSetTailCallKind: ['void', 'ref', 'int'],
  LLVMAddCallSiteAttribute: ['void', 'ref', 'unsigned', 'ref'],
  LLVMSetVolatile: ['void', 'ref', 'int'],
  LLVMSetOrdering: ['void', 'ref', 'int'],
  LLVMSetFastMathFlags: ['void', 'ref', 'unsigned'],
  LLVMCanValueUseFastMathFlags: ['int', 'ref'],
  LLVMAddIncoming: ['void', 'ref', 'ref', 'ref', 'unsigned'],
  LLVMAddCase: ['void', 'ref', 'ref', 'ref'],
  LLVMSetMetadata: ['void', 'ref', 'unsigned', 'ref'],

  // Core.h: the builder
  LLVMCreateBuilderInContext: ['ref', 'ref'],
  LLVMDisposeBuilder: ['void', 'ref'],
  LLVMPositionBuilderAtEnd: ['void', 'ref', 'ref'],
  LLVMPositionBuilderBefore: ['void', 'ref', 'ref'],
  LLVMClearInsertionPosition: ['void', 'ref'],
  LLVMBuildRetVoid: ['ref', 'ref'],
  LLVMBuildRet: ['ref', 'ref', 'ref'],
  LLVMBuildBr: ['ref', 'ref', 'ref'],
  LLVMBuildCondBr: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildSwitch: ['ref', 'ref', 'ref', 'ref', 'unsigned'],
  LLVMBuildUnreachable: ['ref', 'ref'],
  LLVMBuildAdd: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNSWAdd: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNUWAdd: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFAdd: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildSub: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNSWSub: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNUWSub: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFSub: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildMul: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNSWMul: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNUWMul: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFMul: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildSDiv: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildUDiv: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFDiv: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildSRem: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildURem: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFRem: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildAnd: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildOr: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildXor: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildShl: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildAShr: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildLShr: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildNeg: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildFNeg: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildNot: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildFreeze: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildICmp: ['ref', 'ref', 'int', 'ref', 'ref', 'ref'],
  LLVMBuildFCmp: ['ref', 'ref', 'int', 'ref', 'ref', 'ref'],
  LLVMBuildTrunc: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildZExt: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildSExt: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFPToUI: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFPToSI: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildUIToFP: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildSIToFP: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFPTrunc: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildFPExt: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildPtrToInt: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildIntToPtr: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildBitCast: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildAlloca: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildArrayAlloca: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildLoad2: ['ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildStore: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildGEP2: ['ref', 'ref', 'ref', 'ref', 'ref', 'unsigned', 'ref'],
  LLVMBuildInBoundsGEP2: ['ref', 'ref', 'ref', 'ref', 'ref', 'unsigned', 'ref'],
  LLVMBuildStructGEP2: ['ref', 'ref', 'ref', 'ref', 'unsigned', 'ref'],
  LLVMBuildGlobalString: ['ref', 'ref', 'text', 'ref'],
  LLVMBuildFence: ['ref', 'ref', 'int', 'int', 'ref'],
  LLVMBuildAtomicRMW: ['ref', 'ref', 'int', 'ref', 'ref', 'int', 'int'],
  LLVMBuildAtomicCmpXchg: ['ref', 'ref', 'ref', 'ref', 'ref', 'int', 'int', 'int'],
  LLVMBuildPhi: ['ref', 'ref', 'ref', 'ref'],
  LLVMBuildCall2: ['ref', 'ref', 'ref', 'ref', 'ref', 'unsigned', 'ref'],
  LLVMBuildSelect: ['ref', 'ref', 'ref', 'ref', 'ref', 'ref'],
  LLVMBuildExtractValue: ['ref', 'ref', 'ref', 'unsigned', 'ref'],
  LLVMBuildInsertValue: ['ref', 'ref', 'ref', 'ref', 'unsigned', 'ref'],

  // Core.h: intrinsics, attributes, metadata
  LLVMLookupIntrinsicID: ['unsigned', 'text', 'size'],
  LLVMGetIntrinsicDeclaration: ['ref', 'ref', 'unsigned', 'ref', 'size'],
  LLVMGetEnumAttributeKindForName: ['unsigned', 'text', 'size'],
  LLVMCreateEnumAttribute: ['ref', 'ref', 'unsigned', 'int64'],
  LLVMCreateStringAttribute: ['ref', 'ref', 'text', 'unsigned', 'text', 'unsigned'],
  LLVMGetEnumAttributeValue: ['int64', 'ref'],
  LLVMGetEnumAttributeAtIndex: ['ref', 'ref', 'unsigned', 'unsigned'],
  LLVMGetMDKindIDInContext: ['unsigned', 'ref', 'text', 'unsigned'],
  LLVMMDStringInContext2: ['ref', 'ref', 'text', 'size'],
  LLVMMDNodeInContext2: ['ref', 'ref', 'ref', 'size'],
  LLVMValueAsMetadata: ['ref', 'ref'],
  LLVMMetadataAsValue: ['ref', 'ref', 'ref'],

  // Core.h: memory buffers
  LLVMCreateMemoryBufferWithMemoryRangeCopy: ['ref', 'ref', 'size', 'text'],
  LLVMGetBufferStart: ['ref', 'ref'],
  LLVMGetBufferSize: ['size', 'ref'],
  LLVMDisposeMemoryBuffer: ['void', 'ref'],

  // Analysis.h, BitReader.h, BitWriter.h, IRReader.h, Transforms/PassBuilder.h
  LLVMVerifyModule: ['int', 'ref', 'int', 'out'],
  LLVMVerifyFunction: ['int', 'ref', 'int'],
  LLVMParseBitcodeInContext: ['int', 'ref', 'ref', 'out', 'out'],
  LLVMWriteBitcodeToMemoryBuffer: ['ref', 'ref'],
  LLVMParseIRInContext: ['int', 'ref', 'ref', 'out', 'out'],
  LLVMCreatePassBuilderOptions: ['ref'],
  LLVMDisposePassBuilderOptions: ['void', 'ref'],
  LLVMRunPasses: ['ref', 'ref', 'text', 'ref', 'ref'],

  // Error.h
  LLVMGetErrorMessage: ['ref', 'ref'],
  LLVMDisposeErrorMessage: ['void', 'ref'],

  // Target.h, TargetMachine.h
  LLVMGetDefaultTargetTriple: ['ref'],
  LLVMGetHostCPUName: ['ref'],
  LLVMGetHostCPUFeatures: ['ref'],
  LLVMGetTargetFromTriple: ['int', 'text', 'out', 'out'],
  LLVMCreateTargetMachine: ['ref', 'ref', 'text', 'text', 'text', 'int', 'int', 'int'],
  LLVMSetTargetMachineFastISel: ['void', 'ref', 'int'],
  LLVMDisposeTargetMachine: ['void', 'ref'],
  LLVMCreateTargetDataLayout: ['ref', 'ref'],
  LLVMCopyStringRepOfTargetData: ['ref', 'ref'],
  LLVMDisposeTargetData: ['void', 'ref'],
  LLVMTargetMachineEmitToMemoryBuffer: ['int', 'ref', 'ref', 'int', 'out', 'out'],

  // Orc.h, LLJIT.h
  LLVMOrcCreateNewThreadSafeContext: ['ref'],
  LLVMOrcThreadSafeContextGetContext: ['ref', 'ref'],
  LLVMOrcCreateNewThreadSafeContextFromLLVMContext: ['ref', 'ref'],
  LLVMOrcDisposeThreadSafeContext: ['void', 'ref'],
  LLVMOrcCreateNewThreadSafeModule: ['ref', 'ref', 'ref'],
  LLVMOrcJITTargetMachineBuilderCreateFromTargetMachine: ['ref', 'ref'],
  LLVMOrcCreateLLJITBuilder: ['ref'],
  LLVMOrcLLJITBuilderSetJITTargetMachineBuilder: ['void', 'ref', 'ref'],
  LLVMOrcCreateLLJIT: ['ref', 'out', 'ref'],
  LLVMOrcDisposeLLJIT: ['ref', 'ref'],
  LLVMOrcLLJITGetExecutionSession: ['ref', 'ref'],
  LLVMOrcLLJITGetMainJITDylib: ['ref', 'ref'],
  LLVMOrcLLJITMangleAndIntern: ['ref', 'ref', 'text'],
  LLVMOrcLLJITAddLLVMIRModuleWithRT: ['ref', 'ref', 'ref', 'ref'],
  LLVMOrcLLJITAddObjectFileWithRT: ['ref', 'ref', 'ref', 'ref'],
  LLVMOrcLLJITLookup: ['ref', 'ref', 'out', 'text'],
  LLVMOrcExecutionSessionSetErrorReporter: ['void', 'ref', 'ref', 'ref'],
  LLVMOrcExecutionSessionGetSymbolStringPool: ['ref', 'ref'],
  LLVMOrcSymbolStringPoolClearDeadEntries: ['void', 'ref'],
  LLVMOrcAbsoluteSymbols: ['ref', 'ref', 'size'],
  LLVMOrcJITDylibDefine: ['ref', 'ref', 'ref'],
  LLVMOrcDisposeMaterializationUnit: ['void', 'ref'],
  LLVMOrcJITDylibCreateResourceTracker: ['ref', 'ref'],
  LLVMOrcJITDylibGetDefaultResourceTracker: ['ref', 'ref'],
  LLVMOrcResourceTrackerRemove: ['ref', 'ref'],
  LLVMOrcResourceTrackerTransferTo: ['void', 'ref', 'ref'],
  LLVMOrcReleaseResourceTracker: ['void', 'ref'],

  // Disassembler.h
  LLVMCreateDisasmCPUFeatures: ['ref', 'text', 'text', 'text', 'ref', 'int', 'ref', 'ref'],
  LLVMSetDisasmOptions: ['int', 'ref', 'int64'],
  LLVMDisasmInstruction: ['size', 'ref', 'ref', 'int64', 'int64', 'ref', 'size'],
  LLVMDisasmDispose: ['void', 'ref'],
} as const satisfies Record<string, Prototype>;

/** The name of a function that is used. */
export type Name = keyof typeof prototypes;

/** The C functions by name, with their TypeScript signatures. */
export type Symbols = { readonly [N in Name]: Signature<(typeof prototypes)[N]> };

/** A function of the builder that takes two values. */
export type BuildBinary = Symbols['LLVMBuildAdd'];
/** A function of the builder that takes one value. */
export type BuildUnary = Symbols['LLVMBuildNeg'];

/**
 * The C functions. Each is at first a property that looks the function up and
 * puts it in its own place; reading one may throw `LlvmUnavailable`.
 */
export const c: Symbols = lookedUpOnFirstUse();

function lookedUpOnFirstUse(): Symbols {
  const symbols = {} as Symbols;
  for (const name of Object.keys(prototypes) as Name[]) {
    const get = () => {
      const value = lookUp(name);
      Object.defineProperty(symbols, name, { value });
      return value;
    };
    Object.defineProperty(symbols, name, { get, configurable: true, enumerable: true });
  }
  return symbols;
}

function lookUp(name: Name): unknown {
  const [result, ...parameters] = prototypes[name];
  const types = parameters.map((parameter) => cTypes[parameter]);
  try {
    return library().handle.func(name, cTypes[result], types);
  } catch (error) {
    if (error instanceof LlvmUnavailable) throw error;
    throw new LlvmUnavailable(`${library().path} has no function ${name}`);
  }
}

/** Whether the library has a function that not every version has. */
export function provides(name: Name): boolean {
  try {
    library().handle.symbol(name);
    return true;
  } catch (error) {
    if (error instanceof LlvmUnavailable) throw error;
    return false;
  }
}
