import { graded, task } from '#grader/probe/graded.ts';
import type { Probe } from '#grader/probe/probe.ts';
import { count, functionIn } from './printed-ir.ts';
import type { faults, faultsOfText, optimized } from './scenarios.ts';

const needs = ['libLLVM'] as const;

/** What the passes make of a function. */
async function after(probe: Probe, ir: string) {
  const seen = await probe.scenario<ReturnType<typeof optimized>>('optimized', { ir });
  return { fn: functionIn(seen.ir), text: seen.ir };
}

task('03.4', 'The verifier and the passes', () => {
  graded(
    'takes apart what the verifier says',
    { points: 3, needs },
    async ({ probe, expect, random }) => {
      const [name, used] = [random.identifier(), random.identifier()];
      const n = random.integer(2, 99);
      const broken = await probe.scenario<ReturnType<typeof faults>>('faults', {
        ir: `define double @${name}(double %x, i1 %c) {
entry:
  br i1 %c, label %then, label %done
then:
  %${used} = fmul double %x, ${n}.0
  br label %done
done:
  %merged = phi double [ %x, %entry ]
  %late = fadd double %${used}, %merged
  ret double %late
}`,
      });
      const complaints = broken.faults.map(({ complaint }) => complaint).sort();
      expect(complaints, `the verifier has said\n${broken.diagnostic}`).toEqual([
        'Instruction does not dominate all uses!',
        'PHINode should have one entry for each predecessor of its parent basic block!',
      ]);
      const about = (part: string) =>
        broken.faults.find(({ complaint }) => complaint.includes(part))?.about ?? [];
      expect(
        about('PHINode').map((text) => text.split(' ')[0]),
        'what the phi is about',
      ).toEqual(['%merged']);
      expect(
        about('dominate').map((text) => text.split(' ')[0]),
        'the definition, and its use',
      ).toEqual([`%${used}`, '%late']);
    },
  );

  graded(
    'finds nothing where there is nothing to find',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const fine = await probe.scenario<ReturnType<typeof faults>>('faults', {
        ir: `define double @f(double %x) {\n  %y = fadd double %x, ${n}.0\n  ret double %y\n}`,
      });
      expect(fine.faults).toEqual([]);
      const text = await probe.scenario<ReturnType<typeof faultsOfText>>('faultsOfText', {
        diagnostic: `in front\n\nFirst is wrong!\n  %a = add i32 %b, ${n}\n\n  ret i32 %a  \nSecond is, too.\nlabel %entry\nThird!\n`,
      });
      expect(text).toEqual([
        { complaint: 'First is wrong!', about: [`%a = add i32 %b, ${n}`, 'ret i32 %a'] },
        { complaint: 'Second is, too.', about: ['label %entry'] },
        { complaint: 'Third!', about: [] },
      ]);
    },
  );

  graded(
    'does not do again what is done',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const { fn, text } = await after(
        probe,
        `define double @f(ptr %p, double %x) {
  %a = load double, ptr %p
  %b = load double, ptr %p
  %c = fmul double %x, %a
  %d = fmul double %x, %b
  %e = fadd double %c, ${n}.0
  %g = fdiv double %e, %d
  ret double %g
}`,
      );
      expect(
        [count(fn, /^load$/), count(fn, /^fmul$/)],
        `loads and multiplications in\n${text}`,
      ).toEqual([1, 1]);
    },
  );

  graded(
    'makes simple what can be simple',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const { fn, text } = await after(
        probe,
        `define double @f(double %x, i64 %bits) {
  %a = bitcast double %x to i64
  %b = bitcast i64 %a to double
  %c = add i64 %bits, ${n}
  %d = sub i64 %c, ${n}
  %e = bitcast i64 %d to double
  %g = fadd double %b, %e
  ret double %g
}`,
      );
      expect(count(fn, /./), `instructions in\n${text}`).toBeLessThanOrEqual(3);
    },
  );

  graded(
    'leaves no block that nobody needs',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(2, 99);
      const { fn, text } = await after(
        probe,
        `declare double @g(double)
define double @f(double %x) {
entry:
  br label %a
a:
  br i1 true, label %b, label %c
b:
  %y = call double @g(double %x)
  br label %d
c:
  %z = call double @g(double ${n}.0)
  br label %d
d:
  %r = phi double [ %y, %b ], [ %z, %c ]
  ret double %r
e:
  ret double 0.0
}`,
      );
      expect([fn.blocks.length, count(fn, /^call$/)], `blocks and calls in\n${text}`).toEqual([
        1, 1,
      ]);
    },
  );

  graded(
    'does not make code longer, and keeps what is volatile',
    { points: 1, needs },
    async ({ probe, expect, random }) => {
      const n = random.integer(4, 8);
      const { fn, text } = await after(
        probe,
        `declare void @g(i32)
define internal void @small(i32 %i) {
  call void @g(i32 %i)
  call void @g(i32 1)
  ret void
}
define void @f(ptr %p) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %poll = load volatile i32, ptr %p
  %again = load volatile i32, ptr %p
  call void @small(i32 %i)
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, ${n}
  br i1 %more, label %loop, label %done
done:
  ret void
}`,
      ).then(({ text: all }) => ({ fn: functionIn(all, 'f'), text: all }));
      expect(count(fn, /^call$/), `calls in f: nothing is unrolled or inlined in\n${text}`).toBe(1);
      expect(count(fn, /^load volatile$/), 'volatile loads').toBe(2);
    },
  );
});
