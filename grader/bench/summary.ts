/** From samples to what is told: medians, own times, ratios and their means. */
import type { Samples } from './measure.ts';
import type { Failure, GeometricMean, Measurement, ProgramResult } from './result.ts';
import { geometricMean, median } from './statistics.ts';

/**
 * Own times below are not divided: the start of a process alone varies by that
 * much.
 */
const SHORTEST_OWN_MS = 2;

/** One program in one engine, before anything is compared. */
export interface RawMeasurement {
  readonly engine: string;
  /** Median wall time of the engine's empty program. */
  readonly emptyMedianMs: number;
  /** The runs, or why there are none. */
  readonly samples: Samples | Failure;
}

/** Medians, own times and ratios of one program in all engines. */
export function summariseProgram(
  program: string,
  raw: readonly RawMeasurement[],
  reference: string | null,
): ProgramResult {
  const alone = raw.map(measurementOf);
  const base = alone.find(({ engine }) => engine === reference);
  return { program, measurements: alone.map((one) => withRatio(one, base)) };
}

function measurementOf({ engine, emptyMedianMs, samples }: RawMeasurement): Measurement {
  if ('outcome' in samples) return { engine, ...samples };
  if (samples.failure) return { engine, ...samples.failure };
  const medianMs = median(samples.wallMs);
  return {
    engine,
    outcome: 'timed',
    samplesMs: samples.wallMs,
    medianMs,
    ownMs: medianMs - emptyMedianMs,
    ratio: null,
  };
}

function withRatio(measurement: Measurement, base: Measurement | undefined): Measurement {
  if (measurement.outcome !== 'timed' || base?.outcome !== 'timed') return measurement;
  const { ownMs } = measurement;
  if (ownMs < SHORTEST_OWN_MS || base.ownMs < SHORTEST_OWN_MS) return measurement;
  return { ...measurement, ratio: base.ownMs / ownMs };
}

/** The mean of an engine's ratios: over programs that both it and the reference ran. */
export function meanOf(engine: string, programs: readonly ProgramResult[]): GeometricMean {
  const ratios = programs
    .flatMap(({ measurements }) => measurements)
    .filter((measurement) => measurement.engine === engine)
    .map((measurement) => (measurement.outcome === 'timed' ? measurement.ratio : null))
    .filter((ratio) => ratio !== null);
  const ratio = ratios.length === 0 ? null : geometricMean(ratios);
  return { engine, ratio, programs: ratios.length };
}

/**
 * How restless the machine was: the slowest over the fastest run of a program
 * in an engine, the median of all that were timed more than once; 1 when there
 * is none.
 */
export function spreadOf(programs: readonly ProgramResult[]): number {
  const spreads = programs
    .flatMap(({ measurements }) => measurements)
    .flatMap((one) => (one.outcome === 'timed' ? [one.samplesMs] : []))
    .filter((samples) => samples.length > 1)
    .map((samples) => Math.max(...samples) / Math.min(...samples));
  return spreads.length === 0 ? 1 : median(spreads);
}
