/** From samples to what is told: medians, own times, ratios and their means. */
import type { Samples } from './measure.ts';
import type { Failure, GeometricMean, Measurement, ProgramResult } from './result.ts';
import { geometricMean, median } from './statistics.ts';

/** Starting a process is never steadier than this, however quiet the machine. */
const LEAST_UNCERTAINTY_MS = 2;

/** One program in one engine, before anything is compared. */
export interface RawMeasurement {
  readonly engine: string;
  /** Wall times of the engine's empty program. */
  readonly emptyMs: readonly number[];
  /** The runs, or why there are none. */
  readonly samples: Samples | Failure;
}

/** Medians, own times and ratios of one program in all engines. */
export function summariseProgram(
  program: string,
  raw: readonly RawMeasurement[],
  reference: string | null,
): ProgramResult {
  const cells = raw.map(cellOf);
  const base = cells.find(({ measurement }) => measurement.engine === reference);
  return { program, measurements: cells.map((cell) => withRatio(cell, base)) };
}

/** A measurement, and whether its own time stands out from what a start varies by. */
interface Cell {
  readonly measurement: Measurement;
  readonly isLong: boolean;
}

function cellOf({ engine, emptyMs, samples }: RawMeasurement): Cell {
  if ('outcome' in samples) return { measurement: { engine, ...samples }, isLong: false };
  if (samples.failure) return { measurement: { engine, ...samples.failure }, isLong: false };
  const medianMs = median(samples.wallMs);
  const emptyMedianMs = median(emptyMs);
  const ownMs = medianMs - emptyMedianMs;
  const uncertainty = Math.max(LEAST_UNCERTAINTY_MS, emptyMedianMs - Math.min(...emptyMs));
  return {
    measurement: {
      engine,
      outcome: 'timed',
      samplesMs: samples.wallMs,
      medianMs,
      ownMs,
      ratio: null,
    },
    isLong: ownMs > uncertainty,
  };
}

function withRatio({ measurement, isLong }: Cell, base: Cell | undefined): Measurement {
  if (measurement.outcome !== 'timed' || base?.measurement.outcome !== 'timed') return measurement;
  if (!isLong || !base.isLong) return measurement;
  return { ...measurement, ratio: base.measurement.ownMs / measurement.ownMs };
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
