-- property-access: fields read and written in hot loops.
-- The counterpart of property-access.lox, which says what is exercised and
-- printed. A method and a field of one name are called by `.` here, since `:`
-- would pass the object as well.

local size = 2300000 -- small: 300

local Point = {}
Point.__index = Point

function Point.new(x, y)
  return setmetatable({ x = x, y = y }, Point)
end

function Point.label()
  return 1
end

local Line = {}
Line.__index = Line

function Line.new(from, to)
  return setmetatable({ from = from, to = to }, Line)
end

local function oneShape(times)
  local point = Point.new(0, 0)
  for _ = 1, times do
    point.x = point.x + 2
    point.y = point.y + 1
  end
  return point.x - point.y
end

local function chains(times)
  local line = Line.new(Point.new(0, 3), Point.new(1, 0))
  for _ = 1, times do
    line.to.x = line.to.x + line.from.y
    line.from.x = line.to.x - line.from.x
  end
  return line.to.x
end

local function makeWide()
  return {
    a = 1, b = 2, c = 3, d = 4,
    e = 5, f = 6, g = 7, h = 8,
    i = 9, j = 10, k = 11, l = 12,
    m = 13, n = 14, o = 15, p = 16,
  }
end

local function manyFields(times)
  local wide = makeWide()
  for _ = 1, times do
    local first = wide.a
    wide.a = wide.b
    wide.b = wide.h
    wide.h = wide.i
    wide.i = wide.o
    wide.o = wide.p
    wide.p = first
  end
  return wide.a + 100 * wide.p
end

local function bump(record)
  record.hits = record.hits + record.weight
  return record.hits
end

local function severalShapes(times)
  local one = { hits = 0, weight = 1 }
  local two = { weight = 2, hits = 0 }
  local three = { name = "three", weight = 3, hits = 0 }
  for _ = 1, times do
    bump(one)
    bump(two)
    bump(three)
  end
  return one.hits + two.hits + three.hits
end

local function transitions(times)
  local sum = 0
  for _ = 1, times do
    local record = {}
    record.a = 1
    record.b = record.a + 1
    record.c = record.b + 1
    record.d = record.c + 1
    record.e = record.d + 1
    sum = sum + record.e
  end
  return sum
end

local function double(x)
  return 2 * x
end

local function functionsInFields(times)
  local plain = Point.new(0, 0)
  local shadowed = Point.new(0, 0)
  shadowed.label = double
  local sum = 0
  for _ = 1, times do
    sum = sum + plain.label() + shadowed.label(2)
  end
  return sum
end

local function lastSixDigits(n)
  return n % 1000000
end

local function main()
  print("one shape:")
  print(lastSixDigits(oneShape(size)))
  print("chains:")
  print(lastSixDigits(chains(size)))
  print("many fields:")
  print(manyFields(size))
  print("several shapes:")
  print(lastSixDigits(severalShapes(size)))
  print("transitions:")
  print(lastSixDigits(transitions(size / 10)))
  print("functions in fields:")
  print(lastSixDigits(functionsInFields(size)))
end

main()
