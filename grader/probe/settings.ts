/**
 * How the probe is to work: what whoever starts vitest says to the test files,
 * through the environment.
 */

/** The environment variable that chooses where the student's code runs: `child`, the default, or `inline`. */
export const TRANSPORT_VARIABLE = 'HOTPATH_TRANSPORT';

/** The one that holds the settings, as JSON. */
const SETTINGS_VARIABLE = 'HOTPATH_PROBE';

/** What the test files are told. */
export interface ProbeSettings {
  /** Each test runs once for each seed. */
  readonly seeds: readonly number[];
  /** Run only the tests whose task and name contain one of these; empty: all. */
  readonly only: readonly string[];
  /** The name of the channel to the grader; empty when no grader started this. */
  readonly channel: string;
  /** The folder of the lab's tests, for scenarios that run in this process. */
  readonly testsFolder: string;
}

const defaults: ProbeSettings = { seeds: [1], only: [], channel: '', testsFolder: '' };

/** Reads the settings. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): ProbeSettings {
  const text = env[SETTINGS_VARIABLE];
  const given = text === undefined ? {} : (JSON.parse(text) as Partial<ProbeSettings>);
  return { ...defaults, ...given };
}

/** The settings as an environment, for `readSettings` elsewhere. */
export function settingsVariables(
  transport: 'child' | 'inline',
  settings: Partial<ProbeSettings>,
): Record<string, string> {
  return { [TRANSPORT_VARIABLE]: transport, [SETTINGS_VARIABLE]: JSON.stringify(settings) };
}
