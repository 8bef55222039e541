/** The builder: control flow and calls, on top of everything else. */

import { FunctionType } from './composite-types.ts';
import { type BasicBlock, FunctionCallee, LlvmFunction } from './functions.ts';
import { CallInst, Instruction, PHINode, SwitchInst } from './instructions.ts';
import { intrinsicDeclaration } from './intrinsics.ts';
import { MemoryAccess } from './memory-access.ts';
import type { MDNode } from './metadata.ts';
import { listAt, nameAt } from './scratch.ts';
import { c } from './symbols.ts';
import type { Type } from './types.ts';
import { Value } from './values.ts';

/**
 * Builds instructions one after the other, at the insert point. Its methods
 * have the names and call shapes of LLVM's C++ `IRBuilder`.
 *
 * Operands are checked as far as LLVM would crash on them or build nonsense;
 * everything else the verifier finds. Names are only for reading: an empty
 * one is fastest.
 *
 * Every `Create` throws `LlvmMisuse` when there is no insert point, when an
 * operand is missing, gone, or of another context, function or module, and
 * when the operands' types are not what the instruction takes.
 */
export class IRBuilder extends MemoryAccess {
  /** Returns from a function without a result. */
  CreateRetVoid(): Instruction {
    const at = this.at('CreateRetVoid');
    this.#checkReturn('CreateRetVoid', this.getVoidTy());
    return new Instruction(c.LLVMBuildRetVoid(at), this.getVoidTy(), this.body);
  }
  /** Returns a result. */
  CreateRet(value: Value): Instruction {
    const at = this.at('CreateRet');
    const result = this.operand('CreateRet', value);
    this.#checkReturn('CreateRet', value.type);
    if (value.type.isVoidTy()) throw this.misfit('CreateRet', 'nothing is no value');
    return new Instruction(c.LLVMBuildRet(at, result), this.getVoidTy(), this.body);
  }
  /** Jumps. */
  CreateBr(destBB: BasicBlock): Instruction {
    const at = this.at('CreateBr');
    const dest = this.target('IRBuilder.CreateBr', destBB);
    return new Instruction(c.LLVMBuildBr(at, dest), this.getVoidTy(), this.body);
  }
  /**
   * Jumps to one of two blocks by a truth value.
   * @param weights how often it goes each way; see `MDBuilder.createBranchWeights`
   */
  CreateCondBr(cond: Value, thenBB: BasicBlock, elseBB: BasicBlock, weights?: MDNode): Instruction {
    const at = this.at('CreateCondBr');
    const condition = this.operand('CreateCondBr', cond);
    const whenTrue = this.target('IRBuilder.CreateCondBr', thenBB);
    const whenFalse = this.target('IRBuilder.CreateCondBr', elseBB);
    if (!cond.type.isIntegerTy(1)) {
      throw this.misfit('CreateCondBr', `the condition is ${cond.type}, not i1`);
    }
    const ref = c.LLVMBuildCondBr(at, condition, whenTrue, whenFalse);
    const branch = new Instruction(ref, this.getVoidTy(), this.body);
    if (weights !== undefined) branch.setMetadata('prof', weights);
    return branch;
  }
  /**
   * Jumps to one of many blocks by a number; the cases are added to what it returns.
   * @param dest where control goes when no case applies
   */
  CreateSwitch(value: Value, dest: BasicBlock, numCases = 10): SwitchInst {
    const at = this.at('CreateSwitch');
    const condition = this.operand('CreateSwitch', value);
    const otherwise = this.target('IRBuilder.CreateSwitch', dest);
    const { type } = value;
    if (!type.isIntegerTy()) throw this.misfit('CreateSwitch', `a switch on ${type}`);
    const ref = c.LLVMBuildSwitch(at, condition, otherwise, numCases);
    return new SwitchInst(ref, this.getVoidTy(), this.body, type);
  }
  /** Says that control never comes here: it is undefined what happens if it does. */
  CreateUnreachable(): Instruction {
    const at = this.at('CreateUnreachable');
    return new Instruction(c.LLVMBuildUnreachable(at), this.getVoidTy(), this.body);
  }

  /** A choice by the block from which control came; it stands at the beginning of its block. */
  CreatePHI(type: Type, _numReservedValues: number, name = ''): PHINode {
    const at = this.at('CreatePHI');
    const ref = this.typeRef('IRBuilder.CreatePHI', type);
    if (!type.isSized()) throw this.misfit('CreatePHI', `a phi of ${type}`);
    return new PHINode(c.LLVMBuildPhi(at, ref, nameAt(name)), type, this.body);
  }

