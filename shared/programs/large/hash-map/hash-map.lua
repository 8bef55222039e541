-- hash-map: a map from numbers to values as a binary trie over the bits of a
-- hash.
-- The counterpart of hash-map.lox, which says what is exercised and printed.

local size = 300000 -- small: 40

local floor = math.floor

local function hash(key)
  return key * 40503 % 65536
end

local Branch = {}
Branch.__index = Branch

function Branch.new(zero, one)
  return setmetatable({ zero = zero, one = one }, Branch)
end

local Leaf = {}
Leaf.__index = Leaf

function Leaf.new(bits, key, value, next)
  return setmetatable({ bits = bits, key = key, value = value, next = next }, Leaf)
end

function Leaf:find(bits, key)
  if bits ~= self.bits then return nil end
  local leaf = self
  while leaf do
    if leaf.key == key then return leaf end
    leaf = leaf.next
  end
  return nil
end

function Leaf:insert(bits, key, value)
  if bits == self.bits then return Leaf.new(bits, key, value, self) end
  return self:descend():insert(bits, key, value)
end

function Leaf:descend()
  local bit = self.bits % 2
  local leaf = self
  while leaf do
    leaf.bits = floor(leaf.bits / 2)
    leaf = leaf.next
  end
  if bit == 0 then return Branch.new(self, nil) end
  return Branch.new(nil, self)
end

function Leaf:remove(bits, key)
  if self.key == key then return self.next end
  local before = self
  while before.next.key ~= key do before = before.next end
  before.next = before.next.next
  return self
end

function Leaf:each(visit)
  local leaf = self
  while leaf do
    visit(leaf.key, leaf.value)
    leaf = leaf.next
  end
end

local function insertInto(node, bits, key, value)
  if node == nil then return Leaf.new(bits, key, value, nil) end
  return node:insert(bits, key, value)
end

function Branch:find(bits, key)
  local child
  if bits % 2 == 0 then
    child = self.zero
  else
    child = self.one
  end
  if child == nil then return nil end
  return child:find(floor(bits / 2), key)
end

function Branch:insert(bits, key, value)
  local rest = floor(bits / 2)
  if bits % 2 == 0 then
    self.zero = insertInto(self.zero, rest, key, value)
  else
    self.one = insertInto(self.one, rest, key, value)
  end
  return self
end

function Branch:remove(bits, key)
  local rest = floor(bits / 2)
  if bits % 2 == 0 then
    self.zero = self.zero:remove(rest, key)
  else
    self.one = self.one:remove(rest, key)
  end
  if self.zero == nil and self.one == nil then return nil end
  return self
end

function Branch:each(visit)
  if self.zero then self.zero:each(visit) end
  if self.one then self.one:each(visit) end
end

local HashMap = {}
HashMap.__index = HashMap

function HashMap.new()
  return setmetatable({ root = nil, count = 0 }, HashMap)
end

function HashMap:find(key)
  if self.root == nil then return nil end
  return self.root:find(hash(key), key)
end

function HashMap:get(key, otherwise)
  local leaf = self:find(key)
  if leaf == nil then return otherwise end
  return leaf.value
end

function HashMap:put(key, value)
  local leaf = self:find(key)
  if leaf then
    leaf.value = value
    return
  end
  self.root = insertInto(self.root, hash(key), key, value)
  self.count = self.count + 1
end

function HashMap:remove(key)
  if self:find(key) == nil then return false end
  self.root = self.root:remove(hash(key), key)
  self.count = self.count - 1
  return true
end

function HashMap:each(visit)
  if self.root then self.root:each(visit) end
end

local function countKeys(map)
  local state = 1
  for i = 0, size - 1 do
    state = state * 16807 % 2147483647
    local key = state % (i % 2000 + 1)
    if state < 500000000 then key = key + 65536 end
    map:put(key, map:get(key, 0) + 1)
  end
end

local function main()
  local map = HashMap.new()
  countKeys(map)
  local sum = 0
  local greatest = 0
  map:each(function(_key, count)
    sum = sum + count
    if count > greatest then greatest = count end
  end)
  print("keys, greatest count, sum of counts:")
  print(map.count)
  print(greatest)
  print(sum)

  local removed = HashMap.new()
  map:each(function(key, count)
    if count % 2 == 0 then removed:put(key, true) end
  end)
  local allGone = true
  removed:each(function(key, _value)
    if not map:remove(key) or map:find(key) then allGone = false end
  end)
  print("keys left, all removed ones gone:")
  print(map.count)
  print(allGone)
end

main()
