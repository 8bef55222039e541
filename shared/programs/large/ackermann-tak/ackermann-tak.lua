-- ackermann-tak: functions that do little else than call themselves.
-- The counterpart of ackermann-tak.lox, which says what is exercised and printed.

local size = 9 -- small: 3

local function tak(x, y, z)
  if y >= x then return z end
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))
end

local function ackermann(m, n)
  if m == 0 then return n + 1 end
  if n == 0 then return ackermann(m - 1, 1) end
  return ackermann(m - 1, ackermann(m, n - 1))
end

local function sumTo(n)
  if n == 0 then return 0 end
  return n + sumTo(n - 1)
end

local isOdd

local function isEven(n)
  if n == 0 then return true end
  return isOdd(n - 1)
end

function isOdd(n)
  if n == 0 then return false end
  return isEven(n - 1)
end

local function lastSixDigits(n)
  return n % 1000000
end

print("tak:")
print(tak(3 * size, 2 * size, size))
print("ackermann:")
print(ackermann(3, size))
print("sum:")
print(lastSixDigits(sumTo(500 * size)))
print("even, odd:")
print(isEven(500 * size))
print(isOdd(500 * size))
