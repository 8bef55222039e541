/** The signatures of compiled functions and of everything that they call by name. */

import llvm from '#llvm';
import {
  type NativeHalf,
  nativeHalves,
  type RuntimeName,
  runtimeNames,
  type SupportName,
  supportNames,
} from '#shared/contracts/native.ts';
import type { LlvmFunction } from '#shared/llvm/functions.ts';
import type { FunctionType, IRBuilder, Module } from '#shared/llvm/namespace.ts';

/** The symbol of a runtime function. */
export const runtimeSymbol = (name: RuntimeName): string => `runtime.${name}`;

/** The symbol of a support function. */
export const supportSymbol = (name: SupportName): string => `support.${name}`;

/** `i32 (memory, record, base, resume)`: the one signature through which every tier is entered. */
export function entryType(builder: IRBuilder): FunctionType {
  const word = builder.getInt32Ty();
  return llvm.FunctionType.get(word, [builder.getPtrTy(), word, word, word], false);
}

/** `i32 (record, pc, top, a, b, c, d)`: every runtime function's. */
function runtimeType(builder: IRBuilder): FunctionType {
  const word = builder.getInt32Ty();
  return llvm.FunctionType.get(word, new Array(7).fill(word), false);
}

/** A native half's: a runtime function's, with the address of linear memory in front. */
function halfType(builder: IRBuilder): FunctionType {
  const word = builder.getInt32Ty();
  return llvm.FunctionType.get(word, [builder.getPtrTy(), ...new Array(7).fill(word)], false);
}

/** The signature of a support function. */
function supportType(builder: IRBuilder, name: SupportName): FunctionType {
  const word = builder.getInt32Ty();
  const memory = builder.getPtrTy();
  switch (name) {
    case 'capture':
      return llvm.FunctionType.get(word, [memory, word], false);
    case 'enter':
      return llvm.FunctionType.get(word, [memory, memory, word, word, word], false);
    case 'stub':
      return entryType(builder);
    case 'leave':
      return llvm.FunctionType.get(word, [memory, word, word, word, word], false);
    case 'probe':
    case 'field':
    case 'method':
      return llvm.FunctionType.get(word, [memory, word, word, word], false);
  }
}

/** What a module's functions may call. Runtime functions are slow paths: `cold`. */
export interface Declarations {
  readonly runtime: Readonly<Record<RuntimeName, LlvmFunction>>;
  readonly support: Readonly<Record<SupportName, LlvmFunction>>;
  readonly halves: Readonly<Record<NativeHalf, LlvmFunction>>;
}

/**
 * What a module's functions may call. Each is declared there when it is first asked for.
 * @param known the native halves that there are
 */
export function declareAll(
  builder: IRBuilder,
  module: Module,
  known: readonly NativeHalf[] = nativeHalves,
): Declarations {
  const declare = (type: FunctionType, symbol: string, ...attributes: readonly string[]) => {
    const { ExternalLinkage } = llvm.Function.LinkageTypes;
    const fn = llvm.Function.Create(type, ExternalLinkage, symbol, module);
    for (const attribute of ['nounwind', ...attributes]) fn.addFnAttr(attribute);
    return fn;
  };
  return {
    runtime: whenAsked(runtimeNames, (name) =>
      declare(runtimeType(builder), runtimeSymbol(name), 'cold'),
    ),
    support: whenAsked(supportNames, (name) => {
      const cold = name === 'leave' ? ['cold'] : [];
      return declare(supportType(builder, name), supportSymbol(name), ...cold);
    }),
    halves: whenAsked(known, (name) => declare(halfType(builder), `native.${name}`)),
  };
}

/** A record whose values are made when they are first read. */
function whenAsked<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Readonly<Record<Name, Value>> {
  const record = {} as Record<Name, Value>;
  for (const name of names) {
    let value: Value | undefined;
    Object.defineProperty(record, name, { get: () => (value ??= make(name)) });
  }
  return record;
}
