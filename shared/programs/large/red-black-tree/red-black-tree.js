// red-black-tree: a sorted set of numbers as a left-leaning red-black tree.
// The counterpart of red-black-tree.lox, which says what is exercised and printed.

const size = 100000; // small: 60

class Random {
  constructor(seed) {
    this.state = seed;
  }

  next() {
    this.state = (this.state * 16807) % 2147483647;
    return this.state % (4 * size);
  }
}

class Node {
  constructor(key) {
    this.key = key;
    this.red = true;
    this.left = null;
    this.right = null;
  }

  rotateLeft() {
    const top = this.right;
    this.right = top.left;
    top.left = this;
    top.red = this.red;
    this.red = true;
    return top;
  }

  rotateRight() {
    const top = this.left;
    this.left = top.right;
    top.right = this;
    top.red = this.red;
    this.red = true;
    return top;
  }

  flipColors() {
    this.red = !this.red;
    this.left.red = !this.left.red;
    this.right.red = !this.right.red;
  }

  balance() {
    let top = this;
    if (isRed(top.right) && !isRed(top.left)) top = top.rotateLeft();
    if (isRed(top.left) && isRed(top.left.left)) top = top.rotateRight();
    if (isRed(top.left) && isRed(top.right)) top.flipColors();
    return top;
  }

  moveRedLeft() {
    this.flipColors();
    if (!isRed(this.right.left)) return this;
    this.right = this.right.rotateRight();
    const top = this.rotateLeft();
    top.flipColors();
    return top;
  }
}

function isRed(node) {
  return node !== null && node.red;
}

class SortedSet {
  constructor() {
    this.root = null;
    this.count = 0;
  }

  contains(key) {
    let node = this.root;
    while (node !== null) {
      if (key === node.key) return true;
      if (key < node.key) {
        node = node.left;
      } else {
        node = node.right;
      }
    }
    return false;
  }

  insert(key) {
    this.root = this.insertBelow(this.root, key);
    this.root.red = false;
  }

  insertBelow(node, key) {
    if (node === null) {
      this.count++;
      return new Node(key);
    }
    if (key === node.key) return node;
    if (key < node.key) {
      node.left = this.insertBelow(node.left, key);
    } else {
      node.right = this.insertBelow(node.right, key);
    }
    return node.balance();
  }

  smallest() {
    let node = this.root;
    while (node.left !== null) node = node.left;
    return node.key;
  }

  deleteSmallest() {
    this.count--;
    if (!isRed(this.root.left)) this.root.red = true;
    this.root = this.deleteSmallestBelow(this.root);
    if (this.root !== null) this.root.red = false;
  }

  deleteSmallestBelow(node) {
    if (node.left === null) return null;
    if (!isRed(node.left) && !isRed(node.left.left)) node = node.moveRedLeft();
    node.left = this.deleteSmallestBelow(node.left);
    return node.balance();
  }
}

function blackHeight(node) {
  let height = 0;
  while (node !== null) {
    if (!node.red) height++;
    node = node.left;
  }
  return height;
}

function isValid(node, low, high, height) {
  if (node === null) return height === 0;
  if (node.key <= low || node.key >= high) return false;
  if (isRed(node.right)) return false;
  if (node.red) {
    if (isRed(node.left)) return false;
  } else {
    height--;
  }
  return isValid(node.left, low, node.key, height) && isValid(node.right, node.key, high, height);
}

function report(set) {
  console.log(set.count);
  console.log(blackHeight(set.root));
  console.log(isValid(set.root, -1, 4 * size, blackHeight(set.root)));
}

function main() {
  const set = new SortedSet();
  const random = new Random(1);
  for (let i = 0; i < size; i++) set.insert(random.next());
  console.log("inserted:");
  report(set);
  let found = 0;
  for (let i = 0; i < size; i++) {
    if (set.contains(random.next())) found++;
  }
  console.log("found:");
  console.log(found);
  for (let i = set.count; i > 1; i -= 2) set.deleteSmallest();
  console.log("after deletion:");
  report(set);
  console.log(set.smallest());
}

main();
