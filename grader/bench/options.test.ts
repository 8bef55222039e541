import { describe, expect, test } from 'vitest';
import { type BenchOptions, parseRequest } from './options.ts';

const known = { programs: ['fib', 'n-body', 'zoo'], engines: ['interpreter', 'clox', 'node'] };

function optionsOf(...args: string[]): BenchOptions {
  const request = parseRequest(args, known);
  if (request.kind !== 'run') throw new Error(JSON.stringify(request));
  return request.options;
}

function misuseOf(...args: string[]): string {
  const request = parseRequest(args, known);
  if (request.kind !== 'misuse') throw new Error(JSON.stringify(request));
  return request.text;
}

describe('the command line of the bench', () => {
  test('without arguments asks for everything, five times', () => {
    expect(optionsOf()).toMatchObject({ ...known, runs: 5 });
    expect(optionsOf().json).toMatch(/\.cache.bench\.json$/);
  });

  test('names programs and engines, which keep the order of the tables', () => {
    const options = optionsOf('--programs', 'zoo, fib,zoo', '--engines', 'node,clox');
    expect(options.programs).toEqual(['fib', 'zoo']);
    expect(options.engines).toEqual(['clox', 'node']);
  });

  test('quick is fewer programs and runs', () => {
    expect(optionsOf('--quick')).toMatchObject({ programs: ['fib'], runs: 2 });
  });

  test('what is said outright wins over quick', () => {
    const options = optionsOf('--quick', '--runs', '7', '--programs', 'zoo');
    expect(options).toMatchObject({ programs: ['zoo'], runs: 7 });
  });

  test('takes a file for the results', () => {
    expect(optionsOf('--json', 'out.json').json).toBe('out.json');
  });

  test('asks for the list or for help', () => {
    expect(parseRequest(['--list'], known).kind).toBe('list');
    expect(parseRequest(['--help'], known)).toMatchObject({
      kind: 'help',
      text: expect.stringContaining('--engines <names>'),
    });
  });

  test.each([
    [['--programs', 'fib,bif'], "There is no program 'bif'; there are fib, n-body, zoo."],
    [['--engines', 'perl'], "There is no engine 'perl'; there are interpreter, clox, node."],
    [['--engines', ''], "There is no engine ''"],
    [['--runs', '0'], 'whole number'],
    [['--runs', '2.5'], 'whole number'],
    [['--runs'], 'argument missing'],
    [['--fast'], 'unknown option'],
    [['fib'], 'too many arguments'],
  ])('%j is refused in one line', (args, words) => {
    const text = misuseOf(...args);
    expect(text).toContain(words);
    expect(text.trim().split('\n')).toHaveLength(1);
  });
});