  /**
   * Calls a function, or whatever a pointer points to by a type. The call has the C calling
   * convention until it is given another one.
   */
  CreateCall(callee: LlvmFunction | FunctionCallee, name?: string): CallInst;
  CreateCall(
    callee: LlvmFunction | FunctionCallee,
    args: readonly Value[],
    name?: string,
  ): CallInst;
  CreateCall(type: FunctionType, callee: Value, name?: string): CallInst;
  CreateCall(type: FunctionType, callee: Value, args: readonly Value[], name?: string): CallInst;
  CreateCall(
    first: LlvmFunction | FunctionCallee | FunctionType,
    ...rest: readonly (Value | readonly Value[] | string | undefined)[]
  ): CallInst {
    let callee: Value | undefined;
    let type: FunctionType | undefined;
    let args: readonly Value[] = [];
    let name = '';
    if (first instanceof LlvmFunction) {
      callee = first;
      type = first.functionType;
    } else if (first instanceof FunctionCallee) {
      callee = first.getCallee();
      type = first.getFunctionType();
    } else if (first instanceof FunctionType) type = first;
    for (const argument of rest) {
      if (argument instanceof Value) callee = argument;
      else if (typeof argument === 'string') name = argument;
      else if (argument !== undefined) args = argument;
    }
    if (type === undefined || callee === undefined) {
      throw this.misfit('CreateCall', 'there is nothing to call');
    }
    return this.#call(type, callee, args, name);
  }

  /**
   * Calls one of LLVM's own functions.
   * @param id of `Intrinsic`
   * @param types what stands for the types that the intrinsic leaves open
   */
  CreateIntrinsic(id: string, types: readonly Type[], args: readonly Value[], name = ''): CallInst {
    this.at('CreateIntrinsic');
    if (this.fn === null) throw this.misfit('CreateIntrinsic', 'there is no insert point');
    const callee = intrinsicDeclaration('IRBuilder.CreateIntrinsic', this.fn.module, id, types);
    return this.CreateCall(callee, args, name);
  }
  /** An intrinsic whose only open type is that of its only operand, such as `sqrt` or `bswap`. */
  CreateUnaryIntrinsic(id: string, value: Value, name = ''): CallInst {
    this.operand('CreateUnaryIntrinsic', value);
    return this.CreateIntrinsic(id, [value.type], [value], name);
  }
  /** An intrinsic whose only open type is that of both operands, such as `expect` or `smax`. */
  CreateBinaryIntrinsic(id: string, lhs: Value, rhs: Value, name = ''): CallInst {
    this.operand('CreateBinaryIntrinsic', lhs);
    return this.CreateIntrinsic(id, [lhs.type], [lhs, rhs], name);
  }

  #call(type: FunctionType, callee: Value, args: readonly Value[], name: string): CallInst {
    const at = this.at('CreateCall');
    const typeRef = this.typeRef('IRBuilder.CreateCall', type);
    const target = this.operand('CreateCall', callee);
    if (!callee.type.isPointerTy()) {
      throw this.misfit('CreateCall', `a value of ${callee.type} cannot be called`);
    }
    if (callee instanceof LlvmFunction && callee.functionType !== type) {
      const declared = `'${callee.getName()}' is ${callee.functionType}`;
      throw this.misfit('CreateCall', `${declared}, and is called as ${type}`);
    }
    this.#checkArguments(type, callee, args);
    const { returnType } = type;
    const label = nameAt(returnType.isVoidTy() ? '' : name);
    const ref = c.LLVMBuildCall2(at, typeRef, target, listAt(args), args.length, label);
    return new CallInst(ref, returnType, this.body);
  }

  #checkArguments(type: FunctionType, callee: Value, args: readonly Value[]): void {
    const { params } = type;
    const fits = type.varArg ? args.length >= params.length : args.length === params.length;
    if (!fits) {
      const who = callee instanceof LlvmFunction ? `'${callee.getName()}'` : `${type}`;
      throw this.misfit(
        'CreateCall',
        `${who} takes ${params.length} arguments, not ${args.length}`,
      );
    }
    for (let index = 0; index < args.length; index++) {
      this.operand('CreateCall', args[index]);
      if (index < params.length && args[index].type !== params[index]) {
        const who = callee instanceof LlvmFunction ? `'${callee.getName()}'` : `${type}`;
        const what = `argument ${index} of ${who} is ${params[index]}, not ${args[index].type}`;
        throw this.misfit('CreateCall', what);
      }
    }
  }

  #checkReturn(method: string, type: Type): void {
    const expected = this.fn?.functionType.returnType;
    if (type !== expected) {
      throw this.misfit(method, `'${this.fn?.getName()}' returns ${expected}, not ${type}`);
    }
  }
}
