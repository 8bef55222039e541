// hash-map: a map from numbers to values as a binary trie over the bits of a
// hash.
// The counterpart of hash-map.lox, which says what is exercised and printed.

const size = 300000; // small: 40

function hash(key) {
  return (key * 40503) % 65536;
}

class Leaf {
  constructor(bits, key, value, next) {
    this.bits = bits;
    this.key = key;
    this.value = value;
    this.next = next;
  }

  find(bits, key) {
    if (bits !== this.bits) return null;
    for (let leaf = this; leaf !== null; leaf = leaf.next) {
      if (leaf.key === key) return leaf;
    }
    return null;
  }

  insert(bits, key, value) {
    if (bits === this.bits) return new Leaf(bits, key, value, this);
    return this.descend().insert(bits, key, value);
  }

  descend() {
    const bit = this.bits % 2;
    for (let leaf = this; leaf !== null; leaf = leaf.next) {
      leaf.bits = Math.floor(leaf.bits / 2);
    }
    if (bit === 0) return new Branch(this, null);
    return new Branch(null, this);
  }

  remove(_bits, key) {
    if (this.key === key) return this.next;
    let before = this;
    while (before.next.key !== key) before = before.next;
    before.next = before.next.next;
    return this;
  }

  each(visit) {
    for (let leaf = this; leaf !== null; leaf = leaf.next) {
      visit(leaf.key, leaf.value);
    }
  }
}

class Branch {
  constructor(zero, one) {
    this.zero = zero;
    this.one = one;
  }

  find(bits, key) {
    const child = bits % 2 === 0 ? this.zero : this.one;
    if (child === null) return null;
    return child.find(Math.floor(bits / 2), key);
  }

  insert(bits, key, value) {
    const rest = Math.floor(bits / 2);
    if (bits % 2 === 0) {
      this.zero = insertInto(this.zero, rest, key, value);
    } else {
      this.one = insertInto(this.one, rest, key, value);
    }
    return this;
  }

  remove(bits, key) {
    const rest = Math.floor(bits / 2);
    if (bits % 2 === 0) {
      this.zero = this.zero.remove(rest, key);
    } else {
      this.one = this.one.remove(rest, key);
    }
    if (this.zero === null && this.one === null) return null;
    return this;
  }

  each(visit) {
    if (this.zero !== null) this.zero.each(visit);
    if (this.one !== null) this.one.each(visit);
  }
}

function insertInto(node, bits, key, value) {
  if (node === null) return new Leaf(bits, key, value, null);
  return node.insert(bits, key, value);
}

class HashMap {
  constructor() {
    this.root = null;
    this.count = 0;
  }

  find(key) {
    if (this.root === null) return null;
    return this.root.find(hash(key), key);
  }

  get(key, otherwise) {
    const leaf = this.find(key);
    if (leaf === null) return otherwise;
    return leaf.value;
  }

  put(key, value) {
    const leaf = this.find(key);
    if (leaf !== null) {
      leaf.value = value;
      return;
    }
    this.root = insertInto(this.root, hash(key), key, value);
    this.count++;
  }

  remove(key) {
    if (this.find(key) === null) return false;
    this.root = this.root.remove(hash(key), key);
    this.count--;
    return true;
  }

  each(visit) {
    if (this.root !== null) this.root.each(visit);
  }
}

function countKeys(map) {
  let state = 1;
  for (let i = 0; i < size; i++) {
    state = (state * 16807) % 2147483647;
    let key = state % ((i % 2000) + 1);
    if (state < 500000000) key += 65536;
    map.put(key, map.get(key, 0) + 1);
  }
}

function main() {
  const map = new HashMap();
  countKeys(map);
  let sum = 0;
  let greatest = 0;
  map.each((_key, count) => {
    sum += count;
    if (count > greatest) greatest = count;
  });
  console.log("keys, greatest count, sum of counts:");
  console.log(map.count);
  console.log(greatest);
  console.log(sum);

  const removed = new HashMap();
  map.each((key, count) => {
    if (count % 2 === 0) removed.put(key, true);
  });
  let allGone = true;
  removed.each((key, _value) => {
    if (!map.remove(key) || map.find(key) !== null) allGone = false;
  });
  console.log("keys left, all removed ones gone:");
  console.log(map.count);
  console.log(allGone);
}

main();
