-- polymorphic-shapes: call and field sites that see four classes, and sites
-- that see eight.
-- The counterpart of polymorphic-shapes.lox, which says what is exercised and
-- printed.

local size = 280000 -- small: 25

local Shape = {}
Shape.__index = Shape

function Shape:compactness()
  return self:perimeter() / self:area()
end

local function subclassOfShape()
  local class = setmetatable({}, { __index = Shape })
  class.__index = class
  return class
end

local Square = subclassOfShape()

function Square.new(side)
  return setmetatable({ name = "square", side = side, visits = 0 }, Square)
end

function Square:area() return self.side * self.side end
function Square:perimeter() return 4 * self.side end

local Rectangle = subclassOfShape()

function Rectangle.new(width, height)
  local self = { name = "rectangle", width = width, height = height, visits = 0 }
  return setmetatable(self, Rectangle)
end

function Rectangle:area() return self.width * self.height end
function Rectangle:perimeter() return 2 * (self.width + self.height) end

local Circle = subclassOfShape()

function Circle.new(radius)
  return setmetatable({ visits = 0, name = "circle", radius = radius }, Circle)
end

function Circle:area() return 3.14159265 * self.radius * self.radius end
function Circle:perimeter() return 2 * 3.14159265 * self.radius end

local Triangle = subclassOfShape()

function Triangle.new(a, b, c)
  return setmetatable({ name = "triangle", a = a, b = b, c = c, visits = 0 }, Triangle)
end

function Triangle:area() return self.a * self.b / 2 end
function Triangle:perimeter() return self.a + self.b + self.c end

local Hexagon = subclassOfShape()

function Hexagon.new(side)
  return setmetatable({ side = side, visits = 0, name = "hexagon" }, Hexagon)
end

function Hexagon:area() return 2.59807621 * self.side * self.side end
function Hexagon:perimeter() return 6 * self.side end

local Rhombus = subclassOfShape()

function Rhombus.new(side, height)
  return setmetatable({ visits = 0, side = side, height = height, name = "rhombus" }, Rhombus)
end

function Rhombus:area() return self.side * self.height end
function Rhombus:perimeter() return 4 * self.side end

local Trapezium = subclassOfShape()

function Trapezium.new(top, bottom, leg, height)
  return setmetatable({
    name = "trapezium",
    top = top,
    bottom = bottom,
    leg = leg,
    height = height,
    visits = 0,
  }, Trapezium)
end

function Trapezium:area() return (self.top + self.bottom) * self.height / 2 end
function Trapezium:perimeter() return self.top + self.bottom + 2 * self.leg end

local Cross = subclassOfShape()

function Cross.new(arm)
  return setmetatable({ name = "cross", visits = 0, arm = arm }, Cross)
end

function Cross:area() return 5 * self.arm * self.arm end
function Cross:perimeter() return 12 * self.arm end

local ShapeList = {}
ShapeList.__index = ShapeList

function ShapeList.new()
  return setmetatable({ first = nil, areas = 0, perimeters = 0, ratios = 0 }, ShapeList)
end

function ShapeList:add(shape)
  shape.next = self.first
  self.first = shape
end

function ShapeList:addFour(scale)
  self:add(Square.new(2 * scale))
  self:add(Rectangle.new(3 * scale, scale))
  self:add(Circle.new(scale))
  self:add(Triangle.new(3 * scale, 4 * scale, 5 * scale))
end

function ShapeList:addOtherFour(scale)
  self:add(Hexagon.new(scale))
  self:add(Rhombus.new(5 * scale, 4 * scale))
  self:add(Trapezium.new(2 * scale, 8 * scale, 5 * scale, 4 * scale))
  self:add(Cross.new(scale))
end

function ShapeList:visits()
  local sum = 0
  local at = self.first
  while at do
    sum = sum + at.visits
    at = at.next
  end
  return sum
end

local function visitFour(list)
  local shape = list.first
  while shape do
    list.areas = list.areas + shape:area()
    list.perimeters = list.perimeters + shape:perimeter()
    list.ratios = list.ratios + shape:compactness()
    shape.visits = shape.visits + 1
    shape = shape.next
  end
end

local function visitEight(list)
  local shape = list.first
  while shape do
    list.areas = list.areas + shape:area()
    list.perimeters = list.perimeters + shape:perimeter()
    list.ratios = list.ratios + shape:compactness()
    shape.visits = shape.visits + 1
    shape = shape.next
  end
end

local function lastSixDigits(x)
  return math.floor(x) % 1000000
end

local function report(list)
  print(lastSixDigits(list.areas))
  print(lastSixDigits(list.perimeters))
  print(lastSixDigits(list.ratios))
  print(lastSixDigits(list:visits()))
end

local function main()
  local four = ShapeList.new()
  four:addFour(1)
  four:addFour(3)
  local eight = ShapeList.new()
  eight:addFour(2)
  eight:addOtherFour(1)
  for _ = 1, size do visitFour(four) end
  for _ = 1, size do visitEight(eight) end
  print("four classes:")
  report(four)
  print("eight classes:")
  report(eight)
end

main()
