// ackermann-tak: functions that do little else than call themselves.
// The counterpart of ackermann-tak.lox, which says what is exercised and printed.

const size = 9; // small: 3

function tak(x, y, z) {
  if (y >= x) return z;
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

function ackermann(m, n) {
  if (m === 0) return n + 1;
  if (n === 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

function sumTo(n) {
  if (n === 0) return 0;
  return n + sumTo(n - 1);
}

function isEven(n) {
  if (n === 0) return true;
  return isOdd(n - 1);
}

function isOdd(n) {
  if (n === 0) return false;
  return isEven(n - 1);
}

function lastSixDigits(n) {
  return n % 1000000;
}

console.log("tak:");
console.log(tak(3 * size, 2 * size, size));
console.log("ackermann:");
console.log(ackermann(3, size));
console.log("sum:");
console.log(lastSixDigits(sumTo(500 * size)));
console.log("even, odd:");
console.log(isEven(500 * size));
console.log(isOdd(500 * size));
