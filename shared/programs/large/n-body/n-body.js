// n-body: a sun and four planets under Newton's law of gravitation.
// The counterpart of n-body.lox, which says what is exercised and printed.
// The square root is Newton's iteration here too: the same work, the same bits.

const size = 145000; // small: 20

function squareRoot(x) {
  let guess = (x + 1) / 2;
  let better = (guess + x / guess) / 2;
  while (better < guess) {
    guess = better;
    better = (guess + x / guess) / 2;
  }
  return guess;
}

class Body {
  constructor(mass, x, y, vx, vy, vz, next) {
    this.mass = mass;
    this.x = x;
    this.y = y;
    this.z = 0.5;
    this.vx = vx;
    this.vy = vy;
    this.vz = vz;
    this.next = next;
  }

  attract(other, dt) {
    const dx = this.x - other.x;
    const dy = this.y - other.y;
    const dz = this.z - other.z;
    const square = dx * dx + dy * dy + dz * dz;
    const pull = dt / (square * squareRoot(square));
    const here = other.mass * pull;
    this.vx -= dx * here;
    this.vy -= dy * here;
    this.vz -= dz * here;
    const there = this.mass * pull;
    other.vx += dx * there;
    other.vy += dy * there;
    other.vz += dz * there;
  }

  move(dt) {
    this.x += dt * this.vx;
    this.y += dt * this.vy;
    this.z += dt * this.vz;
  }

  kineticEnergy() {
    const square = this.vx * this.vx + this.vy * this.vy + this.vz * this.vz;
    return (this.mass * square) / 2;
  }

  potentialEnergy(other) {
    const dx = this.x - other.x;
    const dy = this.y - other.y;
    const dz = this.z - other.z;
    return (-this.mass * other.mass) / squareRoot(dx * dx + dy * dy + dz * dz);
  }
}

function makeSystem() {
  let bodies = null;
  bodies = new Body(4, 0, -40, squareRoot(1000 / 40), 0, 0.25, bodies);
  bodies = new Body(9, -26, 0, 0, -squareRoot(1000 / 26), -0.5, bodies);
  bodies = new Body(2, 0, 17, -squareRoot(1000 / 17), 0, 0.75, bodies);
  bodies = new Body(1, 10, 0, 0, squareRoot(1000 / 10), 1, bodies);
  const sun = new Body(1000, 0, 0, 0, 0, 0, bodies);
  for (let body = bodies; body !== null; body = body.next) {
    sun.vx -= (body.vx * body.mass) / sun.mass;
    sun.vy -= (body.vy * body.mass) / sun.mass;
    sun.vz -= (body.vz * body.mass) / sun.mass;
  }
  return sun;
}

function advance(bodies, dt) {
  for (let body = bodies; body !== null; body = body.next) {
    for (let other = body.next; other !== null; other = other.next) {
      body.attract(other, dt);
    }
  }
  for (let body = bodies; body !== null; body = body.next) {
    body.move(dt);
  }
}

function energy(bodies) {
  let sum = 0;
  for (let body = bodies; body !== null; body = body.next) {
    sum += body.kineticEnergy();
    for (let other = body.next; other !== null; other = other.next) {
      sum += body.potentialEnergy(other);
    }
  }
  return sum;
}

function main() {
  const bodies = makeSystem();
  console.log("energy:");
  console.log(Math.floor(energy(bodies) * 1000));
  for (let step = 0; step < size; step++) {
    advance(bodies, 0.001);
  }
  console.log(Math.floor(energy(bodies) * 1000));
  for (let body = bodies; body !== null; body = body.next) {
    console.log("body:");
    console.log(Math.floor(body.x * 1000));
    console.log(Math.floor(body.y * 1000));
    console.log(Math.floor(body.z * 1000));
  }
}

main();
