import { beforeAll, describe, expect, it } from 'vitest';
import { type Mode, type ModeName, modes } from './modes.ts';
import { type CorpusProgram, conformancePrograms, largePrograms } from './programs.ts';
import { runCorpus, type Verdict } from './run-corpus.ts';

const corpus: CorpusProgram[] = [...conformancePrograms(), ...largePrograms('small')];

it('has at least 250 conformance programs and 12 larger ones', () => {
  expect(conformancePrograms().length).toBeGreaterThanOrEqual(250);
  expect(largePrograms('small').length).toBeGreaterThanOrEqual(12);
});

// `npm run verify` runs what is left out here: it takes minutes.
const programsFor = ({ slow }: Mode) =>
  corpus.filter((program) => !slow || !program.slowUnderStress);

describe.each(Object.entries<Mode>(modes))('the corpus in mode %s', (name, mode) => {
  const programs = programsFor(mode);
  let verdicts: ReadonlyMap<string, Verdict>;
  beforeAll(async () => {
    const all = await runCorpus(programs, name as ModeName);
    verdicts = new Map(all.map((verdict) => [verdict.program.name, verdict]));
  }, 600_000);

  it.each(programs.map((program) => program.name))('%s', (program) => {
    expect(verdicts.get(program)?.problem).toBeUndefined();
  });
});
