-- closures: functions that make functions.
-- The counterpart of closures.lox, which says what is exercised and printed.

local size = 900000 -- small: 60

local function lastSixDigits(n)
  return n % 1000000
end

local function makeCounter(step)
  local count = 0
  return function()
    count = count + step
    return count
  end
end

local function countTwice(times)
  local ones = makeCounter(1)
  local twos = makeCounter(2)
  local difference = 0
  for _ = 1, times do difference = twos() - ones() end
  return difference
end

local function withAccount(use)
  local balance = 0
  local function deposit(amount)
    balance = balance + amount
  end
  local function read()
    return balance
  end
  return use(deposit, read)
end

local function depositOften(times)
  return withAccount(function(deposit, read)
    for _ = 1, times do deposit(3) end
    return read()
  end)
end

local function captureInLoop(times)
  local sum = 0
  local i = 0
  while i < times do
    local mine = i
    local function ahead()
      return i - mine
    end
    i = i + 1
    sum = sum + ahead()
  end
  return sum
end

local function compose(f, g)
  return function(x)
    return f(g(x))
  end
end

local function adder(a)
  return function(b)
    return a + b
  end
end

local function double(x)
  return 2 * x
end

local function composeOften(times)
  local sum = 0
  for i = 0, times - 1 do
    local f = compose(adder(-1), compose(double, adder(1)))
    sum = sum + f(i) - 2 * i
  end
  return sum
end

local function zero(_f)
  return function(x)
    return x
  end
end

local function successor(n)
  return function(f)
    return function(x)
      return f(n(f)(x))
    end
  end
end

local function sum(m, n)
  return function(f)
    return compose(m(f), n(f))
  end
end

local function product(m, n)
  return compose(m, n)
end

local function power(m, n)
  return n(m)
end

local function toNumber(numeral)
  local count = 0
  local function increment(x)
    count = count + 1
    return x + 1
  end
  local number = numeral(increment)(0)
  if count ~= number then return -1 end
  return number
end

local function churchNumber(exponent)
  local two = successor(successor(zero))
  local three = successor(two)
  local exponentNumeral = zero
  for _ = 1, exponent do
    exponentNumeral = successor(exponentNumeral)
  end
  return toNumber(product(sum(two, three), power(two, exponentNumeral)))
end

local function exponentBelow(limit)
  local exponent = 0
  local power = 2
  while power < limit do
    exponent = exponent + 1
    power = 2 * power
  end
  return exponent
end

local function main()
  print("counters:")
  print(lastSixDigits(countTwice(size)))
  print("shared variable:")
  print(lastSixDigits(depositOften(size)))
  print("captured in a loop:")
  print(lastSixDigits(captureInLoop(size)))
  print("composed functions:")
  print(lastSixDigits(composeOften(size)))
  print("Church numerals:")
  print(lastSixDigits(churchNumber(exponentBelow(size))))
end

main()
