/** Runs for the figures of lab 05: a VM whose engines can be watched. */
import { type Engine, Status, type Tier } from '#shared/contracts/engine.ts';
import type { Machine, MachineOptions } from '#shared/contracts/machine.ts';
import type { Baseline } from '#shared/contracts/native.ts';
import { compileLox } from '#shared/lox/compile.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { createEngines, createVm } from '#solutions/vm.ts';

/** A machine and its baseline tier. */
export type NativeMachine = Machine & { readonly baseline: Baseline };

/** What is told of a run. */
export interface Watcher {
  /** An engine is about to run the newest frame. */
  readonly enters?: (machine: NativeMachine, tier: Tier) => void;
  /** It has come back. */
  readonly leaves?: (machine: NativeMachine, tier: Tier, status: Status) => void;
  /** The program has printed a line. */
  readonly prints?: (machine: NativeMachine, line: string) => void;
}

/** Runs a program, and tells `watcher` of it. It must end without an error. */
export function watchRun(source: string, options: Partial<MachineOptions>, watcher: Watcher): void {
  const { enters, leaves, prints } = watcher;
  let native: NativeMachine | undefined;
  const output = createOutput((bytes) => {
    if (native !== undefined) prints?.(native, Buffer.from(bytes).toString().trimEnd());
  }, true);
  const vm = createVm(output, options, (machine) => {
    const whole = machine as unknown as NativeMachine;
    native = whole;
    return new Map(
      [...createEngines(machine)].map(([tier, engine]): [Tier, Engine] => [
        tier,
        {
          run() {
            enters?.(whole, tier);
            const status = engine.run();
            leaves?.(whole, tier, status);
            return status;
          },
        },
      ]),
    );
  });
  const compiled = compileLox(source);
  if (!compiled.ok || !vm.run(compiled.script).ok) throw new Error('The program does not run');
}

/** The name of a status. */
export const statusName = (status: Status): string =>
  Object.entries(Status).find(([, value]) => value === status)?.[0] ?? `${status}`;

/** A function of the program, by its name; the script itself is `script`. */
export function functionNamed({ functions }: Pick<Machine, 'functions'>, name: string) {
  const found = functions.find(({ bytecode }) => (bytecode.name || 'script') === name);
  if (found === undefined) throw new Error(`There is no function '${name}'`);
  return found;
}
