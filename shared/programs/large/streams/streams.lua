-- streams: endless lists whose tails are computed on demand.
-- The counterpart of streams.lox, which explains it and says what is exercised
-- and printed.

local size = 18000 -- small: 25

local function lastSixDigits(n)
  return n % 1000000
end

local function delay(compute)
  local value = nil
  return function()
    if compute then
      value = compute()
      compute = nil
    end
    return value
  end
end

local function cons(first, computeRest)
  local rest = delay(computeRest)
  return function(wantsFirst)
    if wantsFirst then return first end
    return rest()
  end
end

local function firstOf(stream)
  return stream(true)
end

local function restOf(stream)
  return stream(false)
end

local function numbersFrom(n)
  return cons(n, function() return numbersFrom(n + 1) end)
end

local function map(f, stream)
  return cons(f(firstOf(stream)), function()
    return map(f, restOf(stream))
  end)
end

local function filter(isKept, stream)
  while not isKept(firstOf(stream)) do stream = restOf(stream) end
  return cons(firstOf(stream), function()
    return filter(isKept, restOf(stream))
  end)
end

local function merge(a, b)
  local x = firstOf(a)
  local y = firstOf(b)
  local function rest()
    if x < y then return merge(restOf(a), b) end
    if y < x then return merge(a, restOf(b)) end
    return merge(restOf(a), restOf(b))
  end
  if x < y then return cons(x, rest) end
  return cons(y, rest)
end

local function addStreams(a, b)
  return cons(lastSixDigits(firstOf(a) + firstOf(b)), function()
    return addStreams(restOf(a), restOf(b))
  end)
end

local function multiples(factor, stream)
  return map(function(n) return factor * n end, stream)
end

local primes, smooth, fibonacci

local function isPrime(n)
  local rest = primes
  local p = 2
  while p * p <= n do
    if n % p == 0 then return false end
    rest = restOf(rest)
    p = firstOf(rest)
  end
  return true
end

primes = cons(2, function() return filter(isPrime, numbersFrom(3)) end)

smooth = cons(1, function()
  return merge(
    multiples(2, smooth),
    merge(multiples(3, smooth), multiples(5, smooth))
  )
end)

fibonacci = cons(0, function()
  return cons(1, function() return addStreams(fibonacci, restOf(fibonacci)) end)
end)

local function reportPrimes(count)
  local sum = 0
  local last = nil
  local stream = primes
  for _ = 1, count do
    last = firstOf(stream)
    sum = sum + last
    stream = restOf(stream)
  end
  print(last)
  print(lastSixDigits(sum))
end

local function reportTwins(count)
  local twins = 0
  local last = nil
  local stream = primes
  for _ = 1, count do
    local prime = firstOf(stream)
    stream = restOf(stream)
    if firstOf(stream) == prime + 2 then
      twins = twins + 1
      last = prime
    end
  end
  print(twins)
  print(last)
end

local function sumOfFirst(stream, count)
  local sum = 0
  for _ = 1, count do
    sum = sum + firstOf(stream)
    stream = restOf(stream)
  end
  return sum
end

local function main()
  print("primes, last and sum:")
  reportPrimes(size)
  print("twin primes, count and last:")
  reportTwins(size)
  print("smooth numbers, sum:")
  print(lastSixDigits(sumOfFirst(smooth, size / 5)))
  print("Fibonacci numbers, sum:")
  print(lastSixDigits(sumOfFirst(fibonacci, size)))
end

main()
