// linked-list-sort: merge sort of a linked list, with the order as a parameter.
// The counterpart of linked-list-sort.lox, which says what is exercised and
// printed.

const size = 75000; // small: 50

class Record {
  constructor(key, next) {
    this.key = key;
    this.next = next;
  }
}

function makeRecords(count) {
  let list = null;
  let state = 1;
  for (let i = 0; i < count; i++) {
    state = (state * 16807) % 2147483647;
    list = new Record(state % 10000, list);
  }
  return list;
}

function merge(a, b, isBefore) {
  const head = new Record(0, null);
  let last = head;
  while (a !== null && b !== null) {
    if (isBefore(b.key, a.key)) {
      last.next = b;
      b = b.next;
    } else {
      last.next = a;
      a = a.next;
    }
    last = last.next;
  }
  if (a === null) {
    last.next = b;
  } else {
    last.next = a;
  }
  return head.next;
}

function cut(list, count) {
  for (let i = 1; i < count; i++) list = list.next;
  const rest = list.next;
  list.next = null;
  return rest;
}

function sort(list, count, isBefore) {
  if (count < 2) return list;
  const half = Math.floor(count / 2);
  const rest = cut(list, half);
  return merge(sort(list, half, isBefore), sort(rest, count - half, isBefore), isBefore);
}

function reverse(list) {
  let reversed = null;
  while (list !== null) {
    const rest = list.next;
    list.next = reversed;
    reversed = list;
    list = rest;
  }
  return reversed;
}

function isSorted(list, isBefore) {
  while (list.next !== null) {
    if (isBefore(list.next.key, list.key)) return false;
    list = list.next;
  }
  return true;
}

const rising = (a, b) => a < b;
const falling = (a, b) => a > b;

function nearest(middle) {
  function distance(x) {
    if (x < middle) return middle - x;
    return x - middle;
  }
  return (a, b) => distance(a) < distance(b);
}

function nearestThenFalling(middle) {
  const isNearer = nearest(middle);
  return (a, b) => {
    if (isNearer(a, b)) return true;
    return !isNearer(b, a) && a > b;
  };
}

function checksum(list) {
  let sum = 0;
  let place = 1;
  while (list !== null) {
    sum = (sum + place * list.key) % 1000000;
    place++;
    list = list.next;
  }
  return sum;
}

function main() {
  let list = sort(makeRecords(size), size, rising);
  console.log("rising:");
  console.log(isSorted(list, rising));
  console.log(checksum(list));
  const smallest = list.key;
  list = sort(list, size, falling);
  console.log("falling:");
  console.log(isSorted(list, falling));
  console.log(isSorted(reverse(list), rising));
  const largest = list.key;
  console.log("from the middle:");
  list = sort(makeRecords(size), size, falling);
  list = sort(list, size, nearest(5000));
  console.log(isSorted(list, nearestThenFalling(5000)));
  console.log(checksum(list));
  console.log("smallest, largest:");
  console.log(smallest);
  console.log(largest);
}

main();
