import { judge } from '#grader/machine-code/judge.ts';
import { graded, task } from '#grader/probe/graded.ts';

task('00.6', 'A crash on purpose', () => {
  graded('comes to an undefined instruction, on both', { points: 1 }, async ({ probe, expect }) => {
    for (const architecture of ['x86-64', 'arm64'] as const) {
      const code = await probe.scenario<number[]>('encode', {
        architecture,
        name: 'illegalInstruction',
      });
      const { end, words } = judge(architecture, code);
      expect(end, `${architecture}: ${words}`).toMatchObject({ kind: 'signal', signal: 'SIGILL' });
    }
  });

  graded('reads address 0, on both', { points: 1 }, async ({ probe, expect }) => {
    for (const architecture of ['x86-64', 'arm64'] as const) {
      const code = await probe.scenario<number[]>('encode', { architecture, name: 'nullRead' });
      const { end, words } = judge(architecture, code);
      const reason = expect.stringMatching(/ 0x0$/);
      expect(end, `${architecture}: ${words}`).toMatchObject({ signal: 'SIGSEGV', reason });
    }
  });

  graded(
    'ends the process, by the signal that was meant',
    { points: 1, needs: ['machine code'] },
    async ({ probe, expect }) => {
      const illegal = await probe.scenarioToAnyEnd('crash', { name: 'illegalInstruction' });
      expect(illegal.ended).toEqual({ kind: 'signal', signal: 'SIGILL' });
      const read = await probe.scenarioToAnyEnd('crash', { name: 'nullRead' });
      expect(read.ended).toEqual({ kind: 'signal', signal: 'SIGSEGV' });
    },
  );
});
