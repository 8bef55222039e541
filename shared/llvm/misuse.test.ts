import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MisuseResult } from './misuse-child.ts';
import { misuseCases } from './test-misuse-cases.ts';
import { isWithoutLlvm } from './test-module.ts';

describe.skipIf(isWithoutLlvm)('misuse is an error, not a crash:', () => {
  const results = new Map<string, MisuseResult>();
  let end = '';

  beforeAll(() => {
    const child = join(import.meta.dirname, 'misuse-child.ts');
    const run = spawnSync(process.execPath, ['--import', 'tsx', child], { encoding: 'utf8' });
    for (const line of run.stdout.split('\n').filter(Boolean)) {
      const result: MisuseResult = JSON.parse(line);
      results.set(result.name, result);
    }
    end = `${run.signal ?? `exit ${run.status}`} ${run.stderr}`;
  });

  it('the process goes on to its end', () => {
    expect(end).toBe('exit 0 ');
  });

  for (const { name, message } of misuseCases) {
    it(name, () => {
      const result = results.get(name);
      expect(result?.message ?? end).toContain(message);
      expect(result?.isMisuse).toBe(true);
    });
  }
});
