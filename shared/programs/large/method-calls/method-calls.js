// method-calls: methods in hot loops, every call site seeing one class.
// The counterpart of method-calls.lox, which says what is exercised and printed.

const size = 1999997; // small: 503

class Counter {
  constructor(step) {
    this.step = step;
    this.count = 0;
  }

  value() {
    return this.count;
  }

  increment() {
    this.count += this.step;
    return this;
  }

  decrement() {
    this.count -= this.step;
    return this;
  }
}

class LimitedCounter extends Counter {
  constructor(step, limit) {
    super(step);
    this.limit = limit;
    this.rounds = 0;
  }

  increment() {
    super.increment();
    if (this.isFull()) this.restart();
    return this;
  }

  isFull() {
    return this.value() >= this.limit;
  }

  restart() {
    this.count = 0;
    this.rounds++;
  }
}

class Toggle {
  constructor(on) {
    this.on = on;
    this.switches = 0;
  }

  flip() {
    this.on = !this.on;
    if (this.on) this.switches++;
    return this.on;
  }
}

function countUp(times) {
  const counter = new Counter(1);
  for (let i = 0; i < times; i++) counter.increment();
  return counter.value();
}

function countInChains(times) {
  const counter = new Counter(1);
  for (let i = 0; i < times; i++) {
    counter.increment().increment().decrement();
  }
  return counter.value();
}

function countWithLimit(times) {
  const counter = new LimitedCounter(2, 7);
  for (let i = 0; i < times; i++) counter.increment();
  return counter;
}

function flipToggle(times) {
  const toggle = new Toggle(false);
  for (let i = 0; i < times; i++) toggle.flip();
  return toggle;
}

function countThroughBoundMethod(times) {
  const counter = new Counter(1);
  const increment = counter.increment.bind(counter);
  for (let i = 0; i < times; i++) increment();
  return counter.value();
}

function main() {
  console.log("all counted:");
  console.log(countUp(size) === size);
  console.log("all counted in chains:");
  console.log(countInChains(size) === size);
  const limited = countWithLimit(size);
  console.log("counted with limit:");
  console.log(limited.value());
  console.log(limited.rounds);
  const toggle = flipToggle(size);
  console.log("toggle:");
  console.log(toggle.on);
  console.log(toggle.switches);
  console.log("all counted through bound method:");
  console.log(countThroughBoundMethod(size) === size);
}

main();
