/** Looking into a VM's linear memory when a program has ended. */
import type { Machine } from '#shared/contracts/machine.ts';
import type { VmEvent } from '#shared/events/events.ts';
import { FunctionObject, Region, SITE_SIZE, Site, State } from '#shared/memory/layout.ts';
import type { EventView, FunctionView, ViewName, Views } from '../observation.ts';

/** Collects what was asked for. */
export function takeViews(
  machine: Machine,
  events: readonly VmEvent[],
  wanted: readonly ViewName[] = [],
): Views {
  return {
    ...(wanted.includes('functions') && { functions: functionViews(machine) }),
    ...(wanted.includes('events') && { events: events.map(eventView) }),
    ...(wanted.includes('state') && { state: words(machine, Region.state, State) }),
  };
}

function functionViews(machine: Machine): FunctionView[] {
  const { memory, functions } = machine;
  return functions.map(({ bytecode, offset }) => {
    const field = (at: number) => memory.i32[(offset + at) >> 2];
    const firstSite = field(FunctionObject.sites);
    return {
      name: bytecode.name || 'script',
      calls: field(FunctionObject.calls),
      loops: field(FunctionObject.loops),
      sites: Array.from({ length: field(FunctionObject.siteCount) }, (_, index) =>
        words(machine, firstSite + index * SITE_SIZE, Site),
      ),
    };
  });
}

/** The 32-bit words of a structure. */
function words(
  { memory }: Machine,
  start: number,
  { size, ...fields }: Readonly<Record<string, number>>,
): Record<string, number> {
  const entries = Object.entries(fields).map(([name, at]) => [name, memory.i32[(start + at) >> 2]]);
  return Object.fromEntries(entries);
}

function eventView({ kind, sequence, function: name, line, ...details }: VmEvent): EventView {
  return { kind, function: name, line, details };
}
