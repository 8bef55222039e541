-- method-calls: methods in hot loops, every call site seeing one class.
-- The counterpart of method-calls.lox, which says what is exercised and printed.
-- A closure stands for the bound method, which Lua does not have.

local size = 1999997 -- small: 503

local Counter = {}
Counter.__index = Counter

function Counter.new(step)
  return setmetatable({ step = step, count = 0 }, Counter)
end

function Counter:value()
  return self.count
end

function Counter:increment()
  self.count = self.count + self.step
  return self
end

function Counter:decrement()
  self.count = self.count - self.step
  return self
end

local LimitedCounter = setmetatable({}, { __index = Counter })
LimitedCounter.__index = LimitedCounter

function LimitedCounter.new(step, limit)
  local self = setmetatable(Counter.new(step), LimitedCounter)
  self.limit = limit
  self.rounds = 0
  return self
end

function LimitedCounter:increment()
  Counter.increment(self)
  if self:isFull() then self:restart() end
  return self
end

function LimitedCounter:isFull()
  return self:value() >= self.limit
end

function LimitedCounter:restart()
  self.count = 0
  self.rounds = self.rounds + 1
end

local Toggle = {}
Toggle.__index = Toggle

function Toggle.new(on)
  return setmetatable({ on = on, switches = 0 }, Toggle)
end

function Toggle:flip()
  self.on = not self.on
  if self.on then self.switches = self.switches + 1 end
  return self.on
end

local function countUp(times)
  local counter = Counter.new(1)
  for _ = 1, times do counter:increment() end
  return counter:value()
end

local function countInChains(times)
  local counter = Counter.new(1)
  for _ = 1, times do
    counter:increment():increment():decrement()
  end
  return counter:value()
end

local function countWithLimit(times)
  local counter = LimitedCounter.new(2, 7)
  for _ = 1, times do counter:increment() end
  return counter
end

local function flipToggle(times)
  local toggle = Toggle.new(false)
  for _ = 1, times do toggle:flip() end
  return toggle
end

local function countThroughBoundMethod(times)
  local counter = Counter.new(1)
  local increment = function() return counter:increment() end
  for _ = 1, times do increment() end
  return counter:value()
end

local function main()
  print("all counted:")
  print(countUp(size) == size)
  print("all counted in chains:")
  print(countInChains(size) == size)
  local limited = countWithLimit(size)
  print("counted with limit:")
  print(limited:value())
  print(limited.rounds)
  local toggle = flipToggle(size)
  print("toggle:")
  print(toggle.on)
  print(toggle.switches)
  print("all counted through bound method:")
  print(countThroughBoundMethod(size) == size)
end

main()
