// spectral-norm: the largest singular value of an infinite matrix, cut to
// `size` rows and columns, by the power method.
// The counterpart of spectral-norm.lox, which says what is exercised and printed.
// Vectors are linked lists and the root is Newton's here too: the same work.

const size = 540; // small: 8

class Cell {
  constructor(value, next) {
    this.value = value;
    this.next = next;
  }
}

let cells = 0;

function cell(value, next) {
  cells++;
  return new Cell(value, next);
}

function constantVector(length, value) {
  let vector = null;
  for (let i = 0; i < length; i++) vector = cell(value, vector);
  return vector;
}

function dotProduct(a, b) {
  let sum = 0;
  while (a !== null) {
    sum += a.value * b.value;
    a = a.next;
    b = b.next;
  }
  return sum;
}

function entry(i, j) {
  const diagonal = i + j;
  return 1 / ((diagonal * (diagonal + 1)) / 2 + i + 1);
}

function transposedEntry(i, j) {
  return entry(j, i);
}

function multiply(matrix, vector) {
  let first = null;
  let last = null;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    let j = 0;
    for (let at = vector; at !== null; at = at.next) {
      sum += matrix(i, j) * at.value;
      j++;
    }
    const made = cell(sum, null);
    if (first === null) {
      first = made;
    } else {
      last.next = made;
    }
    last = made;
  }
  return first;
}

function multiplyByTransposeAndSelf(vector) {
  return multiply(transposedEntry, multiply(entry, vector));
}

function squareRoot(x) {
  let guess = (x + 1) / 2;
  let better = (guess + x / guess) / 2;
  while (better < guess) {
    guess = better;
    better = (guess + x / guess) / 2;
  }
  return guess;
}

function spectralNorm() {
  let u = constantVector(size, 1);
  let v = null;
  for (let i = 0; i < 10; i++) {
    v = multiplyByTransposeAndSelf(u);
    u = multiplyByTransposeAndSelf(v);
  }
  return squareRoot(dotProduct(u, v) / dotProduct(v, v));
}

console.log("norm:");
console.log(Math.floor(spectralNorm() * 100000));
console.log("cells:");
console.log(cells);
