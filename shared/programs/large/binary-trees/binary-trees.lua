-- binary-trees: many complete binary trees, built, counted and dropped.
-- The counterpart of binary-trees.lox, which says what is exercised and printed.

local size = 15 -- small: 6

local Tree = {}
Tree.__index = Tree

function Tree.new(left, right)
  return setmetatable({ left = left, right = right }, Tree)
end

function Tree:countNodes()
  if self.left == nil then return 1 end
  return 1 + self.left:countNodes() + self.right:countNodes()
end

local function makeTree(depth)
  if depth == 0 then return Tree.new(nil, nil) end
  return Tree.new(makeTree(depth - 1), makeTree(depth - 1))
end

local function powerOfTwo(exponent)
  local power = 1
  for _ = 1, exponent do power = 2 * power end
  return power
end

local function lastSixDigits(n)
  return n % 1000000
end

local function buildAndCount(trees, depth)
  local nodes = 0
  for _ = 1, trees do
    nodes = nodes + makeTree(depth):countNodes()
  end
  return nodes
end

local function main()
  local longLived = makeTree(size)
  for depth = 4, size, 2 do
    local trees = powerOfTwo(size - depth + 3)
    print("depth, trees, nodes:")
    print(depth)
    print(trees)
    print(lastSixDigits(buildAndCount(trees, depth)))
  end
  print("long-lived nodes:")
  print(longLived:countNodes())
end

main()
