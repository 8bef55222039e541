// polymorphic-shapes: call and field sites that see four classes, and sites
// that see eight.
// The counterpart of polymorphic-shapes.lox, which says what is exercised and
// printed.

const size = 280000; // small: 25

class Shape {
  constructor(name) {
    this.name = name;
    this.next = null;
  }

  compactness() {
    return this.perimeter() / this.area();
  }
}

class Square extends Shape {
  constructor(side) {
    super("square");
    this.side = side;
    this.visits = 0;
  }

  area() { return this.side * this.side; }
  perimeter() { return 4 * this.side; }
}

class Rectangle extends Shape {
  constructor(width, height) {
    super("rectangle");
    this.width = width;
    this.height = height;
    this.visits = 0;
  }

  area() { return this.width * this.height; }
  perimeter() { return 2 * (this.width + this.height); }
}

class Circle extends Shape {
  constructor(radius) {
    super("circle");
    this.visits = 0;
    this.radius = radius;
  }

  area() { return 3.14159265 * this.radius * this.radius; }
  perimeter() { return 2 * 3.14159265 * this.radius; }
}

class Triangle extends Shape {
  constructor(a, b, c) {
    super("triangle");
    this.a = a;
    this.b = b;
    this.c = c;
    this.visits = 0;
  }

  area() { return (this.a * this.b) / 2; }
  perimeter() { return this.a + this.b + this.c; }
}

class Hexagon extends Shape {
  constructor(side) {
    super("hexagon");
    this.side = side;
    this.visits = 0;
  }

  area() { return 2.59807621 * this.side * this.side; }
  perimeter() { return 6 * this.side; }
}

class Rhombus extends Shape {
  constructor(side, height) {
    super("rhombus");
    this.visits = 0;
    this.side = side;
    this.height = height;
  }

  area() { return this.side * this.height; }
  perimeter() { return 4 * this.side; }
}

class Trapezium extends Shape {
  constructor(top, bottom, leg, height) {
    super("trapezium");
    this.top = top;
    this.bottom = bottom;
    this.leg = leg;
    this.height = height;
    this.visits = 0;
  }

  area() { return ((this.top + this.bottom) * this.height) / 2; }
  perimeter() { return this.top + this.bottom + 2 * this.leg; }
}

class Cross extends Shape {
  constructor(arm) {
    super("cross");
    this.visits = 0;
    this.arm = arm;
  }

  area() { return 5 * this.arm * this.arm; }
  perimeter() { return 12 * this.arm; }
}

class ShapeList {
  constructor() {
    this.first = null;
    this.areas = 0;
    this.perimeters = 0;
    this.ratios = 0;
  }

  add(shape) {
    shape.next = this.first;
    this.first = shape;
  }

  addFour(scale) {
    this.add(new Square(2 * scale));
    this.add(new Rectangle(3 * scale, scale));
    this.add(new Circle(scale));
    this.add(new Triangle(3 * scale, 4 * scale, 5 * scale));
  }

  addOtherFour(scale) {
    this.add(new Hexagon(scale));
    this.add(new Rhombus(5 * scale, 4 * scale));
    this.add(new Trapezium(2 * scale, 8 * scale, 5 * scale, 4 * scale));
    this.add(new Cross(scale));
  }

  visits() {
    let sum = 0;
    for (let at = this.first; at !== null; at = at.next) sum += at.visits;
    return sum;
  }
}

function visitFour(list) {
  for (let shape = list.first; shape !== null; shape = shape.next) {
    list.areas += shape.area();
    list.perimeters += shape.perimeter();
    list.ratios += shape.compactness();
    shape.visits++;
  }
}

function visitEight(list) {
  for (let shape = list.first; shape !== null; shape = shape.next) {
    list.areas += shape.area();
    list.perimeters += shape.perimeter();
    list.ratios += shape.compactness();
    shape.visits++;
  }
}

function lastSixDigits(x) {
  return Math.floor(x) % 1000000;
}

function report(list) {
  console.log(lastSixDigits(list.areas));
  console.log(lastSixDigits(list.perimeters));
  console.log(lastSixDigits(list.ratios));
  console.log(lastSixDigits(list.visits()));
}

function main() {
  const four = new ShapeList();
  four.addFour(1);
  four.addFour(3);
  const eight = new ShapeList();
  eight.addFour(2);
  eight.addOtherFour(1);
  for (let round = 0; round < size; round++) visitFour(four);
  for (let round = 0; round < size; round++) visitEight(eight);
  console.log("four classes:");
  report(four);
  console.log("eight classes:");
  report(eight);
}

main();
