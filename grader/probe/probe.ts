/** The probe: all that a lab's tests can do with the student's code. */
import { describeEnded } from './ended.ts';
import type {
  Ended,
  Json,
  ObservationRequest,
  Outcome,
  RunFacts,
  RunOptions,
} from './observation.ts';
import type { Session } from './transport.ts';

/** What a run showed that ended by itself, be it with a Lox error. */
export interface RunObservation extends RunFacts {
  readonly ended: Ended;
}

/** What an observation showed, however it ended. */
export interface EndObservation {
  readonly ended: Ended;
  /** What the Lox program printed until then. */
  readonly output: string;
}

/**
 * What a test can ask of the student's code. What it observes one after the
 * other may happen in one process; what it observes at once, with
 * `Promise.all`, happens in several.
 */
export interface Probe {
  /**
   * Runs a Lox program on the student's VM. Compile errors and runtime errors
   * are in what it shows.
   * @throws EndedError when the code threw, crashed, hung and so on
   */
  run(source: string, options?: RunOptions): Promise<RunObservation>;
  /**
   * Calls a function that the lab's `scenarios.ts` exports, beside the student's code.
   * @returns what it returned, as JSON has it
   * @throws EndedError when the code threw, crashed, hung and so on
   */
  scenario<Result = Json>(name: string, args?: Json): Promise<Result>;
  /** As `run`, for tests in which the code may end otherwise. */
  runToAnyEnd(source: string, options?: RunOptions): Promise<EndObservation>;
  /** As `scenario`, for tests in which the code may end otherwise: a crash on purpose. */
  scenarioToAnyEnd(name: string, args?: Json): Promise<EndObservation>;
}

/** The code did not come to a normal end. */
export class EndedError extends Error {
  override readonly name = 'EndedError';
  readonly ended: Ended;
  constructor(ended: Ended) {
    super(`the code ${describeEnded(ended)}`);
    this.ended = ended;
  }
}

/** What one test has observed, for the message when it fails. */
export interface Observed {
  readonly request: ObservationRequest;
  readonly outcome: Outcome;
}

/** Makes the probe of one test, which notes in `observed` what it is asked and sees. */
export function createProbe(session: Session, observed: Observed[]): Probe {
  async function observe(request: ObservationRequest): Promise<Outcome> {
    const outcome = await session.observe(request);
    observed.push({ request, outcome });
    // Unfinished code is never what a test is about.
    if (outcome.ended.kind === 'unfinished') throw new EndedError(outcome.ended);
    return outcome;
  }

  async function observeToNormalEnd(request: ObservationRequest): Promise<Outcome> {
    const outcome = await observe(request);
    if (outcome.ended.kind !== 'normal') throw new EndedError(outcome.ended);
    return outcome;
  }

  const runRequest = (source: string, options: RunOptions = {}): ObservationRequest => ({
    kind: 'run',
    source,
    options,
  });
  const scenarioRequest = (name: string, args: Json = null): ObservationRequest => ({
    kind: 'scenario',
    name,
    args,
  });
  const endOf = ({ ended, run }: Outcome): EndObservation => ({ ended, output: run?.output ?? '' });

  return {
    async run(source, options) {
      const { ended, run } = await observeToNormalEnd(runRequest(source, options));
      return { ...(run as RunFacts), ended };
    },
    async scenario<Result = Json>(name: string, args?: Json) {
      const { value } = await observeToNormalEnd(scenarioRequest(name, args));
      return JSON.parse(value ?? 'null') as Result;
    },
    async runToAnyEnd(source, options) {
      return endOf(await observe(runRequest(source, options)));
    },
    async scenarioToAnyEnd(name, args) {
      return endOf(await observe(scenarioRequest(name, args)));
    },
  };
}
