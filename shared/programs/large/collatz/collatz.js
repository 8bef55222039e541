// collatz: how long the 3n + 1 walk takes from each start below `size`.
// The counterpart of collatz.lox, which says what is exercised and printed.

const size = 70000; // small: 60

function isEven(n) {
  return n % 2 === 0;
}

function next(n) {
  if (isEven(n)) return n / 2;
  return 3 * n + 1;
}

function stepsFrom(n) {
  let steps = 0;
  while (n !== 1) {
    n = next(n);
    steps++;
  }
  return steps;
}

function peakFrom(n) {
  let peak = n;
  while (n !== 1) {
    n = next(n);
    if (n > peak) peak = n;
  }
  return peak;
}

function main() {
  let longest = 1;
  let mostSteps = 0;
  let highest = 1;
  let highestPeak = 1;
  let total = 0;
  for (let start = 1; start < size; start++) {
    const steps = stepsFrom(start);
    total += steps;
    if (steps > mostSteps) {
      longest = start;
      mostSteps = steps;
    }
    if (!isEven(start)) {
      const peak = peakFrom(start);
      if (peak > highestPeak) {
        highest = start;
        highestPeak = peak;
      }
    }
  }
  console.log("longest walk:");
  console.log(longest);
  console.log(mostSteps);
  console.log("highest walk:");
  console.log(highest);
  console.log(Math.floor(highestPeak / 1000) % 1000000);
  console.log("steps in all:");
  console.log(total % 1000000);
}

main();
