-- mandelbrot: the Mandelbrot set as a picture of characters.
-- The counterpart of mandelbrot.lox, which says what is exercised and printed.

local size = 84 -- small: 10

local function escapeTime(cx, cy, limit)
  local x, y, xx, yy = 0, 0, 0, 0
  local steps = 0
  while steps < limit and xx + yy <= 4 do
    y = 2 * x * y + cy
    x = xx - yy + cx
    xx = x * x
    yy = y * y
    steps = steps + 1
  end
  return steps
end

local function characterFor(steps, limit)
  if steps == limit then return "@" end
  if steps < 4 then return "." end
  if steps < 6 then return ":" end
  if steps < 9 then return "-" end
  if steps < 14 then return "+" end
  if steps < 24 then return "*" end
  return "#"
end

local function lastSixDigits(n)
  return n % 1000000
end

local function draw(width, height, limit)
  local total = 0
  for row = 0, height - 1 do
    local line = ""
    local cy = 2.4 * row / height - 1.2
    for column = 0, width - 1 do
      local steps = escapeTime(3 * column / width - 2.1, cy, limit)
      line = line .. characterFor(steps, limit)
      total = total + steps
    end
    print(line)
  end
  return total
end

local total = draw(size, size / 2, 2 * size * size)
print("steps:")
print(lastSixDigits(total))
