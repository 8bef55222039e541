import { beforeAll, describe, expect, it } from 'vitest';
import { whyUnavailable } from '#shared/llvm/library.ts';
import { type Mode, type ModeName, modes } from './modes.ts';
import { type CorpusProgram, conformancePrograms, largePrograms } from './programs.ts';
import { runCorpus, type Verdict } from './run-corpus.ts';

const corpus: CorpusProgram[] = [...conformancePrograms(), ...largePrograms('small')];

it('has at least 250 conformance programs and 12 larger ones', () => {
  expect(conformancePrograms().length).toBeGreaterThanOrEqual(250);
  expect(largePrograms('small').length).toBeGreaterThanOrEqual(12);
});

/** Of the modes that compile to native code, which takes time, but for the first: every so many programs. */
const SAMPLED = 4;

// `npm run corpus -- --mode NAME` runs what is left out here: it takes minutes.
function programsFor(name: string, { slow, native = false }: Mode): CorpusProgram[] {
  const step = native && name !== 'baseline' ? SAMPLED : 1;
  return corpus.filter(
    (program, index) => index % step === 0 && !(slow && program.slowUnderStress),
  );
}

const withoutLlvm = whyUnavailable() !== null;
const cannotRun = ({ native = false }: Mode) => native && withoutLlvm;

describe.each(Object.entries<Mode>(modes))('the corpus in mode %s', (name, mode) => {
  const programs = programsFor(name, mode);
  const test = it.skipIf(cannotRun(mode));
  let verdicts: ReadonlyMap<string, Verdict>;
  beforeAll(async () => {
    if (cannotRun(mode)) return;
    const all = await runCorpus(programs, name as ModeName);
    verdicts = new Map(all.map((verdict) => [verdict.program.name, verdict]));
  }, 600_000);

  test.each(programs.map((program) => program.name))('%s', (program) => {
    expect(verdicts.get(program)?.problem).toBeUndefined();
  });
});
