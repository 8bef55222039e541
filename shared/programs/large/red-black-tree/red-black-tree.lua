-- red-black-tree: a sorted set of numbers as a left-leaning red-black tree.
-- The counterpart of red-black-tree.lox, which says what is exercised and printed.

local size = 100000 -- small: 60

local Random = {}
Random.__index = Random

function Random.new(seed)
  return setmetatable({ state = seed }, Random)
end

function Random:next()
  self.state = self.state * 16807 % 2147483647
  return self.state % (4 * size)
end

local function isRed(node)
  return node ~= nil and node.red
end

local Node = {}
Node.__index = Node

function Node.new(key)
  return setmetatable({ key = key, red = true, left = nil, right = nil }, Node)
end

function Node:rotateLeft()
  local top = self.right
  self.right = top.left
  top.left = self
  top.red = self.red
  self.red = true
  return top
end

function Node:rotateRight()
  local top = self.left
  self.left = top.right
  top.right = self
  top.red = self.red
  self.red = true
  return top
end

function Node:flipColors()
  self.red = not self.red
  self.left.red = not self.left.red
  self.right.red = not self.right.red
end

function Node:balance()
  local top = self
  if isRed(top.right) and not isRed(top.left) then top = top:rotateLeft() end
  if isRed(top.left) and isRed(top.left.left) then top = top:rotateRight() end
  if isRed(top.left) and isRed(top.right) then top:flipColors() end
  return top
end

function Node:moveRedLeft()
  self:flipColors()
  if not isRed(self.right.left) then return self end
  self.right = self.right:rotateRight()
  local top = self:rotateLeft()
  top:flipColors()
  return top
end

local SortedSet = {}
SortedSet.__index = SortedSet

function SortedSet.new()
  return setmetatable({ root = nil, count = 0 }, SortedSet)
end

function SortedSet:contains(key)
  local node = self.root
  while node do
    if key == node.key then return true end
    if key < node.key then
      node = node.left
    else
      node = node.right
    end
  end
  return false
end

function SortedSet:insert(key)
  self.root = self:insertBelow(self.root, key)
  self.root.red = false
end

function SortedSet:insertBelow(node, key)
  if node == nil then
    self.count = self.count + 1
    return Node.new(key)
  end
  if key == node.key then return node end
  if key < node.key then
    node.left = self:insertBelow(node.left, key)
  else
    node.right = self:insertBelow(node.right, key)
  end
  return node:balance()
end

function SortedSet:smallest()
  local node = self.root
  while node.left do node = node.left end
  return node.key
end

function SortedSet:deleteSmallest()
  self.count = self.count - 1
  if not isRed(self.root.left) then self.root.red = true end
  self.root = self:deleteSmallestBelow(self.root)
  if self.root then self.root.red = false end
end

function SortedSet:deleteSmallestBelow(node)
  if node.left == nil then return nil end
  if not isRed(node.left) and not isRed(node.left.left) then node = node:moveRedLeft() end
  node.left = self:deleteSmallestBelow(node.left)
  return node:balance()
end

local function blackHeight(node)
  local height = 0
  while node do
    if not node.red then height = height + 1 end
    node = node.left
  end
  return height
end

local function isValid(node, low, high, height)
  if node == nil then return height == 0 end
  if node.key <= low or node.key >= high then return false end
  if isRed(node.right) then return false end
  if node.red then
    if isRed(node.left) then return false end
  else
    height = height - 1
  end
  return isValid(node.left, low, node.key, height)
    and isValid(node.right, node.key, high, height)
end

local function report(set)
  print(set.count)
  print(blackHeight(set.root))
  print(isValid(set.root, -1, 4 * size, blackHeight(set.root)))
end

local function main()
  local set = SortedSet.new()
  local random = Random.new(1)
  for _ = 1, size do set:insert(random:next()) end
  print("inserted:")
  report(set)
  local found = 0
  for _ = 1, size do
    if set:contains(random:next()) then found = found + 1 end
  end
  print("found:")
  print(found)
  for _ = set.count, 2, -2 do set:deleteSmallest() end
  print("after deletion:")
  report(set)
  print(set:smallest())
end

main()
