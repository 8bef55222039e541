/** Runs the Lox corpus: on labs' modules, and on the whole VM in every mode. */
import { availableParallelism } from 'node:os';
import type { TierName } from '#shared/contracts/engine.ts';
import { differenceOf } from '../corpus/expectations.ts';
import { type ModeName, modes } from '../corpus/modes.ts';
import { type CorpusProgram, conformancePrograms, largePrograms } from '../corpus/programs.ts';
import { runCorpus } from '../corpus/run-corpus.ts';
import type { LabUnderTest } from '../grading/build/child-tree.ts';
import type { Observer } from '../grading/children/observer.ts';
import type { Limits } from '../grading/limits.ts';
import { withObserver } from '../grading/with-observer.ts';
import { describeEnded } from '../probe/ended.ts';

export interface SweepNeeds {
  readonly root: string;
  readonly labs: readonly LabUnderTest[];
  readonly limits: Limits;
}

/** Runs the corpus with the modules of labs in the VM, in their tier. @returns what failed */
export async function sweepLab({ root, labs, limits }: SweepNeeds): Promise<string[]> {
  const places = Math.max(2, availableParallelism());
  const waiting = [...conformancePrograms(), ...largePrograms('small')];
  const problems: string[] = [];
  const tier = labs.find(({ lab }) => lab.tier !== undefined)?.lab.tier ?? 'interpreter';
  const scenarios = { folder: root, problem: 'the corpus has no scenarios' };
  await withObserver({ root, labs, scenarios, limits, places }, async (observer) => {
    const work = async () => {
      for (let some = take(waiting); some.length > 0; some = take(waiting)) {
        problems.push(...(await runSome(observer, some, tier)));
      }
    };
    await Promise.all(Array.from({ length: places }, work));
  });
  return problems;
}

/** Programs that share a session, and so processes. */
const PROGRAMS_PER_SESSION = 16;

const take = (programs: CorpusProgram[]) => programs.splice(0, PROGRAMS_PER_SESSION);

async function runSome(
  observer: Observer,
  programs: readonly CorpusProgram[],
  tier: TierName,
): Promise<string[]> {
  const session = observer.open();
  const problems: string[] = [];
  for (const { name, source, expectation } of programs) {
    const { ended, run } = await session.observe({ kind: 'run', source, options: { tier } });
    const problem =
      ended.kind === 'normal' && run !== undefined
        ? differenceOf(expectation, run)
        : `the code ${describeEnded(ended)}`;
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
  }
  session.close();
  return problems;
}

/** A way through the corpus on the whole VM. */
export interface Sweep {
  readonly name: string;
  run(): Promise<string[]>;
}

/** Every mode: with the larger programs in full size where that can be waited for, and small. */
export function allSweeps(): Sweep[] {
  return Object.entries(modes).flatMap(([mode, { slow }]) => {
    const small = sweep(mode as ModeName, 'small', [
      ...conformancePrograms(),
      ...largePrograms('small'),
    ]);
    return slow ? [small] : [small, sweep(mode as ModeName, 'full', largePrograms('full'))];
  });
}

function sweep(mode: ModeName, size: string, programs: readonly CorpusProgram[]): Sweep {
  return {
    name: `corpus in mode ${mode}, ${size}`,
    async run() {
      const verdicts = await runCorpus(programs, mode);
      return verdicts.flatMap(({ program, problem }) =>
        problem === undefined ? [] : [`${program.name}: ${problem}`],
      );
    },
  };
}
