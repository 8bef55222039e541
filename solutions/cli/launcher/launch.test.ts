import { type ExecFileException, execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../shared/setup/project.mjs';
import { scratchFolder, writeFiles } from '../../../shared/setup/scratch-folder.ts';

const sources = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#greeting': { lab01: './mine/greeting.ts', default: './greeting.ts' } },
  }),
  'greeting.ts': `export const greeting: string = 'hello';`,
  'mine/greeting.ts': `export const greeting: string = 'hello from lab 1';`,
  'solutions/cli/main.ts': `import { greeting } from '#greeting';
console.log(greeting);`,
  'solutions/cli/worker.ts': `import { parentPort } from 'node:worker_threads';
import { greeting } from '#greeting';
parentPort!.postMessage(\`\${greeting} from the worker\`);`,
};

/** A project with a launcher of its own, and how to launch it. */
function project(changes: Readonly<Record<string, string>> = {}) {
  const root = scratchFolder();
  const cli = join(root, 'solutions/cli');
  for (const name of ['lox.mjs', 'launcher']) {
    cpSync(join(projectRoot, 'solutions/cli', name), join(cli, name), { recursive: true });
  }
  const reference = 'shared/setup/reference.mjs';
  cpSync(join(projectRoot, reference), join(root, reference));
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  writeFiles(root, { ...sources, ...changes });
  const temporary = scratchFolder();
  const launch = (options: Launch = {}) => launchIn(root, temporary, options);
  return { root, temporary, launch };
}

interface Launch {
  readonly nodeArgs?: readonly string[];
  readonly script?: string;
  readonly args?: readonly string[];
  readonly input?: string;
  readonly cwd?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function launchIn(root: string, temporary: string, options: Launch): Promise<Outcome> {
  const {
    nodeArgs = [],
    script = join(root, 'solutions/cli/lox.mjs'),
    args = [],
    cwd = root,
    environment,
  } = options;
  const env = { PATH: process.env.PATH, TMPDIR: temporary, NO_COLOR: '1', ...environment };
  const all = [...nodeArgs, script, ...args];
  return new Promise((resolve) => {
    const done = (error: ExecFileException | null, stdout: string, stderr: string) =>
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    const child = execFile(process.execPath, all, { env, cwd }, done);
    child.stdin?.end(options.input ?? '');
  });
}

const bundles = (root: string) => join(root, '.cache/bundles');

/** The bundles' folders: the names without an extension. */
function builtIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => !name.includes('.'));
}

const hello = { status: 0, stdout: 'hello\n', stderr: '' };

test('the first launch builds, the second does without esbuild', async () => {
  const { root, launch } = project();
  expect(await launch()).toEqual(hello);
  const [key] = builtIn(bundles(root));
  rmSync(join(root, 'node_modules'));
  expect(await launch()).toEqual(hello);
  expect(builtIn(bundles(root))).toEqual([key]);
});

test('a change is seen', async () => {
  const { root, launch } = project();
  await launch();
  writeFileSync(join(root, 'greeting.ts'), `export const greeting = 'goodbye';`);
  expect((await launch()).stdout).toBe('goodbye\n');
});

test('V8 takes the code cache that an earlier launch wrote', async () => {
  const { root, launch } = project();
  await launch();
  const [key] = builtIn(bundles(root));
  const folder = join(bundles(root), key);
  const cache = join(folder, `main.cjs.${process.versions.v8}.cache`);
  utimesSync(cache, 1, 1);
  await launch();
  expect(statSync(cache).mtimeMs).toBe(1000);
});

test('a touched file builds nothing', async () => {
  const { root, launch } = project();
  await launch();
  rmSync(join(root, 'node_modules'));
  utimesSync(join(root, 'greeting.ts'), 1, 1);
  expect(await launch()).toEqual(hello);
});

test('a change taken back builds nothing', async () => {
  const { root, launch } = project();
  await launch();
  writeFileSync(join(root, 'greeting.ts'), `export const greeting = 'goodbye';`);
  await launch();
  rmSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'greeting.ts'), sources['greeting.ts']);
  expect(await launch()).toEqual(hello);
});

