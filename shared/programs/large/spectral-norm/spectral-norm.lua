-- spectral-norm: the largest singular value of an infinite matrix, cut to
-- `size` rows and columns, by the power method.
-- The counterpart of spectral-norm.lox, which says what is exercised and printed.
-- Vectors are linked lists and the root is Newton's here too: the same work.

local size = 540 -- small: 8

local Cell = {}
Cell.__index = Cell

function Cell.new(value, next)
  return setmetatable({ value = value, next = next }, Cell)
end

local cells = 0

local function cell(value, next)
  cells = cells + 1
  return Cell.new(value, next)
end

local function constantVector(length, value)
  local vector = nil
  for _ = 1, length do vector = cell(value, vector) end
  return vector
end

local function dotProduct(a, b)
  local sum = 0
  while a do
    sum = sum + a.value * b.value
    a = a.next
    b = b.next
  end
  return sum
end

local function entry(i, j)
  local diagonal = i + j
  return 1 / (diagonal * (diagonal + 1) / 2 + i + 1)
end

local function transposedEntry(i, j)
  return entry(j, i)
end

local function multiply(matrix, vector)
  local first, last = nil, nil
  for i = 0, size - 1 do
    local sum = 0
    local j = 0
    local at = vector
    while at do
      sum = sum + matrix(i, j) * at.value
      j = j + 1
      at = at.next
    end
    local made = cell(sum, nil)
    if first == nil then
      first = made
    else
      last.next = made
    end
    last = made
  end
  return first
end

local function multiplyByTransposeAndSelf(vector)
  return multiply(transposedEntry, multiply(entry, vector))
end

local function squareRoot(x)
  local guess = (x + 1) / 2
  local better = (guess + x / guess) / 2
  while better < guess do
    guess = better
    better = (guess + x / guess) / 2
  end
  return guess
end

local function spectralNorm()
  local u = constantVector(size, 1)
  local v = nil
  for _ = 1, 10 do
    v = multiplyByTransposeAndSelf(u)
    u = multiplyByTransposeAndSelf(v)
  end
  return squareRoot(dotProduct(u, v) / dotProduct(v, v))
end

print("norm:")
print(math.floor(spectralNorm() * 100000))
print("cells:")
print(cells)
