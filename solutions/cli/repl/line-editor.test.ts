import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hasTerminal, startTerminal, type Terminal } from '../testing/terminal.ts';
import { testFiles } from '../testing/test-files.ts';

const fileWith = testFiles();

const CONTROL_C = '\x03';
const CONTROL_D = '\x04';
const UP = '\x1b[A';

/** Goes through a dialogue: what the screen has to show, then the keys that are pressed. */
async function talk(
  terminal: Terminal,
  ...turns: readonly (readonly [shown: string, keys: string])[]
) {
  for (const [shown, keys] of turns) {
    await terminal.shows(shown);
    terminal.press(keys);
  }
}

describe.skipIf(!hasTerminal)('in a terminal', { concurrent: true }, () => {
  test('there are prompts, and Ctrl-D ends', async () => {
    const terminal = startTerminal();
    await talk(terminal, ['> ', '20 +\r'], ['… ', '22\r'], ['42\r\n', ''], ['> ', CONTROL_D]);
    expect(await terminal.ended).toBe(0);
  });

  test('Ctrl-C drops what was typed', async () => {
    const terminal = startTerminal();
    await talk(terminal, ['> ', 'f('], ['f(', CONTROL_C], ['> ', 'f(\r'], ['… ', CONTROL_C]);
    await talk(terminal, ['> ', '40 + 2\r'], ['42\r\n', ''], ['> ', '.exit\r']);
    expect(await terminal.ended).toBe(0);
  });

  test('Ctrl-C stops a program, and the session goes on', async () => {
    const terminal = startTerminal();
    await talk(terminal, ['> ', 'print "go"; while (true) {}\r'], ['go\r\n', '']);
    await setTimeout(500);
    terminal.press(CONTROL_C);
    await talk(terminal, ['Interrupted.\r\n[line 1] in script\r\n', ''], ['> ', '40 + 2\r']);
    await talk(terminal, ['42\r\n', ''], ['> ', CONTROL_D]);
    expect(await terminal.ended).toBe(0);
  });

  test('the first time that an input goes on, the way out is shown', async () => {
    const terminal = startTerminal();
    await talk(terminal, ['> ', 'f(\r'], ['drop it by Ctrl-C)\r\n', ''], ['… ', CONTROL_C]);
    await talk(terminal, ['> ', 'g(\r'], ['g(', '']);
    expect(await terminal.shows('… ')).not.toContain('Ctrl-C');
    await talk(terminal, ['', CONTROL_C], ['> ', CONTROL_D]);
    expect(await terminal.ended).toBe(0);
  });

  test('history is kept where LOX_HISTORY says', async () => {
    const file = fileWith('print "from before";\n');
    const terminal = startTerminal({ LOX_HISTORY: file });
    await talk(
      terminal,
      ['> ', `${UP}\r`],
      ['\nfrom before', ''],
      ['> ', '1\r'],
      ['> ', CONTROL_D],
    );
    await terminal.ended;
    expect(readFileSync(file, 'utf8')).toBe('print "from before";\nprint "from before";\n1\n');
  });
});
