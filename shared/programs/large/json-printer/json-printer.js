// json-printer: trees of values like JSON's, printed as text.
// The counterpart of json-printer.lox, which says what is exercised and printed.
// Numbers become text digit by digit here too: the same work.

const size = 22000; // small: 5

const newline = "\n";

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

function wholeText(n) {
  if (n < 10) return digitText(n);
  const tens = Math.floor(n / 10);
  return wholeText(tens) + digitText(n - 10 * tens);
}

class Compact {
  lineBreak(_depth) { return ""; }
  space() { return ""; }
}

class Indented {
  lineBreak(depth) {
    let text = newline;
    for (let i = 0; i < depth; i++) text += "  ";
    return text;
  }

  space() { return " "; }
}

class JsonNull {
  text(_layout, _depth) { return "null"; }
  count() { return 1; }
}

class JsonBoolean {
  constructor(value) {
    this.value = value;
  }

  text(_layout, _depth) {
    if (this.value) return "true";
    return "false";
  }

  count() { return 1; }
}

class JsonNumber {
  constructor(value) {
    this.value = value;
  }

  text(layout, depth) {
    if (this.value < 0) return "-" + new JsonNumber(-this.value).text(layout, depth);
    const whole = Math.floor(this.value);
    const hundredths = Math.floor((this.value - whole) * 100 + 0.5);
    if (hundredths === 0) return wholeText(whole);
    const tenths = Math.floor(hundredths / 10);
    const text = wholeText(whole) + "." + digitText(tenths);
    if (hundredths === 10 * tenths) return text;
    return text + digitText(hundredths - 10 * tenths);
  }

  count() { return 1; }
}

class JsonString {
  constructor(value) {
    this.value = value;
  }

  text(_layout, _depth) { return "'" + this.value + "'"; }
  count() { return 1; }
}

class Item {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.next = null;
  }

  text(layout, depth) {
    const text = this.value.text(layout, depth);
    if (this.name === null) return text;
    return "'" + this.name + "':" + layout.space() + text;
  }
}

class Container {
  constructor() {
    this.first = null;
    this.last = null;
  }

  addItem(item) {
    if (this.first === null) this.first = item;
    else this.last.next = item;
    this.last = item;
    return this;
  }

  itemsText(open, close, layout, depth) {
    if (this.first === null) return open + close;
    const lineBreak = layout.lineBreak(depth + 1);
    let text = open + lineBreak;
    for (let item = this.first; item !== null; item = item.next) {
      text += item.text(layout, depth + 1);
      if (item.next !== null) text += "," + lineBreak;
    }
    return text + layout.lineBreak(depth) + close;
  }

  count() {
    let sum = 1;
    for (let item = this.first; item !== null; item = item.next) {
      sum += item.value.count();
    }
    return sum;
  }
}

class JsonList extends Container {
  add(value) { return this.addItem(new Item(null, value)); }

  text(layout, depth) {
    return this.itemsText("[", "]", layout, depth);
  }
}

class JsonMap extends Container {
  put(name, value) { return this.addItem(new Item(name, value)); }

  text(layout, depth) {
    return this.itemsText("{", "}", layout, depth);
  }
}

class Maker {
  constructor(seed) {
    this.state = (seed * 7919) % 65521;
  }

  below(limit) {
    this.state = (this.state * 171 + 11213) % 53125;
    return this.state % limit;
  }

  tags() {
    const list = new JsonList();
    for (let i = this.below(4); i > 0; i--) {
      list.add(new JsonString("tag" + wholeText(this.below(100))));
    }
    return list;
  }

  part() {
    if (this.below(3) === 0) return new JsonNull();
    return new JsonMap()
      .put("width", new JsonNumber(this.below(400) / 4))
      .put("shift", new JsonNumber(this.below(21) - 10))
      .put("tags", this.tags());
  }

  record(id) {
    return new JsonMap()
      .put("id", new JsonNumber(id))
      .put("name", new JsonString("item " + wholeText(this.below(1000))))
      .put("inStock", new JsonBoolean(this.below(2) === 1))
      .put("parts", new JsonList().add(this.part()).add(this.part()));
  }
}

function main() {
  let same = 0;
  let different = 0;
  let values = 0;
  let before = "";
  for (let id = 1; id <= size; id++) {
    const record = new Maker(id).record(id);
    const text = record.text(new Compact(), 0);
    if (id === 1) console.log(record.text(new Indented(), 0));
    if (id === 2) console.log(text);
    if (text === new Maker(id).record(id).text(new Compact(), 0)) same++;
    if (text !== before) different++;
    before = text;
    values += record.count();
  }
  console.log("same, different, values:");
  console.log(same);
  console.log(different);
  console.log(values);
}

main();
