// string-builder: strings grown in several ways and compared.
// The counterpart of string-builder.lox, which says what is exercised and printed.

const size = 60000; // small: 60

function thueMorse(steps, word, complement) {
  for (let i = 0; i < steps; i++) {
    [word, complement] = [word + complement, complement + word];
  }
  return word;
}

function thueMorseDigit(n) {
  let ones = 0;
  while (n > 0) {
    const half = Math.floor(n / 2);
    if (n !== 2 * half) ones = 1 - ones;
    n = half;
  }
  if (ones === 1) return "1";
  return "0";
}

function thueMorseByDigits(length) {
  let word = "";
  for (let n = 0; n < length; n++) word += thueMorseDigit(n);
  return word;
}

class Piece {
  constructor(text, next) {
    this.text = text;
    this.next = next;
  }
}

class Rope {
  constructor() {
    this.newest = null;
  }

  add(text) {
    this.newest = new Piece(text, this.newest);
  }

  text() {
    if (this.newest === null) return "";
    let pieces = this.newest;
    while (pieces.next !== null) pieces = this.joinPairs(pieces);
    return pieces.text;
  }

  joinPairs(pieces) {
    const first = new Piece("", null);
    let last = first;
    while (pieces !== null) {
      let text = pieces.text;
      pieces = pieces.next;
      if (pieces !== null) {
        text = pieces.text + text;
        pieces = pieces.next;
      }
      last.next = new Piece(text, null);
      last = last.next;
    }
    return first.next;
  }
}

function thueMorseByRope(length) {
  const rope = new Rope();
  for (let n = 0; n < length; n++) rope.add(thueMorseDigit(n));
  return rope.text();
}

function fibonacciWord(n) {
  let before = "b";
  let word = "a";
  for (let i = 0; i < n; i++) {
    [before, word] = [word, word + before];
  }
  return word;
}

function substitute(letter, n, rope) {
  if (n === 0) {
    rope.add(letter);
  } else {
    substitute("a", n - 1, rope);
    if (letter === "a") substitute("b", n - 1, rope);
  }
}

function fibonacciWordBySubstitution(n) {
  const rope = new Rope();
  substitute("a", n, rope);
  return rope.text();
}

function digitText(digit) {
  if (digit === 0) return "0";
  if (digit === 1) return "1";
  if (digit === 2) return "2";
  if (digit === 3) return "3";
  if (digit === 4) return "4";
  if (digit === 5) return "5";
  if (digit === 6) return "6";
  if (digit === 7) return "7";
  if (digit === 8) return "8";
  return "9";
}

function reportPalindromes(limit) {
  let count = 0;
  let last = null;
  for (let n = 1; n < limit; n++) {
    let forwards = "";
    let backwards = "";
    for (let rest = n; rest > 0; rest = Math.floor(rest / 10)) {
      const digit = digitText(rest % 10);
      forwards = digit + forwards;
      backwards = backwards + digit;
    }
    if (forwards === backwards) {
      count++;
      last = forwards;
    }
  }
  console.log(count);
  console.log(last);
}

class WordSet {
  constructor() {
    this.words = null;
    this.count = 0;
  }

  contains(text) {
    for (let word = this.words; word !== null; word = word.next) {
      if (word.text === text) return true;
    }
    return false;
  }

  add(text) {
    if (this.contains(text)) return;
    this.words = new Piece(text, this.words);
    this.count++;
  }
}

function syllable(n) {
  if (n === 0) return "ka";
  if (n === 1) return "to";
  if (n === 2) return "mi";
  if (n === 3) return "ra";
  return "nu";
}

function reportWords(count) {
  const set = new WordSet();
  let state = 1;
  for (let i = 0; i < count; i++) {
    let text = "";
    for (let j = 0; j < 3; j++) {
      state = (state * 16807) % 2147483647;
      text += syllable(state % 5);
    }
    set.add(text);
  }
  console.log(set.count);
  console.log(set.words.text);
}

function reportThueMorse(steps, length) {
  const word = thueMorse(steps, "0", "1");
  console.log(word === thueMorseByDigits(length));
  console.log(word === thueMorseByRope(length));
  console.log(word !== thueMorse(steps, "1", "0"));
}

function main() {
  let steps = 0;
  let length = 1;
  while (2 * length < size) {
    length *= 2;
    steps++;
  }
  console.log("Thue-Morse word:");
  reportThueMorse(steps, length);
  console.log("Fibonacci word:");
  console.log(fibonacciWord(steps + 4) === fibonacciWordBySubstitution(steps + 4));
  console.log("palindromes:");
  reportPalindromes(size);
  console.log("words:");
  reportWords(size);
}

main();
