import { expect, test } from 'vitest';
import { parseReply } from './parse-reply.ts';

const run = { output: '', exitCode: 0, errors: [], statistics: null, views: {} };
const normal = { kind: 'normal' };

test.each([
  [{ ended: normal, run }],
  [{ ended: normal, run: { ...run, errors: ['one'], statistics: { calls: 1 } } }],
  [{ ended: normal, value: '[1, 2, "]"]' }],
  [{ ended: { kind: 'unfinished', task: '01.1' } }],
  [{ ended: { kind: 'exception', message: 'no', stack: '' } }],
])('%j is a reply', (reply) => {
  expect(parseReply(JSON.stringify(reply))).toEqual(reply);
});

test.each([
  ['', 'nothing'],
  ['{', 'no JSON'],
  ['null', 'null'],
  ['[]', 'a list'],
  ['{}', 'no end'],
  [JSON.stringify({ ended: { kind: 'constructor' } }), 'an end that there is not'],
  [
    JSON.stringify({ ended: { kind: 'hang', seconds: 1, limit: '' } }),
    'an end that only the parent sees',
  ],
  [JSON.stringify({ ended: { kind: 'unfinished' } }), 'a task that is missing'],
  [JSON.stringify({ ended: normal, run: { ...run, output: 1 } }), 'output that is no text'],
  [JSON.stringify({ ended: normal, run: { ...run, errors: [1] } }), 'errors that are no text'],
  [JSON.stringify({ ended: normal, run: { ...run, views: null } }), 'views that are none'],
  [JSON.stringify({ ended: normal, value: '['.repeat(200) }), 'a value that nests too deep'],
  ['['.repeat(100_000), 'a tower'],
])('%.40s is none: %s', (text) => {
  expect(parseReply(text)).toBeUndefined();
});
