// constraint-solver: one-way constraints with strengths, solved incrementally
// after the DeltaBlue algorithm (Freeman-Benson, Maloney and Borning, 1990).
// The counterpart of constraint-solver.lox, which explains it and says what is
// exercised and printed.

const size = 9500; // small: 12

const required = 0;
const strong = 1;
const weak = 2;
const weakest = 3;

class Link {
  constructor(item) {
    this.item = item;
    this.next = null;
  }
}

class List {
  constructor() {
    this.head = new Link(null);
    this.last = this.head;
  }

  isEmpty() {
    return this.head === this.last;
  }

  add(item) {
    this.last.next = new Link(item);
    this.last = this.last.next;
  }

  take() {
    this.head = this.head.next;
    return this.head.item;
  }
}

class Variable {
  constructor(value) {
    this.value = value;
    this.constraints = new List();
    this.mark = 0;
    this.release();
  }

  release() {
    this.source = null;
    this.strength = weakest;
  }

  dependents(overruled) {
    const found = new List();
    const reached = new List();
    reached.add(this);
    while (!reached.isEmpty()) {
      const variable = reached.take();
      for (let at = variable.constraints.head.next; at !== null; at = at.next) {
        const constraint = at.item;
        if (constraint.output === null) {
          overruled.add(constraint);
        } else if (constraint.output !== variable) {
          found.add(constraint);
          reached.add(constraint.output);
        }
      }
    }
    return found;
  }
}

class Constraint {
  constructor(strength, x, y) {
    this.strength = strength;
    this.x = x;
    this.y = y;
    this.output = null;
    x.constraints.add(this);
    if (y !== null) y.constraints.add(this);
  }

  satisfy(mark) {
    this.output = this.chooseOutput(mark);
    if (this.output === null) return null;
    this.markInput(mark);
    const overruled = this.output.source;
    if (overruled !== null) overruled.output = null;
    this.output.source = this;
    this.output.mark = mark;
    this.recalculate();
    recalculateAll(this.output.dependents(new List()));
    return overruled;
  }

  ifFree(variable, mark) {
    if (variable.mark === mark || variable.strength <= this.strength) return null;
    return variable;
  }
}

class Stay extends Constraint {
  chooseOutput(mark) { return this.ifFree(this.x, mark); }
  markInput(_mark) {}
  recalculate() { this.x.strength = this.strength; }
}

class Edit extends Stay {}

class Equal extends Constraint {
  input() {
    if (this.output === this.x) return this.y;
    return this.x;
  }

  chooseOutput(mark) {
    let choice = this.x;
    if (this.x.mark === mark) choice = this.y;
    if (this.y.mark !== mark && this.y.strength >= this.x.strength) choice = this.y;
    return this.ifFree(choice, mark);
  }

  markInput(mark) { this.input().mark = mark; }

  recalculate() {
    this.output.strength = this.input().strength;
    if (this.strength > this.output.strength) this.output.strength = this.strength;
    this.execute();
  }

  execute() { this.output.value = this.input().value; }
}

class Scale extends Equal {
  execute() {
    if (this.output === this.y) this.y.value = 10 * this.x.value + 1000;
    else this.x.value = (this.y.value - 1000) / 10;
  }
}

function recalculateAll(constraints) {
  while (!constraints.isEmpty()) constraints.take().recalculate();
}

class Solver {
  constructor() {
    this.mark = 0;
    this.executed = 0;
  }

  add(constraint) {
    this.mark++;
    while (constraint !== null) constraint = constraint.satisfy(this.mark);
  }

  remove(edit) {
    edit.strength = weakest;
    edit.output = null;
    edit.x.release();
    const overruled = new List();
    recalculateAll(edit.x.dependents(overruled));
    while (!overruled.isEmpty()) {
      const constraint = overruled.take();
      if (constraint.output === null) this.add(constraint);
    }
  }

  change(variable, value, plan) {
    variable.value = value;
    for (let at = plan.head.next; at !== null; at = at.next) {
      at.item.execute();
      this.executed++;
    }
  }
}

function sumThroughChain(solver) {
  const first = new Variable(0);
  let last = first;
  for (let i = 1; i < size; i++) {
    const next = new Variable(0);
    solver.add(new Equal(required, last, next));
    last = next;
  }
  solver.add(new Stay(weak, last, null));
  solver.add(new Edit(strong, first, null));
  const plan = first.dependents(new List());
  let sum = 0;
  for (let value = 0; value < 100; value++) {
    solver.change(first, value, plan);
    sum += last.value;
  }
  return sum;
}

function follows(solver, from, x, y) {
  const edit = new Edit(strong, from, null);
  solver.add(edit);
  const plan = from.dependents(new List());
  let kept = true;
  for (let value = 10; value < 100; value += 10) {
    solver.change(from, value, plan);
    if (from.value !== value || y.value !== 10 * x.value + 1000) kept = false;
  }
  solver.remove(edit);
  return kept;
}

function main() {
  const solver = new Solver();
  console.log("chain:");
  console.log(sumThroughChain(solver));
  let forward = 0;
  let backward = 0;
  for (let i = 0; i < size / 4; i++) {
    const x = new Variable(i);
    const y = new Variable(i);
    solver.add(new Stay(weak, x, null));
    solver.add(new Scale(required, x, y));
    if (follows(solver, x, x, y)) forward++;
    if (follows(solver, y, x, y)) backward++;
  }
  console.log("pairs, executed constraints:");
  console.log(forward);
  console.log(backward);
  console.log(solver.executed);
}

main();
