import { describe, expect, it } from 'vitest';
import { BoundMethod, Kind } from '#shared/memory/layout.ts';
import { createOutput } from '#shared/runtime/output.ts';
import { formatNumber } from '#shared/runtime/printer.ts';
import { hashBytes } from '#shared/runtime/strings.ts';
import { createTestVm } from './test-vm.ts';

describe('strings', () => {
  const { machine } = createTestVm().vm;
  const { strings } = machine;

  it('are one object for each content when interned', () => {
    expect(strings.intern('name')).toBe(strings.intern('name'));
    expect(strings.intern('name')).not.toBe(strings.intern('other'));
  });

  it.each(['', 'a', 'héllo', '日本', '😀', '\0', 'constructor', 'x'.repeat(5000)])(
    'hold any text: %j',
    (text) => expect(strings.textOf(strings.intern(text))).toBe(text),
  );

  it('stay interned when the table grows', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `name${index}`);
    const before = names.map((name) => strings.intern(name));
    expect(names.map((name) => strings.intern(name))).toEqual(before);
  });

  it('never hash to 0, which means "not computed"', () => {
    for (let index = 0; index < 1000; index += 1) {
      expect(hashBytes(Buffer.from(`key${index}`), 0, 4)).not.toBe(0);
    }
  });
});

describe('tables', () => {
  it('keep three hundred names through growth and collections', () => {
    const { machine } = createTestVm({ stressGc: true }).vm;
    const { handles, heap, strings, tables, values } = machine;
    const owner = handles.hold(heap.allocate(Kind.BOUND_METHOD, 0, BoundMethod.size));
    machine.memory.i32[(values.referenceAt(owner) + BoundMethod.method) >> 2] = 0;
    values.setNil(values.referenceAt(owner) + BoundMethod.receiver);
    const value = handles.hold(0);
    const names = Array.from({ length: 300 }, (_, index) =>
      handles.hold(strings.intern(`n${index}`)),
    );
    names.forEach((name, index) => {
      values.setNumber(value, index);
      expect(tables.put(owner, BoundMethod.method, name, value)).toBe(true);
    });
    const absent = strings.intern('absent');
    const table = machine.memory.i32[(values.referenceAt(owner) + BoundMethod.method) >> 2];
    names.forEach((name, index) => {
      expect(values.numberAt(tables.find(table, values.referenceAt(name)))).toBe(index);
    });
    expect(tables.find(table, absent)).toBe(0);
  });
});

describe('handles', () => {
  it('that are never released are an error of the VM, named as such', () => {
    const { handles } = createTestVm().vm.machine;
    expect(() => {
      for (;;) handles.hold(0);
    }).toThrow(/never released/);
  });
});

describe('numbers as text', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e21, '1e+21'],
    [123456789, '123456789'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%d prints as %s', (number, text) => expect(formatNumber(number)).toBe(text));
});

describe('output', () => {
  const collect = (lineBuffered: boolean) => {
    const pieces: string[] = [];
    const output = createOutput(
      (bytes) => pieces.push(Buffer.from(bytes).toString()),
      lineBuffered,
    );
    return { output, pieces };
  };

  it('is collected until it is flushed', () => {
    const { output, pieces } = collect(false);
    output.writeText('a');
    output.endLine();
    expect(pieces).toEqual([]);
    output.flush();
    expect(pieces).toEqual(['a\n']);
  });

  it('comes line by line when people watch', () => {
    const { output, pieces } = collect(true);
    output.writeText('a');
    output.endLine();
    output.writeText('b');
    expect(pieces).toEqual(['a\n']);
  });

  it('of any size arrives whole and in order', () => {
    const { output, pieces } = collect(false);
    const parts = ['x'.repeat(70_000), 'é'.repeat(30_000), 'end', 'y'.repeat(65_536)];
    for (const part of parts) {
      output.writeText(part);
      output.write(Buffer.from('|'));
    }
    output.flush();
    expect(pieces.join('')).toBe(parts.map((part) => `${part}|`).join(''));
  });
});
