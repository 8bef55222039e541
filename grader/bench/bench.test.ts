/** The bench from end to end, on tiny programs and the one peer that is always there. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programNames } from './corpus.ts';
import { allEngines } from './engines.ts';
import { parseRequest } from './options.ts';
import type { BenchResult } from './result.ts';
import { runBench } from './run-bench.ts';
import { formatResult } from './tables.ts';

const root = mkdtempSync(join(tmpdir(), 'hotpath-bench-'));
const programs = join(root, 'programs');
afterAll(() => rmSync(root, { recursive: true }));

/** Writes a program that prints 3 in JavaScript; every option replaces one of its files. */
function addProgram(name: string, files: Readonly<Record<string, string | null>> = {}): void {
  const all = { lox: 'print 3;\n', js: 'console.log(1 + 2);\n', expected: '3\n', ...files };
  mkdirSync(join(programs, name), { recursive: true });
  for (const [ending, text] of Object.entries(all)) {
    if (text !== null) writeFileSync(join(programs, name, `${name}.${ending}`), text);
  }
}

/** Runs the bench in this process, its engines in others. */
async function bench(...args: string[]): Promise<BenchResult> {
  const known = { programs: programNames(programs), engines: allEngines.map(({ id }) => id) };
  const request = parseRequest(args, known);
  if (request.kind !== 'run') throw new Error(JSON.stringify(request));
  const signal = new AbortController().signal;
  const progress = { at() {}, end() {} };
  const places = { programs, launcher: join(root, 'no-lox.mjs'), path: '' };
  return runBench(request.options, places, { args, progress, signal });
}

/** What the arguments made the bench, as a process of its own, print. */
function benchProcess(...args: string[]) {
  const script = fileURLToPath(new URL('bench.ts', import.meta.url));
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], { encoding: 'utf8' });
}

describe('the bench', () => {
  let result: BenchResult;

  beforeAll(async () => {
    addProgram('tiny');
    addProgram('crash', { js: 'throw new Error("no such feature");\n' });
    addProgram('lox-only', { js: null });
    addProgram('mistaken', { expected: '4\n' });
    const engines = 'interpreter,clox,node,node-jitless';
    result = await bench(
      '--quick',
      '--runs',
      '1',
      '--engines',
      engines,
      '--programs',
      'crash,lox-only,mistaken,tiny',
    );
  }, 60_000);

  test('leaves out what is not there, and says so', () => {
    expect(result.leftOut.map(({ engine }) => engine)).toEqual(['interpreter', 'clox']);
    expect(result.engines.map(({ id }) => id)).toEqual(['node', 'node-jitless']);
    expect(formatResult(result)).toContain('clox is left out: not on PATH');
  });

  test('takes its ratios over the first engine where clox is missing', () => {
    expect(result.reference).toBe('node');
  });

  test('times what gave the right answer', () => {
    const tiny = result.programs.find(({ program }) => program === 'tiny');
    expect(tiny?.measurements).toMatchObject([
      { engine: 'node', outcome: 'timed', samplesMs: [expect.any(Number)] },
      { engine: 'node-jitless', outcome: 'timed', samplesMs: [expect.any(Number)] },
    ]);
  });

  test('marks what did not', () => {
    const outcomes = result.programs.map(({ program, measurements }) => [
      program,
      ...measurements.map(({ outcome }) => outcome),
    ]);
    expect(outcomes).toEqual([
      ['crash', 'failed', 'failed'],
      ['lox-only', 'absent', 'absent'],
      ['mistaken', 'wrong', 'wrong'],
      ['tiny', 'timed', 'timed'],
    ]);
    expect(formatResult(result)).toContain('mistaken on node: wrong: line 1 is "3", expected "4"');
  });

  test('times starts, too', () => {
    expect(result.startUp.map(({ command }) => command)).toEqual(['node -e 0']);
    expect(result.engines[0].emptyMs).toHaveLength(3);
  });

  test('knows what it was measured on', () => {
    expect(result.machine.node).toBe(process.version);
    expect(result.engines[0].version).toBe(process.version);
    expect(result.machine.loadBefore).toHaveLength(3);
  });

  test('survives a trip through JSON', () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe('the command', () => {
  test('writes the tables and the results', () => {
    const json = join(root, 'out', 'bench.json');
    const { stdout, stderr, status } = benchProcess(
      ...['--quick', '--runs', '1', '--engines', 'node,node-jitless'],
      ...['--programs', 'fib', '--json', json],
    );
    expect(stdout).toContain('geometric mean');
    expect(stdout).toContain(json);
    expect(stderr).toMatch(/^repetition 1 of 1, after \d+ s\n$/);
    expect(status).toBe(0);
  }, 60_000);

  test('lists what there is', () => {
    const { stdout, status } = benchProcess('--list');
    expect(stdout).toContain('  fib\n');
    expect(stdout).toContain("V8's own interpreter");
    expect(status).toBe(0);
  }, 60_000);

  test('refuses unknown names with the status for misuse', () => {
    const { stderr, status } = benchProcess('--engines', 'perl');
    expect(stderr).toContain("There is no engine 'perl'");
    expect(status).toBe(64);
  }, 60_000);
});
