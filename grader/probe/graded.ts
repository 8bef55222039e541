/**
 * How the tests of a lab are written:
 *
 *     task('01.1', 'Decode and arithmetic', () => {
 *       graded('adds two numbers', { points: 3 }, async ({ probe, expect, random }) => {
 *         const n = random.integer(1, 1000);
 *         const run = await probe.run(`print ${n} + 1;`);
 *         expect(run.output).toBe(`${n + 1}\n`);
 *       });
 *     });
 *
 * A test judges only what its probe shows. It is named by its task and its
 * name, `01.1 adds two numbers`, which no two tests may share.
 */
import { describe, type ExpectStatic, type TestContext, test } from 'vitest';
import { createChildTransport } from './child-transport.ts';
import { describeFailure, type Failure } from './failure.ts';
import { createInlineTransport } from './inline-transport.ts';
import { createProbe, EndedError, type Observed, type Probe } from './probe.ts';
import { createInputs, type Random } from './random.ts';
import { missingOf, type Requirement } from './requirements.ts';
import { readSettings, TRANSPORT_VARIABLE } from './settings.ts';
import type { Transport } from './transport.ts';

/** What the reporter learns about a test. */
export interface GradedTest {
  /** The task that it belongs to, such as `01.1`. */
  readonly task: string;
  readonly name: string;
  readonly points: number;
  readonly seed: number;
  /** What this machine lacks to run it. */
  notRun?: string;
  /** Why it did not pass. */
  failure?: Failure;
}

declare module 'vitest' {
  interface TaskMeta {
    graded?: GradedTest;
  }
}

/** What a test gives, and what it needs. */
export interface GradedOptions {
  /** A whole number: what passing gives. */
  readonly points: number;
  /** Without these the test is not run. */
  readonly needs?: readonly Requirement[];
}

/** What a test works with. */
export interface GradedContext {
  readonly probe: Probe;
  readonly expect: ExpectStatic;
  readonly random: Random;
}

/** What a test does: it observes, and expects. */
export type GradedBody = (context: GradedContext) => Promise<void>;

const settings = readSettings();
let transport: Transport | undefined;
let currentTask = '';

/** The tests of one task. */
export function task(id: string, title: string, body: () => void): void {
  describe(`${id} ${title}`, () => {
    currentTask = id;
    body();
  });
}

/** A test that gives points. */
export function graded(
  name: string,
  { points, needs = [] }: GradedOptions,
  body: GradedBody,
): void {
  const { only, seeds } = settings;
  const task = currentTask;
  const id = `${task} ${name}`;
  if (only.length > 0 && !only.some((text) => id.includes(text))) return;
  for (const seed of seeds) {
    const meta: { graded: GradedTest } = { graded: { task, name, points, seed } };
    const title = seeds.length === 1 ? name : `${name} (seed ${seed})`;
    test(title, { meta }, async (context) => {
      const info = context.task.meta.graded ?? meta.graded;
      const missing = missingOf(needs);
      if (missing !== undefined) {
        info.notRun = missing;
        context.skip(missing);
      }
      await runBody(body, context, info, createInputs(seed, id));
    });
  }
}

/** Runs the test with a session of its own, and notes in `info` why it does not pass. */
async function runBody(
  body: GradedBody,
  { expect }: TestContext,
  info: GradedTest,
  random: Random,
): Promise<void> {
  transport ??= openTransport();
  const session = transport.open();
  const observed: Observed[] = [];
  try {
    await body({ probe: createProbe(session, observed), expect, random });
    throwIfUnfinished(observed);
  } catch (error) {
    info.failure = describeFailure(error, observed);
    throw error;
  } finally {
    session.close();
  }
}

/** A test must not pass because it did not look at what was unfinished. */
function throwIfUnfinished(observed: readonly Observed[]): void {
  for (const { outcome } of observed) {
    if (outcome.ended.kind === 'unfinished') throw new EndedError(outcome.ended);
  }
}

function openTransport(): Transport {
  const { channel, testsFolder } = settings;
  const inline = process.env[TRANSPORT_VARIABLE] === 'inline';
  return inline ? createInlineTransport(testsFolder) : createChildTransport(channel);
}
