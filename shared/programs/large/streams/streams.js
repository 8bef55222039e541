// streams: endless lists whose tails are computed on demand.
// The counterpart of streams.lox, which explains it and says what is exercised
// and printed.

const size = 18000; // small: 25

function lastSixDigits(n) {
  return n % 1000000;
}

function delay(compute) {
  let value = null;
  return () => {
    if (compute !== null) {
      value = compute();
      compute = null;
    }
    return value;
  };
}

function cons(first, computeRest) {
  const rest = delay(computeRest);
  return (wantsFirst) => {
    if (wantsFirst) return first;
    return rest();
  };
}

function firstOf(stream) {
  return stream(true);
}

function restOf(stream) {
  return stream(false);
}

function numbersFrom(n) {
  return cons(n, () => numbersFrom(n + 1));
}

function map(f, stream) {
  return cons(f(firstOf(stream)), () => map(f, restOf(stream)));
}

function filter(isKept, stream) {
  while (!isKept(firstOf(stream))) stream = restOf(stream);
  return cons(firstOf(stream), () => filter(isKept, restOf(stream)));
}

function merge(a, b) {
  const x = firstOf(a);
  const y = firstOf(b);
  const rest = () => {
    if (x < y) return merge(restOf(a), b);
    if (y < x) return merge(a, restOf(b));
    return merge(restOf(a), restOf(b));
  };
  if (x < y) return cons(x, rest);
  return cons(y, rest);
}

function addStreams(a, b) {
  return cons(lastSixDigits(firstOf(a) + firstOf(b)), () => addStreams(restOf(a), restOf(b)));
}

function multiples(factor, stream) {
  return map((n) => factor * n, stream);
}

function isPrime(n) {
  let rest = primes;
  for (let p = 2; p * p <= n; p = firstOf(rest)) {
    if (n % p === 0) return false;
    rest = restOf(rest);
  }
  return true;
}

const primes = cons(2, () => filter(isPrime, numbersFrom(3)));

const smooth = cons(1, () =>
  merge(multiples(2, smooth), merge(multiples(3, smooth), multiples(5, smooth))),
);

const fibonacci = cons(0, () => cons(1, () => addStreams(fibonacci, restOf(fibonacci))));

function reportPrimes(count) {
  let sum = 0;
  let last = null;
  let stream = primes;
  for (let i = 0; i < count; i++) {
    last = firstOf(stream);
    sum += last;
    stream = restOf(stream);
  }
  console.log(last);
  console.log(lastSixDigits(sum));
}

function reportTwins(count) {
  let twins = 0;
  let last = null;
  let stream = primes;
  for (let i = 0; i < count; i++) {
    const prime = firstOf(stream);
    stream = restOf(stream);
    if (firstOf(stream) === prime + 2) {
      twins++;
      last = prime;
    }
  }
  console.log(twins);
  console.log(last);
}

function sumOfFirst(stream, count) {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += firstOf(stream);
    stream = restOf(stream);
  }
  return sum;
}

function main() {
  console.log("primes, last and sum:");
  reportPrimes(size);
  console.log("twin primes, count and last:");
  reportTwins(size);
  console.log("smooth numbers, sum:");
  console.log(lastSixDigits(sumOfFirst(smooth, size / 5)));
  console.log("Fibonacci numbers, sum:");
  console.log(lastSixDigits(sumOfFirst(fibonacci, size)));
}

main();
