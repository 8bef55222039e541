/** Takes the snapshot of a function from which a compiler works, while nothing else runs. */
import type * as contract from '#shared/contracts/jit/snapshot.ts';
import type { Machine } from '#shared/contracts/machine.ts';
import type { KnownCallee, Snapshot } from '#shared/contracts/native.ts';
import type { BytecodeFunction } from '#shared/lox/bytecode.ts';
import { FunctionObject, GlobalCell, SITE_SIZE, Site, SLOT_SIZE } from '#shared/memory/layout.ts';

/** Makes what takes the snapshot of a function, given by its offset. */
export function createSnapshots({
  memory,
  values,
  functions,
  options,
}: Pick<Machine, 'memory' | 'values' | 'functions' | 'options'>): (code: number) => Snapshot {
  const { i32 } = memory;

  /** The callee that a site has had, if it had one alone: its `feedback` counts the changes. */
  function calleeAt(site: number): KnownCallee | undefined {
    if (i32[(site + Site.feedback) >> 2] !== 1) return undefined;
    const code = i32[(site + Site.key) >> 2];
    return {
      code,
      arity: i32[(code + FunctionObject.arity) >> 2],
      captureCount: i32[(code + FunctionObject.captureCount) >> 2],
    };
  }

  function calleesOf({ sites }: BytecodeFunction, first: number): Map<number, KnownCallee> {
    const callees = new Map<number, KnownCallee>();
    for (const [number, kind] of sites.entries()) {
      const callee = kind === 'call' ? calleeAt(first + number * SITE_SIZE) : undefined;
      if (callee !== undefined) callees.set(number, callee);
    }
    return callees;
  }

  return (code) => {
    const field = (offset: number) => i32[(code + offset) >> 2];
    const { bytecode } = functions[field(FunctionObject.id)];
    const constants = field(FunctionObject.constants);
    const sites = field(FunctionObject.sites);
    const referenceTo = (index: number) => values.referenceAt(constants + index * SLOT_SIZE);
    const references = bytecode.constants.map(({ kind }, index) =>
      kind === 'global' || kind === 'function' ? referenceTo(index) : 0,
    );
    const cells = references.filter((_, index) => bytecode.constants[index].kind === 'global');
    return {
      bytecode,
      code,
      pc: field(FunctionObject.code),
      constants,
      sites,
      references,
      defined: new Set(cells.filter((cell) => !values.isEmpty(cell + GlobalCell.value))),
      callees: calleesOf(bytecode, sites),
      counted: options.countDispatches,
      limited: options.nativeQuantum,
      halves: options.nativeHalves,
      captured: bytecode.constants.some(
        ({ kind, value }) =>
          kind === 'function' && value.captures.some(({ from }) => from === 'local'),
      ),
    };
  };
}

createSnapshots satisfies typeof contract.createSnapshots;
