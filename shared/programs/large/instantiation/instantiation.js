// instantiation: instances made in hot loops, nearly all of them short-lived.
// The counterpart of instantiation.lox, which says what is exercised and printed.

const size = 950000; // small: 60

class Empty {}

class Pair {
  constructor(first, second) {
    this.first = first;
    this.second = second;
  }
}

class InheritingPair extends Pair {}

class Triple extends Pair {
  constructor(first, second, third) {
    super(first, second);
    this.third = third;
  }

  sum() {
    return this.first + this.second + this.third;
  }
}

class Guarded {
  constructor(value) {
    this.value = 0;
    if (value < 3) return;
    this.value = 3;
  }
}

class Complex {
  constructor(real, imaginary) {
    this.real = real;
    this.imaginary = imaginary;
  }

  plus(other) {
    return new Complex(this.real + other.real, this.imaginary + other.imaginary);
  }

  times(other) {
    return new Complex(
      this.real * other.real - this.imaginary * other.imaginary,
      this.real * other.imaginary + this.imaginary * other.real,
    );
  }
}

function lastSixDigits(n) {
  return n % 1000000;
}

function makeEmpty(times) {
  let made = null;
  let others = 0;
  for (let i = 0; i < times; i++) {
    const before = made;
    made = new Empty();
    if (made !== before) others++;
  }
  return others;
}

function makePairs(kind, times) {
  let sum = 0;
  for (let i = 0; i < times; i++) {
    const pair = new kind(i, 1);
    sum = lastSixDigits(sum + pair.first + pair.second);
  }
  return sum;
}

function makeTriples(times) {
  let sum = 0;
  for (let i = 0; i < times; i++) sum += new Triple(1, 2, 3).sum();
  return lastSixDigits(sum);
}

function makeGuarded(times) {
  let sum = 0;
  for (let i = 0; i < times; i++) {
    sum += new Guarded(1).value + new Guarded(5).value;
  }
  return lastSixDigits(sum);
}

function turn(times) {
  const step = new Complex(1, 1);
  const shrink = new Complex(0.0625, 0);
  let sum = new Complex(0, 0);
  for (let i = 0; i < times; i += 8) {
    let product = new Complex(1, 0);
    for (let j = 0; j < 8; j++) {
      product = product.times(step);
      sum = sum.plus(product);
    }
    sum = sum.plus(product.times(shrink));
  }
  return lastSixDigits(-sum.real - 2 * sum.imaginary);
}

function slideWindow(length, times) {
  let newest = new Pair(0, null);
  let oldest = newest;
  for (let i = 1; i < length; i++) {
    newest.second = new Pair(i, null);
    newest = newest.second;
  }
  let sum = 0;
  for (let i = 0; i < times; i++) {
    newest.second = new Pair(newest.first + 1, null);
    newest = newest.second;
    oldest = oldest.second;
    sum = lastSixDigits(sum + newest.first - oldest.first);
  }
  return sum;
}

function main() {
  console.log("empty:");
  console.log(makeEmpty(size));
  console.log("pairs:");
  console.log(makePairs(Pair, size));
  console.log(makePairs(InheritingPair, size));
  console.log("triples:");
  console.log(makeTriples(size));
  console.log("guarded:");
  console.log(makeGuarded(size));
  console.log("complex:");
  console.log(turn(size));
  console.log("window:");
  console.log(slideWindow(100, size));
}

main();
