-- collatz: how long the 3n + 1 walk takes from each start below `size`.
-- The counterpart of collatz.lox, which says what is exercised and printed.

local size = 70000 -- small: 60

local floor = math.floor

local function isEven(n)
  return n % 2 == 0
end

local function next(n)
  if isEven(n) then return floor(n / 2) end
  return 3 * n + 1
end

local function stepsFrom(n)
  local steps = 0
  while n ~= 1 do
    n = next(n)
    steps = steps + 1
  end
  return steps
end

local function peakFrom(n)
  local peak = n
  while n ~= 1 do
    n = next(n)
    if n > peak then peak = n end
  end
  return peak
end

local function main()
  local longest, mostSteps = 1, 0
  local highest, highestPeak = 1, 1
  local total = 0
  for start = 1, size - 1 do
    local steps = stepsFrom(start)
    total = total + steps
    if steps > mostSteps then
      longest = start
      mostSteps = steps
    end
    if not isEven(start) then
      local peak = peakFrom(start)
      if peak > highestPeak then
        highest = start
        highestPeak = peak
      end
    end
  end
  print("longest walk:")
  print(longest)
  print(mostSteps)
  print("highest walk:")
  print(highest)
  print(floor(highestPeak / 1000) % 1000000)
  print("steps in all:")
  print(total % 1000000)
end

main()
