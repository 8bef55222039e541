import { describe, expect, it } from 'vitest';
import { createEvents, eventKinds, formatEvent, type VmEvent } from './events.ts';

const here = () => ({ function: 'f', line: 7 });

describe('the event stream', () => {
  it('numbers events and says where they happened', () => {
    const events = createEvents(here);
    const seen: VmEvent[] = [];
    events.listen((event) => seen.push(event));
    events.emit('error', { message: 'first' });
    events.emit('interrupt', { reason: 'timeout' });
    expect(seen).toEqual([
      { kind: 'error', sequence: 1, function: 'f', line: 7, message: 'first' },
      { kind: 'interrupt', sequence: 2, function: 'f', line: 7, reason: 'timeout' },
    ]);
  });

  it('counts what nobody listens to, without asking where it happened', () => {
    const events = createEvents(() => {
      throw new Error('nobody listens');
    });
    events.emit('hot', { name: 'f', calls: 1, loops: 2 });
    events.emit('hot', { name: 'f', calls: 1, loops: 2 });
    expect([...events.counts]).toEqual([['hot', 2]]);
  });

  it('prints an event as one line', () => {
    const details = { before: 4096, after: 16, limit: 8192, milliseconds: 0.12345 };
    const event: VmEvent = { kind: 'gc', sequence: 12, function: 'f', line: 7, ...details };
    expect(formatEvent(event)).toBe(
      '    12 gc         f:7 before=4096 after=16 limit=8192 milliseconds=0.123',
    );
  });

  it('lists every kind once', () => {
    expect(new Set(eventKinds).size).toBe(eventKinds.length);
  });
});
