-- linked-list-sort: merge sort of a linked list, with the order as a parameter.
-- The counterpart of linked-list-sort.lox, which says what is exercised and
-- printed.

local size = 75000 -- small: 50

local Record = {}
Record.__index = Record

function Record.new(key, next)
  return setmetatable({ key = key, next = next }, Record)
end

local function makeRecords(count)
  local list = nil
  local state = 1
  for _ = 1, count do
    state = state * 16807 % 2147483647
    list = Record.new(state % 10000, list)
  end
  return list
end

local function merge(a, b, isBefore)
  local head = Record.new(0, nil)
  local last = head
  while a and b do
    if isBefore(b.key, a.key) then
      last.next = b
      b = b.next
    else
      last.next = a
      a = a.next
    end
    last = last.next
  end
  if a == nil then
    last.next = b
  else
    last.next = a
  end
  return head.next
end

local function cut(list, count)
  for _ = 2, count do list = list.next end
  local rest = list.next
  list.next = nil
  return rest
end

local function sort(list, count, isBefore)
  if count < 2 then return list end
  local half = math.floor(count / 2)
  local rest = cut(list, half)
  return merge(
    sort(list, half, isBefore),
    sort(rest, count - half, isBefore),
    isBefore
  )
end

local function reverse(list)
  local reversed = nil
  while list do
    local rest = list.next
    list.next = reversed
    reversed = list
    list = rest
  end
  return reversed
end

local function isSorted(list, isBefore)
  while list.next do
    if isBefore(list.next.key, list.key) then return false end
    list = list.next
  end
  return true
end

local function rising(a, b) return a < b end
local function falling(a, b) return a > b end

local function nearest(middle)
  local function distance(x)
    if x < middle then return middle - x end
    return x - middle
  end
  return function(a, b) return distance(a) < distance(b) end
end

local function nearestThenFalling(middle)
  local isNearer = nearest(middle)
  return function(a, b)
    if isNearer(a, b) then return true end
    return not isNearer(b, a) and a > b
  end
end

local function checksum(list)
  local sum = 0
  local place = 1
  while list do
    sum = (sum + place * list.key) % 1000000
    place = place + 1
    list = list.next
  end
  return sum
end

local function main()
  local list = sort(makeRecords(size), size, rising)
  print("rising:")
  print(isSorted(list, rising))
  print(checksum(list))
  local smallest = list.key
  list = sort(list, size, falling)
  print("falling:")
  print(isSorted(list, falling))
  print(isSorted(reverse(list), rising))
  local largest = list.key
  print("from the middle:")
  list = sort(makeRecords(size), size, falling)
  list = sort(list, size, nearest(5000))
  print(isSorted(list, nearestThenFalling(5000)))
  print(checksum(list))
  print("smallest, largest:")
  print(smallest)
  print(largest)
end

main()
