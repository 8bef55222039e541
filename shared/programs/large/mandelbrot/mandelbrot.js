// mandelbrot: the Mandelbrot set as a picture of characters.
// The counterpart of mandelbrot.lox, which says what is exercised and printed.

const size = 84; // small: 10

function escapeTime(cx, cy, limit) {
  let x = 0;
  let y = 0;
  let xx = 0;
  let yy = 0;
  let steps = 0;
  while (steps < limit && xx + yy <= 4) {
    y = 2 * x * y + cy;
    x = xx - yy + cx;
    xx = x * x;
    yy = y * y;
    steps++;
  }
  return steps;
}

function characterFor(steps, limit) {
  if (steps === limit) return "@";
  if (steps < 4) return ".";
  if (steps < 6) return ":";
  if (steps < 9) return "-";
  if (steps < 14) return "+";
  if (steps < 24) return "*";
  return "#";
}

function lastSixDigits(n) {
  return n % 1000000;
}

function draw(width, height, limit) {
  let total = 0;
  for (let row = 0; row < height; row++) {
    let line = "";
    const cy = (2.4 * row) / height - 1.2;
    for (let column = 0; column < width; column++) {
      const steps = escapeTime((3 * column) / width - 2.1, cy, limit);
      line += characterFor(steps, limit);
      total += steps;
    }
    console.log(line);
  }
  return total;
}

const total = draw(size, size / 2, 2 * size * size);
console.log("steps:");
console.log(lastSixDigits(total));
