// property-access: fields read and written in hot loops.
// The counterpart of property-access.lox, which says what is exercised and
// printed.

const size = 2300000; // small: 300

class Record {}

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  label() {
    return 1;
  }
}

class Line {
  constructor(from, to) {
    this.from = from;
    this.to = to;
  }
}

function oneShape(times) {
  const point = new Point(0, 0);
  for (let i = 0; i < times; i++) {
    point.x += 2;
    point.y += 1;
  }
  return point.x - point.y;
}

function chains(times) {
  const line = new Line(new Point(0, 3), new Point(1, 0));
  for (let i = 0; i < times; i++) {
    line.to.x = line.to.x + line.from.y;
    line.from.x = line.to.x - line.from.x;
  }
  return line.to.x;
}

function makeWide() {
  const wide = new Record();
  wide.a = 1; wide.b = 2; wide.c = 3; wide.d = 4;
  wide.e = 5; wide.f = 6; wide.g = 7; wide.h = 8;
  wide.i = 9; wide.j = 10; wide.k = 11; wide.l = 12;
  wide.m = 13; wide.n = 14; wide.o = 15; wide.p = 16;
  return wide;
}

function manyFields(times) {
  const wide = makeWide();
  for (let i = 0; i < times; i++) {
    const first = wide.a;
    wide.a = wide.b;
    wide.b = wide.h;
    wide.h = wide.i;
    wide.i = wide.o;
    wide.o = wide.p;
    wide.p = first;
  }
  return wide.a + 100 * wide.p;
}

function bump(record) {
  record.hits += record.weight;
  return record.hits;
}

function severalShapes(times) {
  const one = new Record();
  one.hits = 0;
  one.weight = 1;
  const two = new Record();
  two.weight = 2;
  two.hits = 0;
  const three = new Record();
  three.name = "three";
  three.weight = 3;
  three.hits = 0;
  for (let i = 0; i < times; i++) {
    bump(one);
    bump(two);
    bump(three);
  }
  return one.hits + two.hits + three.hits;
}

function transitions(times) {
  let sum = 0;
  for (let i = 0; i < times; i++) {
    const record = new Record();
    record.a = 1;
    record.b = record.a + 1;
    record.c = record.b + 1;
    record.d = record.c + 1;
    record.e = record.d + 1;
    sum += record.e;
  }
  return sum;
}

function double(x) {
  return 2 * x;
}

function functionsInFields(times) {
  const plain = new Point(0, 0);
  const shadowed = new Point(0, 0);
  shadowed.label = double;
  let sum = 0;
  for (let i = 0; i < times; i++) {
    sum += plain.label() + shadowed.label(2);
  }
  return sum;
}

function lastSixDigits(n) {
  return n % 1000000;
}

function main() {
  console.log("one shape:");
  console.log(lastSixDigits(oneShape(size)));
  console.log("chains:");
  console.log(lastSixDigits(chains(size)));
  console.log("many fields:");
  console.log(manyFields(size));
  console.log("several shapes:");
  console.log(lastSixDigits(severalShapes(size)));
  console.log("transitions:");
  console.log(lastSixDigits(transitions(size / 10)));
  console.log("functions in fields:");
  console.log(lastSixDigits(functionsInFields(size)));
}

main();
