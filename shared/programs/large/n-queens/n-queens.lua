-- n-queens: all ways to put `size` queens on a board of that size so that none
-- attacks another.
-- The counterpart of n-queens.lox, which says what is exercised and printed.

local size = 11 -- small: 5

local Queen = {}
Queen.__index = Queen

function Queen.new(column, above)
  return setmetatable({ column = column, above = above }, Queen)
end

function Queen:isAttacked()
  local left = self.column - 1
  local right = self.column + 1
  local other = self.above
  while other do
    local column = other.column
    if column == self.column then return true end
    if column == left or column == right then return true end
    left = left - 1
    right = right + 1
    other = other.above
  end
  return false
end

local Search = {}
Search.__index = Search

function Search.new(boardSize)
  return setmetatable({
    boardSize = boardSize,
    solutions = 0,
    tried = 0,
    firstSolution = nil,
  }, Search)
end

function Search:place(row, above)
  if row == self.boardSize then
    self:found(above)
    return
  end
  for column = 0, self.boardSize - 1 do
    local queen = Queen.new(column, above)
    self.tried = self.tried + 1
    if not queen:isAttacked() then self:place(row + 1, queen) end
  end
end

function Search:found(queens)
  self.solutions = self.solutions + 1
  if self.firstSolution == nil then self.firstSolution = queens end
end

local function rowText(column, boardSize)
  local text = ""
  for i = 0, boardSize - 1 do
    if i == column then
      text = text .. "Q"
    else
      text = text .. "."
    end
  end
  return text
end

local function printBoard(queen, boardSize)
  if queen == nil then return end
  printBoard(queen.above, boardSize)
  print(rowText(queen.column, boardSize))
end

local function main()
  local search = Search.new(size)
  search:place(0, nil)
  print("solutions:")
  print(search.solutions)
  print("squares tried:")
  print(search.tried % 1000000)
  printBoard(search.firstSolution, size)
end

main()
