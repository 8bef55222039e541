/**
 * The line table of an object file: which line and column of the source each
 * instruction of its code is for. Debuggers and profilers read it; here it
 * leads from machine code back to bytecode.
 *
 * A table with a row for each instruction would be larger than the code, so
 * DWARF keeps a program in its place, for a machine with the registers
 * `address`, `line` and `column`; running it yields the rows. Most of its
 * operations are a single byte that moves address and line on by a little and
 * yields a row.
 *
 * Source: *DWARF Debugging Information Format*, versions 4 and 5, section 6.2.
 */
import { readSections } from './object-file.ts';

/** A row: from this instruction on, until the next row. */
export interface LineRow {
  /** Bytes from the start of the code. */
  readonly address: number;
  readonly line: number;
  readonly column: number;
}

/** Operations that begin with 0: their length and number follow. */
const Extended = { END_SEQUENCE: 1, SET_ADDRESS: 2 } as const;
/** Operations with a number of their own. */
const Standard = {
  COPY: 1,
  ADVANCE_PC: 2,
  ADVANCE_LINE: 3,
  SET_FILE: 4,
  SET_COLUMN: 5,
  CONST_ADD_PC: 8,
  FIXED_ADVANCE_PC: 9,
  SET_ISA: 12,
} as const;

/** The rows of an object file's first line table, by ascending address; none where there is no table. */
export function readLineTable(object: Uint8Array): LineRow[] {
  const section = readSections(object).find(({ name }) => name.includes('debug_line'));
  return section === undefined ? [] : runLineProgram(section.contents);
}

/** What a table's header says of its program. */
interface LineHeader {
  /** Where the program begins and ends, in bytes of the section. */
  readonly start: number;
  readonly end: number;
  /** Bytes that the address advances at least. */
  readonly instructionBytes: number;
  /** How the one-byte operations move the line on, and the address with it. */
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
}

function readHeader(bytes: Buffer): LineHeader {
  const end = bytes.readUInt32LE(0) + 4;
  const version = bytes.readUInt16LE(4);
  // From version 5 on the sizes of addresses and segments come in between.
  const lengthAt = version >= 5 ? 8 : 6;
  const start = lengthAt + 4 + bytes.readUInt32LE(lengthAt);
  // Behind the length and the smallest step: how many operations in one, and whether rows are statements.
  const at = lengthAt + 4;
  return {
    start,
    end,
    instructionBytes: bytes.readUInt8(at),
    lineBase: bytes.readInt8(at + 3),
    lineRange: bytes.readUInt8(at + 4),
    opcodeBase: bytes.readUInt8(at + 5),
  };
}

function runLineProgram(bytes: Buffer): LineRow[] {
  const header = readHeader(bytes);
  const rows: LineRow[] = [];
  let at = header.start;
  let address = 0;
  let line = 1;
  let column = 0;

  /** A number of as many bytes as it needs, seven bits in each, the lowest first. */
  function leb128(signed: boolean): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++);
      value |= (byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      const isNegative = signed && (byte & 0x40) !== 0;
      return isNegative ? value | (-1 << (shift + 7)) : value;
    }
  }

  /** Moves on as the one-byte operation with this number does. */
  function advance(special: number): void {
    address += Math.floor(special / header.lineRange) * header.instructionBytes;
  }

  function extended(): void {
    const length = leb128(false);
    const operation = bytes.readUInt8(at);
    if (operation === Extended.SET_ADDRESS) address = Number(bytes.readBigUInt64LE(at + 1));
    at += length;
    if (operation === Extended.END_SEQUENCE) at = header.end;
  }

  function standard(operation: number): void {
    switch (operation) {
      case Standard.COPY:
        rows.push({ address, line, column });
        return;
      case Standard.ADVANCE_PC:
        address += leb128(false) * header.instructionBytes;
        return;
      case Standard.ADVANCE_LINE:
        line += leb128(true);
        return;
      case Standard.SET_COLUMN:
        column = leb128(false);
        return;
      case Standard.CONST_ADD_PC:
        advance(255 - header.opcodeBase);
        return;
      case Standard.FIXED_ADVANCE_PC:
        address += bytes.readUInt16LE(at);
        at += 2;
        return;
      case Standard.SET_FILE:
      case Standard.SET_ISA:
        leb128(false);
        return;
      // All others have no operands, and concern registers that nobody asks for here.
    }
  }

  while (at < header.end) {
    const operation = bytes.readUInt8(at++);
    if (operation === 0) extended();
    else if (operation < header.opcodeBase) standard(operation);
    else {
      const special = operation - header.opcodeBase;
      advance(special);
      line += header.lineBase + (special % header.lineRange);
      rows.push({ address, line, column });
    }
  }
  return rows;
}
