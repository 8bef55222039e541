/**
 * The measurements that answer what labs let students predict. `lab.json` names
 * one in `prediction.measure`; `npm run lab -- measure NN` has it made.
 */

/** What a measurement found. */
export interface Measured {
  /** The answer, in the unit of the lab's question. */
  readonly value: number;
  /** What else is worth seeing, each with its unit. */
  readonly beside: readonly (readonly [what: string, amount: string])[];
}

/**
 * All measurements by name. Each runs in a process of its own, which has the
 * student's module or the reference, and is loaded only there: what it imports
 * loads that module.
 */
export const measurements: Readonly<Record<string, () => Promise<Measured>>> = {
  nativeCall: async () => (await import('./first-light.ts')).nativeCall(),
  dispatchRate: async () => (await import('./bytecode.ts')).dispatchRate(),
  dispatchRatio: async () => (await import('./threaded-code.ts')).measureDispatchRatio(),
  memoryTraffic: async () => (await import('./ir-builder.ts')).memoryTraffic(),
  typeTest: async () => (await import('./tagged-values.ts')).measureTypeTest(),
  nativeCrossings: async () => (await import('./orc-jit.ts')).measureNativeCrossings(),
  cacheMisses: async () => (await import('./inline-caches.ts')).measureCacheMisses(),
  plainLookup: async () => (await import('./inline-caches.ts')).measurePlainLookup(),
  bytesPerPoint: async () => (await import('./hidden-classes.ts')).measureBytesPerPoint(),
};
