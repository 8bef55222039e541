// tokenizer: a scanner for Lox.
// The counterpart of tokenizer.lox, which says what is exercised and printed. The
// source is a linked list of characters here too, though strings have indices.

const size = 4700; // small: 2

const newline = "\n";

class Item {
  constructor(value) {
    this.value = value;
    this.next = null;
  }
}

class Strings {
  constructor() {
    this.first = null;
    this.last = null;
  }

  add(string) {
    const item = new Item(string);
    if (this.first === null) {
      this.first = item;
    } else {
      this.last.next = item;
    }
    this.last = item;
  }

  put(a, b, c, d, e) {
    this.add(a);
    this.add(b);
    this.add(c);
    this.add(d);
    this.add(e);
    return this;
  }

  contains(string) {
    for (let item = this.first; item !== null; item = item.next) {
      if (item.value === string) return true;
    }
    return false;
  }
}

function makeLetters() {
  const letters = new Strings();
  letters.put("e", "t", "a", "o", "i").put("n", "s", "h", "r", "d");
  letters.put("l", "u", "c", "m", "f").put("w", "y", "p", "v", "b");
  letters.put("g", "k", "j", "q", "x").put("z", "_", "B", "L", "P");
  return letters;
}

function makeKeywords() {
  const keywords = new Strings();
  keywords.put("and", "class", "else", "false", "for").put("fun", "if", "nil", "or", "print");
  keywords.put("return", "super", "this", "true", "var");
  keywords.add("while");
  return keywords;
}

const letters = makeLetters();
const digits = new Strings().put("0", "1", "2", "3", "4").put("5", "6", "7", "8", "9");
const symbols = new Strings().put("(", ")", "{", "}", ",").put(".", ";", "+", "-", "*")
  .put("/", "=", "<", ">", "!");
const keywords = makeKeywords();

function writeNumber(source, number) {
  for (let power = 1000; power >= 1; power /= 10) {
    let digit = digits.first;
    while (number >= power) {
      number -= power;
      digit = digit.next;
    }
    source.add(digit.value);
  }
}

function writeProgram(source, number) {
  source.put(" ", " ", " ", " ", "c").put("l", "a", "s", "s", " ");
  source.put("P", "o", "i", "n", "t");
  writeNumber(source, number);
  source.put(" ", "<", " ", "B", "a").put("s", "e", " ", "{", " ");
  source.put("/", "/", " ", "2", "D").put(newline, " ", " ", "i", "n");
  source.put("i", "t", "(", "x", ",").put(" ", "y", ")", " ", "{");
  source.put(" ", "t", "h", "i", "s").put(".", "x", " ", "=", " ");
  source.put("x", ";", " ", "}", newline).put("}", newline, " ", " ", " ");
  source.put(" ", " ", " ", "f", "u").put("n", " ", "a", "d", "d");
  writeNumber(source, number);
  source.put("(", "a", ",", " ", "b").put(")", " ", "{", newline, " ");
  source.put(" ", "i", "f", " ", "(").put("a", " ", ">", "=", " ");
  source.put("b", " ", "a", "n", "d").put(" ", "!", "d", "o", "n");
  source.put("e", ")", " ", "r", "e").put("t", "u", "r", "n", " ");
  source.put("a", " ", "+", " ", "b").put(" ", "*", " ", "2", ".");
  source.put("5", ";", newline, " ", " ").put("p", "r", "i", "n", "t");
  source.put(" ", "'", "s", "u", "m").put("'", " ", "+", " ", "n");
  source.put("a", "m", "e", " ", " ");
  writeNumber(source, number);
  source.put(" ", "!", "=", " ", "n").put("i", "l", ";", newline, "}");
  source.put(newline, " ", " ", " ", " ");
}

class Token {
  constructor(kind, lexeme) {
    this.kind = kind;
    this.lexeme = lexeme;
  }
}

class Scanner {
  constructor(source) {
    this.at = source.first;
    this.lines = 0;
  }

  peek() {
    if (this.at === null) return "";
    return this.at.value;
  }

  peekNext() {
    if (this.at === null || this.at.next === null) return "";
    return this.at.next.value;
  }

  advance() {
    const character = this.at.value;
    if (character === newline) this.lines++;
    this.at = this.at.next;
    return character;
  }

  skipBlanksAndComments() {
    while (true) {
      const character = this.peek();
      if (character === "/" && this.peekNext() === "/") {
        while (this.peek() !== newline && this.peek() !== "") this.advance();
      } else if (character === " " || character === newline) {
        this.advance();
      } else {
        return;
      }
    }
  }

  next() {
    this.skipBlanksAndComments();
    const character = this.peek();
    if (character === "") return null;
    if (letters.contains(character)) return this.word();
    if (digits.contains(character)) return this.number();
    if (character === "'") return this.string();
    if (symbols.contains(character)) return this.symbol();
    return new Token("unknown", this.advance());
  }

  word() {
    let lexeme = this.advance();
    while (letters.contains(this.peek()) || digits.contains(this.peek())) {
      lexeme += this.advance();
    }
    if (keywords.contains(lexeme)) return new Token("keyword", lexeme);
    return new Token("name", lexeme);
  }

  number() {
    const lexeme = this.digitsFrom("");
    if (this.peek() !== "." || !digits.contains(this.peekNext())) {
      return new Token("number", lexeme);
    }
    return new Token("number", this.digitsFrom(lexeme + this.advance()));
  }

  digitsFrom(lexeme) {
    while (digits.contains(this.peek())) lexeme += this.advance();
    return lexeme;
  }

  string() {
    let lexeme = this.advance();
    while (this.peek() !== "'") lexeme += this.advance();
    return new Token("string", lexeme + this.advance());
  }

  symbol() {
    let lexeme = this.advance();
    const canGrow = lexeme === "=" || lexeme === "!" || lexeme === "<" || lexeme === ">";
    if (canGrow && this.peek() === "=") lexeme += this.advance();
    return new Token("symbol", lexeme);
  }
}

class Tally {
  constructor(kind, next) {
    this.kind = kind;
    this.count = 0;
    this.next = next;
  }

  add(kind) {
    if (this.kind === kind) {
      this.count++;
      return;
    }
    if (this.next === null) this.next = new Tally(kind, null);
    this.next.add(kind);
  }
}

function main() {
  const kinds = new Tally("start", null);
  let lines = 0;
  let tokens = 0;
  for (let i = 1; i <= size; i++) {
    const source = new Strings();
    writeProgram(source, i);
    const scanner = new Scanner(source);
    for (let token = scanner.next(); token !== null; token = scanner.next()) {
      kinds.add(token.kind);
      tokens++;
      if (tokens <= 7) console.log(token.lexeme);
    }
    lines += scanner.lines;
  }
  console.log("lines:");
  console.log(lines);
  for (let tally = kinds.next; tally !== null; tally = tally.next) {
    console.log(tally.kind);
    console.log(tally.count);
  }
}

main();
