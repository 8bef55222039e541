-- fib: the doubly recursive Fibonacci function, reached in three ways.
-- The counterpart of fib.lox, which says what is exercised and printed.

local size = 33 -- small: 12

local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

local function fibByUpvalue(n)
  local function recur(n)
    if n < 2 then return n end
    return recur(n - 1) + recur(n - 2)
  end
  return recur(n)
end

local Fibonacci = {}
Fibonacci.__index = Fibonacci

function Fibonacci.new()
  return setmetatable({}, Fibonacci)
end

function Fibonacci:of(n)
  if n < 2 then return n end
  return self:of(n - 1) + self:of(n - 2)
end

local function fibByLoop(n)
  local current, next = 0, 1
  for _ = 1, n do
    current, next = next, current + next
  end
  return current
end

local function lastSixDigits(n)
  return n % 1000000
end

local function main()
  local byGlobal = fib(size)
  local byUpvalue = fibByUpvalue(size)
  local byMethod = Fibonacci.new():of(size)
  print("by global function:")
  print(lastSixDigits(byGlobal))
  print("by upvalue:")
  print(lastSixDigits(byUpvalue))
  print("by method:")
  print(lastSixDigits(byMethod))
  print("loop agrees:")
  local byLoop = fibByLoop(size)
  print(byLoop == byGlobal and byLoop == byUpvalue and byLoop == byMethod)
  print("calls in one way:")
  print(lastSixDigits(2 * fibByLoop(size + 1) - 1))
end

main()