test('conditions choose the provider, each choice with a bundle of its own', async () => {
  const { root, launch } = project();
  expect((await launch({ nodeArgs: ['-C', 'lab01'] })).stdout).toBe('hello from lab 1\n');
  expect(await launch()).toEqual(hello);
  expect(builtIn(bundles(root))).toHaveLength(2);
});

test('launches at the same time do not disturb each other', async () => {
  const { root, launch } = project();
  expect(await Promise.all([launch(), launch(), launch()])).toEqual([hello, hello, hello]);
  expect(builtIn(bundles(root))).toHaveLength(1);
});

test('a symbolic link from anywhere will do', async () => {
  const { root, launch } = project();
  const elsewhere = scratchFolder();
  symlinkSync(join(root, 'solutions/cli/lox.mjs'), join(elsewhere, 'lox'));
  expect(await launch({ script: join(elsewhere, 'lox'), cwd: elsewhere })).toEqual(hello);
});

test('arguments, stdin and the exit status are the program’s', async () => {
  const { launch } = project({
    'solutions/cli/main.ts': `import { readFileSync } from 'node:fs';
      console.log(process.argv.slice(2).join(), readFileSync(0, 'utf8'));
      process.exitCode = 65;`,
  });
  const args = ['--tier', 'a b'];
  expect(await launch({ args, input: 'print 1;' })).toEqual({
    status: 65,
    stdout: '--tier,a b print 1;\n',
    stderr: '',
  });
});

test('--mine runs one’s own modules, and adds the tier that they make up', async () => {
  const { launch } = project({
    'mine/01-one/a.ts': '',
    'solutions/cli/main.ts': `import { greeting } from '#greeting';
      console.log(greeting, process.argv.slice(2).join(' '));`,
  });
  expect((await launch({ args: ['--mine', '01', '--stats'] })).stdout).toBe(
    'hello from lab 1 --tier interpreter --stats\n',
  );
});

const importLaunched = `import { launched } from ${JSON.stringify(
  join(projectRoot, 'shared/setup/project.mjs'),
)};`;

/** How a program begins that talks to its Worker. */
const takesWorker = `${importLaunched}
const worker = launched!.worker!;
worker.ref();`;

test('the worker runs its bundle, and gets what is sent to it from the start', async () => {
  const { launch } = project({
    'solutions/cli/main.ts': `${takesWorker}
      worker.postMessage('a');
      worker.postMessage('b');
      worker.on('message', (text) => text === 'b' ? process.exit() : console.log(text));`,
    'solutions/cli/worker.ts': `import { parentPort } from 'node:worker_threads';
      import { greeting } from '#greeting';
      parentPort!.postMessage(greeting);
      parentPort!.on('message', (text) => parentPort!.postMessage(text));`,
  });
  expect((await launch()).stdout).toBe('hello\na\n');
});

/** A Worker that is stopped behind its work, and saves its code cache before. */
const savesCodeCache = {
  'solutions/cli/main.ts': `${takesWorker}
    worker.on('message', () => process.exit());`,
  'solutions/cli/worker.ts': `import { parentPort } from 'node:worker_threads';
    ${importLaunched}
    launched!.saveCodeCache(process.env.NATIVE === 'yes');
    parentPort!.postMessage('done');
    setInterval(() => {}, 1000);`,
};

test('a worker that is stopped can save its code cache before', async () => {
  const { root, launch } = project(savesCodeCache);
  await launch();
  const [key] = builtIn(bundles(root));
  expect(readdirSync(join(bundles(root), key))).toContain(
    `worker.cjs.${process.versions.v8}.cache`,
  );
});

test('a worker that compiles to native code saves another code cache, which is taken then', async () => {
  const { root, launch } = project(savesCodeCache);
  await launch();
  await launch({ environment: { NATIVE: 'yes' } });
  const [key] = builtIn(bundles(root));
  const folder = join(bundles(root), key);
  const written = readdirSync(folder).filter((name) => /^worker.*cache$/.test(name));
  const { v8 } = process.versions;
  expect(written).toEqual([`worker.cjs.${v8}.cache`, `worker.cjs.${v8}.native.cache`]);
  for (const name of written) utimesSync(join(folder, name), 1, 1);
  await launch();
  await launch({ environment: { NATIVE: 'yes' } });
  for (const name of written) expect(statSync(join(folder, name)).mtimeMs).toBe(1000);
});

