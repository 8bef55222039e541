// binary-trees: many complete binary trees, built, counted and dropped.
// The counterpart of binary-trees.lox, which says what is exercised and printed.

const size = 15; // small: 6

class Tree {
  constructor(left, right) {
    this.left = left;
    this.right = right;
  }

  countNodes() {
    if (this.left === null) return 1;
    return 1 + this.left.countNodes() + this.right.countNodes();
  }
}

function makeTree(depth) {
  if (depth === 0) return new Tree(null, null);
  return new Tree(makeTree(depth - 1), makeTree(depth - 1));
}

function powerOfTwo(exponent) {
  let power = 1;
  for (let i = 0; i < exponent; i++) power *= 2;
  return power;
}

function lastSixDigits(n) {
  return n % 1000000;
}

function buildAndCount(trees, depth) {
  let nodes = 0;
  for (let i = 0; i < trees; i++) {
    nodes += makeTree(depth).countNodes();
  }
  return nodes;
}

function main() {
  const longLived = makeTree(size);
  for (let depth = 4; depth <= size; depth += 2) {
    const trees = powerOfTwo(size - depth + 3);
    console.log("depth, trees, nodes:");
    console.log(depth);
    console.log(trees);
    console.log(lastSixDigits(buildAndCount(trees, depth)));
  }
  console.log("long-lived nodes:");
  console.log(longLived.countNodes());
}

main();
