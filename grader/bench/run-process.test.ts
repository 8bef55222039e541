import { describe, expect, test } from 'vitest';
import { runProcess } from './run-process.ts';

const node = (code: string) => [process.execPath, '-e', code];
const generous = { timeLimitMs: 30_000 };
const forever = 'setInterval(() => {}, 1000)';

describe('a process', () => {
  test('is told with its output, status and time', async () => {
    const code = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const run = await runProcess(node(code), generous);
    expect(run).toMatchObject({ stdout: 'out\n', stderr: 'err\n', exitCode: 3, stopped: null });
    expect(run.wallMs).toBeGreaterThan(0);
  });

  test('names the signal that ended it', async () => {
    const run = await runProcess(node('process.kill(process.pid, "SIGSEGV")'), generous);
    expect(run).toMatchObject({ exitCode: null, signal: 'SIGSEGV', stopped: null });
  });

  test('is killed with all that it started when its time is up', async () => {
    const parent = `require('child_process')
      .spawn(process.execPath, ['-e', ${JSON.stringify(forever)}], { stdio: 'inherit' });
      ${forever}`;
    // Would never come back if the grandchild lived on with our end of the pipe.
    const run = await runProcess(node(parent), { timeLimitMs: 1_000 });
    expect(run).toMatchObject({ exitCode: null, stopped: 'time limit' });
  });

  test('is killed when it prints without end', async () => {
    const code = 'const more = () => process.stdout.write("x".repeat(1e6), more); more()';
    const run = await runProcess(node(code), generous);
    expect(run.stopped).toBe('output limit');
  });

  test('that cannot be started is no exception', async () => {
    const run = await runProcess(['/no/such/program'], generous);
    expect(run.stopped).toMatchObject({ code: 'ENOENT' });
  });

  test('is killed when the bench is stopped', async () => {
    const controller = new AbortController();
    const run = runProcess(node(forever), { ...generous, signal: controller.signal });
    controller.abort(new Error('stopped'));
    await expect(run).rejects.toThrow('stopped');
  });

  test('does not inherit what would change how the VM runs', async () => {
    process.env.HOTPATH_CONDITIONS = 'lab01';
    const run = await runProcess(node('console.log(process.env.HOTPATH_CONDITIONS)'), generous);
    delete process.env.HOTPATH_CONDITIONS;
    expect(run.stdout).toBe('undefined\n');
  });
});
