import { expect, test } from 'vitest';
import { createVm } from '#solutions/vm.ts';
import { profiledPrograms } from '../profile/opcode-profile.ts';
import { checkedRun, HEAP_BYTES } from '../profile/program.ts';
import { enginesOf, techniques } from './techniques.ts';

test.each(techniques)('$name runs the large programs', { timeout: 60_000 }, (technique) => {
  const options = { heapBytes: HEAP_BYTES, tier: technique.tier };
  for (const program of profiledPrograms()) {
    checkedRun(program, (output) => createVm(output, options, enginesOf(technique)));
  }
});

test('stopping at each safepoint changes nothing', { timeout: 60_000 }, () => {
  for (const technique of techniques) {
    const options = { heapBytes: HEAP_BYTES, tier: technique.tier, quantum: () => 0 };
    for (const program of profiledPrograms(['closures', 'method-calls', 'string-builder'])) {
      const { statistics } = checkedRun(program, (output) =>
        createVm(output, options, enginesOf(technique)),
      );
      expect(statistics().calls).toBeGreaterThan(0);
    }
  }
});
