// loop-sum: nested loops over numbers, without a call inside them.
// The counterpart of loop-sum.lox, which says what is exercised and printed.

const size = 3900; // small: 40

function sumOfProducts(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      sum += i * j;
    }
  }
  return sum;
}

function sumOfProductsByFormula(n) {
  const sum = (n * (n - 1)) / 2;
  const squares = ((n - 1) * n * (2 * n - 1)) / 6;
  return (sum * sum - squares) / 2;
}

function piByLeibniz(terms) {
  let sum = 0;
  let sign = 1;
  for (let k = 0; k < terms; k++) {
    sum += sign / (2 * k + 1);
    sign = -sign;
  }
  return 4 * sum;
}

function coprimePairs(n) {
  let pairs = 0;
  for (let a = 2; a <= n; a++) {
    for (let b = 1; b < a; b++) {
      let x = a;
      let y = b;
      while (x !== y) {
        if (x > y) {
          x -= y;
        } else {
          y -= x;
        }
      }
      if (x === 1) pairs++;
    }
  }
  return pairs;
}

console.log("sum of products:");
const products = sumOfProducts(size);
console.log(products % 1000000);
console.log("formula agrees:");
console.log(products === sumOfProductsByFormula(size));
console.log("pi in thousandths:");
console.log(Math.floor(piByLeibniz(size * size) * 1000));
console.log("coprime pairs:");
console.log(coprimePairs(size / 10));

let total = 0;
let count = 0;
while (count < (size * size) / 6) {
  total += count;
  while (total >= 999983) total -= 999983;
  count++;
}
console.log("sum modulo 999983:");
console.log(total);
