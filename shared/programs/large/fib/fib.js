// fib: the doubly recursive Fibonacci function, reached in three ways.
// The counterpart of fib.lox, which says what is exercised and printed.

const size = 33; // small: 12

function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}

function fibByUpvalue(n) {
  function recur(n) {
    if (n < 2) return n;
    return recur(n - 1) + recur(n - 2);
  }
  return recur(n);
}

class Fibonacci {
  of(n) {
    if (n < 2) return n;
    return this.of(n - 1) + this.of(n - 2);
  }
}

function fibByLoop(n) {
  let current = 0;
  let next = 1;
  for (let i = 0; i < n; i++) {
    [current, next] = [next, current + next];
  }
  return current;
}

function lastSixDigits(n) {
  return n % 1000000;
}

function main() {
  const byGlobal = fib(size);
  const byUpvalue = fibByUpvalue(size);
  const byMethod = new Fibonacci().of(size);
  console.log("by global function:");
  console.log(lastSixDigits(byGlobal));
  console.log("by upvalue:");
  console.log(lastSixDigits(byUpvalue));
  console.log("by method:");
  console.log(lastSixDigits(byMethod));
  console.log("loop agrees:");
  const byLoop = fibByLoop(size);
  console.log(byLoop === byGlobal && byLoop === byUpvalue && byLoop === byMethod);
  console.log("calls in one way:");
  console.log(lastSixDigits(2 * fibByLoop(size + 1) - 1));
}

main();
