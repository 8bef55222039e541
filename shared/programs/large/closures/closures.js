// closures: functions that make functions.
// The counterpart of closures.lox, which says what is exercised and printed.

const size = 900000; // small: 60

function lastSixDigits(n) {
  return n % 1000000;
}

function makeCounter(step) {
  let count = 0;
  return () => {
    count += step;
    return count;
  };
}

function countTwice(times) {
  const ones = makeCounter(1);
  const twos = makeCounter(2);
  let difference = 0;
  for (let i = 0; i < times; i++) difference = twos() - ones();
  return difference;
}

function withAccount(use) {
  let balance = 0;
  const deposit = (amount) => {
    balance += amount;
  };
  const read = () => balance;
  return use(deposit, read);
}

function depositOften(times) {
  return withAccount((deposit, read) => {
    for (let i = 0; i < times; i++) deposit(3);
    return read();
  });
}

function captureInLoop(times) {
  let sum = 0;
  let i = 0;
  while (i < times) {
    const mine = i;
    const ahead = () => i - mine;
    i++;
    sum += ahead();
  }
  return sum;
}

const compose = (f, g) => (x) => f(g(x));
const adder = (a) => (b) => a + b;
const double = (x) => 2 * x;

function composeOften(times) {
  let sum = 0;
  for (let i = 0; i < times; i++) {
    const f = compose(adder(-1), compose(double, adder(1)));
    sum += f(i) - 2 * i;
  }
  return sum;
}

const zero = (_f) => (x) => x;
const successor = (n) => (f) => (x) => f(n(f)(x));
const sum = (m, n) => (f) => compose(m(f), n(f));
const product = (m, n) => compose(m, n);
const power = (m, n) => n(m);

function toNumber(numeral) {
  let count = 0;
  const increment = (x) => {
    count++;
    return x + 1;
  };
  const number = numeral(increment)(0);
  if (count !== number) return -1;
  return number;
}

function churchNumber(exponent) {
  const two = successor(successor(zero));
  const three = successor(two);
  let exponentNumeral = zero;
  for (let i = 0; i < exponent; i++) {
    exponentNumeral = successor(exponentNumeral);
  }
  return toNumber(product(sum(two, three), power(two, exponentNumeral)));
}

function exponentBelow(limit) {
  let exponent = 0;
  for (let power = 2; power < limit; power *= 2) exponent++;
  return exponent;
}

function main() {
  console.log("counters:");
  console.log(lastSixDigits(countTwice(size)));
  console.log("shared variable:");
  console.log(lastSixDigits(depositOften(size)));
  console.log("captured in a loop:");
  console.log(lastSixDigits(captureInLoop(size)));
  console.log("composed functions:");
  console.log(lastSixDigits(composeOften(size)));
  console.log("Church numerals:");
  console.log(lastSixDigits(churchNumber(exponentBelow(size))));
}

main();
