-- constraint-solver: one-way constraints with strengths, solved incrementally
-- after the DeltaBlue algorithm (Freeman-Benson, Maloney and Borning, 1990).
-- The counterpart of constraint-solver.lox, which explains it and says what is
-- exercised and printed.

local size = 9500 -- small: 12

local required = 0
local strong = 1
local weak = 2
local weakest = 3

local Link = {}
Link.__index = Link

function Link.new(item)
  return setmetatable({ item = item, next = nil }, Link)
end

local List = {}
List.__index = List

function List.new()
  local head = Link.new(nil)
  return setmetatable({ head = head, last = head }, List)
end

function List:isEmpty()
  return self.head == self.last
end

function List:add(item)
  self.last.next = Link.new(item)
  self.last = self.last.next
end

function List:take()
  self.head = self.head.next
  return self.head.item
end

local Variable = {}
Variable.__index = Variable

function Variable.new(value)
  local self = setmetatable({}, Variable)
  self.value = value
  self.constraints = List.new()
  self.mark = 0
  self:release()
  return self
end

function Variable:release()
  self.source = nil
  self.strength = weakest
end

function Variable:dependents(overruled)
  local found = List.new()
  local reached = List.new()
  reached:add(self)
  while not reached:isEmpty() do
    local variable = reached:take()
    local at = variable.constraints.head.next
    while at do
      local constraint = at.item
      if constraint.output == nil then
        overruled:add(constraint)
      elseif constraint.output ~= variable then
        found:add(constraint)
        reached:add(constraint.output)
      end
      at = at.next
    end
  end
  return found
end

local function recalculateAll(constraints)
  while not constraints:isEmpty() do constraints:take():recalculate() end
end

local Constraint = {}
Constraint.__index = Constraint

function Constraint:init(strength, x, y)
  self.strength = strength
  self.x = x
  self.y = y
  self.output = nil
  x.constraints:add(self)
  if y then y.constraints:add(self) end
  return self
end

function Constraint:satisfy(mark)
  self.output = self:chooseOutput(mark)
  if self.output == nil then return nil end
  self:markInput(mark)
  local overruled = self.output.source
  if overruled then overruled.output = nil end
  self.output.source = self
  self.output.mark = mark
  self:recalculate()
  recalculateAll(self.output:dependents(List.new()))
  return overruled
end

function Constraint:ifFree(variable, mark)
  if variable.mark == mark or variable.strength <= self.strength then return nil end
  return variable
end

local function subclassOf(base)
  local class = setmetatable({}, { __index = base })
  class.__index = class
  function class.new(strength, x, y)
    return setmetatable({}, class):init(strength, x, y)
  end
  return class
end

local Stay = subclassOf(Constraint)

function Stay:chooseOutput(mark) return self:ifFree(self.x, mark) end
function Stay:markInput(_mark) end
function Stay:recalculate() self.x.strength = self.strength end

local Edit = subclassOf(Stay)

local Equal = subclassOf(Constraint)

function Equal:input()
  if self.output == self.x then return self.y end
  return self.x
end

function Equal:chooseOutput(mark)
  local choice = self.x
  if self.x.mark == mark then choice = self.y end
  if self.y.mark ~= mark and self.y.strength >= self.x.strength then choice = self.y end
  return self:ifFree(choice, mark)
end

function Equal:markInput(mark) self:input().mark = mark end

function Equal:recalculate()
  self.output.strength = self:input().strength
  if self.strength > self.output.strength then self.output.strength = self.strength end
  self:execute()
end

function Equal:execute() self.output.value = self:input().value end

local Scale = subclassOf(Equal)

function Scale:execute()
  if self.output == self.y then
    self.y.value = 10 * self.x.value + 1000
  else
    self.x.value = (self.y.value - 1000) / 10
  end
end

local Solver = {}
Solver.__index = Solver

function Solver.new()
  return setmetatable({ mark = 0, executed = 0 }, Solver)
end

function Solver:add(constraint)
  self.mark = self.mark + 1
  while constraint do constraint = constraint:satisfy(self.mark) end
end

function Solver:remove(edit)
  edit.strength = weakest
  edit.output = nil
  edit.x:release()
  local overruled = List.new()
  recalculateAll(edit.x:dependents(overruled))
  while not overruled:isEmpty() do
    local constraint = overruled:take()
    if constraint.output == nil then self:add(constraint) end
  end
end

function Solver:change(variable, value, plan)
  variable.value = value
  local at = plan.head.next
  while at do
    at.item:execute()
    self.executed = self.executed + 1
    at = at.next
  end
end

local function sumThroughChain(solver)
  local first = Variable.new(0)
  local last = first
  for _ = 1, size - 1 do
    local next = Variable.new(0)
    solver:add(Equal.new(required, last, next))
    last = next
  end
  solver:add(Stay.new(weak, last, nil))
  solver:add(Edit.new(strong, first, nil))
  local plan = first:dependents(List.new())
  local sum = 0
  for value = 0, 99 do
    solver:change(first, value, plan)
    sum = sum + last.value
  end
  return sum
end

local function follows(solver, from, x, y)
  local edit = Edit.new(strong, from, nil)
  solver:add(edit)
  local plan = from:dependents(List.new())
  local kept = true
  for value = 10, 90, 10 do
    solver:change(from, value, plan)
    if from.value ~= value or y.value ~= 10 * x.value + 1000 then kept = false end
  end
  solver:remove(edit)
  return kept
end

local function main()
  local solver = Solver.new()
  print("chain:")
  print(sumThroughChain(solver))
  local forward = 0
  local backward = 0
  for i = 0, size / 4 - 1 do
    local x = Variable.new(i)
    local y = Variable.new(i)
    solver:add(Stay.new(weak, x, nil))
    solver:add(Scale.new(required, x, y))
    if follows(solver, x, x, y) then forward = forward + 1 end
    if follows(solver, y, x, y) then backward = backward + 1 end
  end
  print("pairs, executed constraints:")
  print(forward)
  print(backward)
  print(solver.executed)
end

main()
