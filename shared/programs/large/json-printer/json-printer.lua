-- json-printer: trees of values like JSON's, printed as text.
-- The counterpart of json-printer.lox, which says what is exercised and printed.
-- Numbers become text digit by digit here too: the same work.

local size = 22000 -- small: 5

local newline = "\n"

local floor = math.floor

local function digitText(digit)
  if digit == 0 then return "0" end
  if digit == 1 then return "1" end
  if digit == 2 then return "2" end
  if digit == 3 then return "3" end
  if digit == 4 then return "4" end
  if digit == 5 then return "5" end
  if digit == 6 then return "6" end
  if digit == 7 then return "7" end
  if digit == 8 then return "8" end
  return "9"
end

local function wholeText(n)
  if n < 10 then return digitText(n) end
  local tens = floor(n / 10)
  return wholeText(tens) .. digitText(n - 10 * tens)
end

local Compact = {}
Compact.__index = Compact

function Compact.new()
  return setmetatable({}, Compact)
end

function Compact:lineBreak(_depth) return "" end
function Compact:space() return "" end

local Indented = {}
Indented.__index = Indented

function Indented.new()
  return setmetatable({}, Indented)
end

function Indented:lineBreak(depth)
  local text = newline
  for _ = 1, depth do text = text .. "  " end
  return text
end

function Indented:space() return " " end

local Null = {}
Null.__index = Null

function Null.new()
  return setmetatable({}, Null)
end

function Null:text(_layout, _depth) return "null" end
function Null:count() return 1 end

local Boolean = {}
Boolean.__index = Boolean

function Boolean.new(value)
  return setmetatable({ value = value }, Boolean)
end

function Boolean:text(_layout, _depth)
  if self.value then return "true" end
  return "false"
end

function Boolean:count() return 1 end

local Number = {}
Number.__index = Number

function Number.new(value)
  return setmetatable({ value = value }, Number)
end

function Number:text(layout, depth)
  if self.value < 0 then return "-" .. Number.new(-self.value):text(layout, depth) end
  local whole = floor(self.value)
  local hundredths = floor((self.value - whole) * 100 + 0.5)
  if hundredths == 0 then return wholeText(whole) end
  local tenths = floor(hundredths / 10)
  local text = wholeText(whole) .. "." .. digitText(tenths)
  if hundredths == 10 * tenths then return text end
  return text .. digitText(hundredths - 10 * tenths)
end

function Number:count() return 1 end

local String = {}
String.__index = String

function String.new(value)
  return setmetatable({ value = value }, String)
end

function String:text(_layout, _depth) return "'" .. self.value .. "'" end
function String:count() return 1 end

local Item = {}
Item.__index = Item

function Item.new(name, value)
  return setmetatable({ name = name, value = value, next = nil }, Item)
end

function Item:text(layout, depth)
  local text = self.value:text(layout, depth)
  if self.name == nil then return text end
  return "'" .. self.name .. "':" .. layout:space() .. text
end

local Container = {}
Container.__index = Container

function Container:addItem(item)
  if self.first == nil then
    self.first = item
  else
    self.last.next = item
  end
  self.last = item
  return self
end

function Container:itemsText(open, close, layout, depth)
  if self.first == nil then return open .. close end
  local lineBreak = layout:lineBreak(depth + 1)
  local text = open .. lineBreak
  local item = self.first
  while item do
    text = text .. item:text(layout, depth + 1)
    if item.next then text = text .. "," .. lineBreak end
    item = item.next
  end
  return text .. layout:lineBreak(depth) .. close
end

function Container:count()
  local sum = 1
  local item = self.first
  while item do
    sum = sum + item.value:count()
    item = item.next
  end
  return sum
end

local List = setmetatable({}, { __index = Container })
List.__index = List

function List.new()
  return setmetatable({ first = nil, last = nil }, List)
end

function List:add(value) return self:addItem(Item.new(nil, value)) end

function List:text(layout, depth)
  return self:itemsText("[", "]", layout, depth)
end

local Map = setmetatable({}, { __index = Container })
Map.__index = Map

function Map.new()
  return setmetatable({ first = nil, last = nil }, Map)
end

function Map:put(name, value) return self:addItem(Item.new(name, value)) end

function Map:text(layout, depth)
  return self:itemsText("{", "}", layout, depth)
end

local Maker = {}
Maker.__index = Maker

function Maker.new(seed)
  return setmetatable({ state = seed * 7919 % 65521 }, Maker)
end

function Maker:below(limit)
  self.state = (self.state * 171 + 11213) % 53125
  return self.state % limit
end

function Maker:tags()
  local list = List.new()
  for _ = 1, self:below(4) do
    list:add(String.new("tag" .. wholeText(self:below(100))))
  end
  return list
end

function Maker:part()
  if self:below(3) == 0 then return Null.new() end
  return Map.new():put("width", Number.new(self:below(400) / 4))
    :put("shift", Number.new(self:below(21) - 10))
    :put("tags", self:tags())
end

function Maker:record(id)
  return Map.new():put("id", Number.new(id))
    :put("name", String.new("item " .. wholeText(self:below(1000))))
    :put("inStock", Boolean.new(self:below(2) == 1))
    :put("parts", List.new():add(self:part()):add(self:part()))
end

local function main()
  local same = 0
  local different = 0
  local values = 0
  local before = ""
  for id = 1, size do
    local record = Maker.new(id):record(id)
    local text = record:text(Compact.new(), 0)
    if id == 1 then print(record:text(Indented.new(), 0)) end
    if id == 2 then print(text) end
    if text == Maker.new(id):record(id):text(Compact.new(), 0) then same = same + 1 end
    if text ~= before then different = different + 1 end
    before = text
    values = values + record:count()
  end
  print("same, different, values:")
  print(same)
  print(different)
  print(values)
end

main()