test('a code cache that V8 does not take is replaced once, not at every launch', async () => {
  const { root, launch } = project(savesCodeCache);
  await launch({ environment: { NATIVE: 'yes' } });
  const [key] = builtIn(bundles(root));
  const folder = join(bundles(root), key);
  const { v8 } = process.versions;
  writeFileSync(join(folder, `worker.cjs.${v8}.native.cache`), 'of another V8');
  await launch();
  const written = readdirSync(folder).filter((name) => /^worker.*cache$/.test(name));
  expect(written).toEqual([`worker.cjs.${v8}.cache`]);
  utimesSync(join(folder, written[0]), 1, 1);
  await launch();
  expect(statSync(join(folder, written[0])).mtimeMs).toBe(1000);
});

test('packages that are not bundled are found from the project', async () => {
  const { root, temporary, launch } = project({
    'solutions/cli/main.ts': `import { createRequire } from 'node:module';
      import koffi from 'koffi';
      console.log(createRequire(import.meta.url)('koffi') === koffi);`,
  });
  writeFileSync(join(root, '.cache'), 'in the way: bundles go among the temporary files');
  expect(await launch()).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
  expect(readdirSync(temporary)).toHaveLength(1);
});

test('stack traces show the TypeScript sources', async () => {
  const { root, launch } = project({
    'greeting.ts': `export const greeting: string = 'hello';

export function fail(): never {
  throw new Error('broken');
}`,
    'solutions/cli/main.ts': `import { fail } from '#greeting';
fail();`,
  });
  const { status, stderr } = await launch();
  expect(status).toBe(1);
  expect(stderr).toContain(`Error: broken\n    at fail (${root}/greeting.ts:4:9)`);
});

test('when the project cannot be written the bundle lies among the temporary files', async () => {
  const { root, temporary, launch } = project();
  writeFileSync(join(root, '.cache'), 'in the way');
  expect(await launch()).toEqual(hello);
  rmSync(join(root, 'node_modules'));
  expect(await launch()).toEqual(hello);
  const [name] = readdirSync(temporary);
  expect(statSync(join(temporary, name)).mode & 0o777).toBe(0o700);
});

test('a temporary folder that others can write to is not trusted', async () => {
  const { root, temporary, launch } = project();
  writeFileSync(join(root, '.cache'), 'in the way');
  await launch();
  const [name] = readdirSync(temporary);
  chmodSync(join(temporary, name), 0o777);
  const { status, stderr } = await launch();
  expect({ status, stderr }).toEqual({
    status: 70,
    stderr: `lox: cannot write to any of ${bundles(root)}\n`,
  });
});

test('without dependencies one line names the command', async () => {
  const { root, launch } = project();
  rmSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'node_modules'));
  expect(await launch()).toEqual({
    status: 70,
    stdout: '',
    stderr: `lox: the dependencies are not installed; run: npm ci --prefix ${root}\n`,
  });
});

test('a missing file of the reference is named in one line, and not missed where it is not used', async () => {
  const lab = { id: '01', files: [{ solution: 'greeting.ts' }] };
  const { root, launch } = project({ 'labs/01-one/lab.json': JSON.stringify(lab) });
  rmSync(join(root, 'greeting.ts'));
  expect(await launch()).toEqual({
    status: 70,
    stdout: '',
    stderr:
      'lox: greeting.ts is missing, a part of the reference; to get it back: git restore solutions\n',
  });
  expect((await launch({ nodeArgs: ['-C', 'lab01'] })).stdout).toBe('hello from lab 1\n');
});

test('a syntax error is shown as esbuild tells it', async () => {
  const { root, launch } = project({ 'solutions/cli/main.ts': 'let 1 = 2;' });
  const { status, stderr } = await launch();
  expect(status).toBe(70);
  expect(stderr).toContain('[ERROR] Expected ";" but found "1"');
  expect(stderr).toContain('solutions/cli/main.ts:1:4:');
  expect(existsSync(bundles(root))).toBe(false);
});
