-- instantiation: instances made in hot loops, nearly all of them short-lived.
-- The counterpart of instantiation.lox, which says what is exercised and printed.

local size = 950000 -- small: 60

local Empty = {}
Empty.__index = Empty

function Empty.new()
  return setmetatable({}, Empty)
end

local Pair = {}
Pair.__index = Pair

function Pair.new(first, second)
  return setmetatable({ first = first, second = second }, Pair)
end

local InheritingPair = setmetatable({}, { __index = Pair })
InheritingPair.__index = InheritingPair

function InheritingPair.new(first, second)
  return setmetatable({ first = first, second = second }, InheritingPair)
end

local Triple = setmetatable({}, { __index = Pair })
Triple.__index = Triple

function Triple.new(first, second, third)
  local self = setmetatable(Pair.new(first, second), Triple)
  self.third = third
  return self
end

function Triple:sum()
  return self.first + self.second + self.third
end

local Guarded = {}
Guarded.__index = Guarded

function Guarded.new(value)
  local self = setmetatable({ value = 0 }, Guarded)
  if value < 3 then return self end
  self.value = 3
  return self
end

local Complex = {}
Complex.__index = Complex

function Complex.new(real, imaginary)
  return setmetatable({ real = real, imaginary = imaginary }, Complex)
end

function Complex:plus(other)
  return Complex.new(self.real + other.real, self.imaginary + other.imaginary)
end

function Complex:times(other)
  return Complex.new(
    self.real * other.real - self.imaginary * other.imaginary,
    self.real * other.imaginary + self.imaginary * other.real
  )
end

local function lastSixDigits(n)
  return n % 1000000
end

local function makeEmpty(times)
  local made = nil
  local others = 0
  for _ = 1, times do
    local before = made
    made = Empty.new()
    if made ~= before then others = others + 1 end
  end
  return others
end

local function makePairs(kind, times)
  local sum = 0
  for i = 0, times - 1 do
    local pair = kind.new(i, 1)
    sum = lastSixDigits(sum + pair.first + pair.second)
  end
  return sum
end

local function makeTriples(times)
  local sum = 0
  for _ = 1, times do sum = sum + Triple.new(1, 2, 3):sum() end
  return lastSixDigits(sum)
end

local function makeGuarded(times)
  local sum = 0
  for _ = 1, times do
    sum = sum + Guarded.new(1).value + Guarded.new(5).value
  end
  return lastSixDigits(sum)
end

local function turn(times)
  local step = Complex.new(1, 1)
  local shrink = Complex.new(0.0625, 0)
  local sum = Complex.new(0, 0)
  for _ = 0, times - 1, 8 do
    local product = Complex.new(1, 0)
    for _ = 1, 8 do
      product = product:times(step)
      sum = sum:plus(product)
    end
    sum = sum:plus(product:times(shrink))
  end
  return lastSixDigits(-sum.real - 2 * sum.imaginary)
end

local function slideWindow(length, times)
  local newest = Pair.new(0, nil)
  local oldest = newest
  for i = 1, length - 1 do
    newest.second = Pair.new(i, nil)
    newest = newest.second
  end
  local sum = 0
  for _ = 1, times do
    newest.second = Pair.new(newest.first + 1, nil)
    newest = newest.second
    oldest = oldest.second
    sum = lastSixDigits(sum + newest.first - oldest.first)
  end
  return sum
end

local function main()
  print("empty:")
  print(makeEmpty(size))
  print("pairs:")
  print(makePairs(Pair, size))
  print(makePairs(InheritingPair, size))
  print("triples:")
  print(makeTriples(size))
  print("guarded:")
  print(makeGuarded(size))
  print("complex:")
  print(string.format("%d", turn(size)))
  print("window:")
  print(slideWindow(100, size))
end

main()
