import { describe, expect, test } from 'vitest';
import type { Failure } from './result.ts';
import { meanOf, type RawMeasurement, spreadOf, summariseProgram } from './summary.ts';

/** An engine that starts in 95 to 110 ms and took these wall times. */
const emptyMs = [110, 100, 95];

function ran(engine: string, ...wallMs: number[]): RawMeasurement {
  return { engine, emptyMs, samples: { wallMs, failure: null } };
}

function failed(engine: string, outcome: Failure['outcome']): RawMeasurement {
  const failure = { outcome, reason: 'a reason' };
  return { engine, emptyMs, samples: { wallMs: [90], failure } };
}

describe('the summary', () => {
  test('subtracts what the empty program takes from the median', () => {
    const { measurements } = summariseProgram('fib', [ran('clox', 900, 300, 310)], 'clox');
    expect(measurements[0]).toMatchObject({ medianMs: 310, ownMs: 210, ratio: 1 });
  });

  test('gives twice as fast as 2', () => {
    const row = [ran('clox', 300), ran('node', 200)];
    expect(summariseProgram('fib', row, 'clox').measurements[1]).toMatchObject({ ratio: 2 });
  });

  test('has no ratio for what is too short to be divided', () => {
    const row = [ran('clox', 300), ran('node', 99), ran('lua', 105), ran('luajit', 110)];
    expect(summariseProgram('fib', row, 'clox').measurements).toMatchObject([
      { ownMs: 200, ratio: 1 },
      { ownMs: -1, ratio: null },
      { ownMs: 5, ratio: null },
      { ownMs: 10, ratio: 20 },
    ]);
  });

  test('never times a program that failed once, even where other runs went well', () => {
    const { measurements } = summariseProgram('fib', [failed('clox', 'wrong')], 'clox');
    expect(measurements).toEqual([{ engine: 'clox', outcome: 'wrong', reason: 'a reason' }]);
  });

  test('has no ratios where the reference failed', () => {
    const row = [failed('clox', 'failed'), ran('node', 200)];
    expect(summariseProgram('fib', row, 'clox').measurements[1]).toMatchObject({
      ownMs: 100,
      ratio: null,
    });
  });

  test('takes means over the programs that both ran', () => {
    const programs = [
      summariseProgram('a', [ran('clox', 300), ran('lua', 200), ran('node', 150)], 'clox'),
      summariseProgram('b', [ran('clox', 300), failed('lua', 'timeout'), ran('node', 125)], 'clox'),
      summariseProgram('c', [failed('clox', 'failed'), ran('lua', 150), ran('node', 150)], 'clox'),
    ];
    expect(meanOf('lua', programs)).toEqual({ engine: 'lua', ratio: 2, programs: 1 });
    const node = meanOf('node', programs);
    expect(node.programs).toBe(2);
    expect(node.ratio).toBeCloseTo(Math.sqrt(4 * 8), 12);
    expect(meanOf('clox', programs)).toMatchObject({ ratio: 1, programs: 2 });
  });

  test('has no mean for an engine that ran nothing', () => {
    const programs = [summariseProgram('a', [ran('clox', 300), failed('lua', 'absent')], 'clox')];
    expect(meanOf('lua', programs)).toEqual({ engine: 'lua', ratio: null, programs: 0 });
  });

  test('tells how restless the machine was', () => {
    const row = [
      ran('clox', 300, 200),
      ran('lua', 200, 400),
      ran('node', 150),
      failed('c', 'wrong'),
    ];
    expect(spreadOf([summariseProgram('a', row, 'clox')])).toBe(1.75);
    expect(spreadOf([summariseProgram('a', [ran('clox', 300)], 'clox')])).toBe(1);
  });
});
