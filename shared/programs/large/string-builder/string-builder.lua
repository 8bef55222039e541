-- string-builder: strings grown in several ways and compared.
-- The counterpart of string-builder.lox, which says what is exercised and printed.

local size = 60000 -- small: 60

local floor = math.floor

local function thueMorse(steps, word, complement)
  for _ = 1, steps do
    word, complement = word .. complement, complement .. word
  end
  return word
end

local function thueMorseDigit(n)
  local ones = 0
  while n > 0 do
    local half = floor(n / 2)
    if n ~= 2 * half then ones = 1 - ones end
    n = half
  end
  if ones == 1 then return "1" end
  return "0"
end

local function thueMorseByDigits(length)
  local word = ""
  for n = 0, length - 1 do word = word .. thueMorseDigit(n) end
  return word
end

local Piece = {}
Piece.__index = Piece

function Piece.new(text, next)
  return setmetatable({ text = text, next = next }, Piece)
end

local Rope = {}
Rope.__index = Rope

function Rope.new()
  return setmetatable({ newest = nil }, Rope)
end

function Rope:add(text)
  self.newest = Piece.new(text, self.newest)
end

function Rope:text()
  if self.newest == nil then return "" end
  local pieces = self.newest
  while pieces.next do pieces = self:joinPairs(pieces) end
  return pieces.text
end

function Rope:joinPairs(pieces)
  local first = Piece.new("", nil)
  local last = first
  while pieces do
    local text = pieces.text
    pieces = pieces.next
    if pieces then
      text = pieces.text .. text
      pieces = pieces.next
    end
    last.next = Piece.new(text, nil)
    last = last.next
  end
  return first.next
end

local function thueMorseByRope(length)
  local rope = Rope.new()
  for n = 0, length - 1 do rope:add(thueMorseDigit(n)) end
  return rope:text()
end

local function fibonacciWord(n)
  local before = "b"
  local word = "a"
  for _ = 1, n do
    before, word = word, word .. before
  end
  return word
end

local function substitute(letter, n, rope)
  if n == 0 then
    rope:add(letter)
  else
    substitute("a", n - 1, rope)
    if letter == "a" then substitute("b", n - 1, rope) end
  end
end

local function fibonacciWordBySubstitution(n)
  local rope = Rope.new()
  substitute("a", n, rope)
  return rope:text()
end

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

local function reportPalindromes(limit)
  local count = 0
  local last = nil
  for n = 1, limit - 1 do
    local forwards = ""
    local backwards = ""
    local rest = n
    while rest > 0 do
      local digit = digitText(rest % 10)
      forwards = digit .. forwards
      backwards = backwards .. digit
      rest = floor(rest / 10)
    end
    if forwards == backwards then
      count = count + 1
      last = forwards
    end
  end
  print(count)
  print(last)
end

local WordSet = {}
WordSet.__index = WordSet

function WordSet.new()
  return setmetatable({ words = nil, count = 0 }, WordSet)
end

function WordSet:contains(text)
  local word = self.words
  while word do
    if word.text == text then return true end
    word = word.next
  end
  return false
end

function WordSet:add(text)
  if self:contains(text) then return end
  self.words = Piece.new(text, self.words)
  self.count = self.count + 1
end

local function syllable(n)
  if n == 0 then return "ka" end
  if n == 1 then return "to" end
  if n == 2 then return "mi" end
  if n == 3 then return "ra" end
  return "nu"
end

local function reportWords(count)
  local set = WordSet.new()
  local state = 1
  for _ = 1, count do
    local text = ""
    for _ = 1, 3 do
      state = state * 16807 % 2147483647
      text = text .. syllable(state % 5)
    end
    set:add(text)
  end
  print(set.count)
  print(set.words.text)
end

local function reportThueMorse(steps, length)
  local word = thueMorse(steps, "0", "1")
  print(word == thueMorseByDigits(length))
  print(word == thueMorseByRope(length))
  print(word ~= thueMorse(steps, "1", "0"))
end

local function main()
  local steps = 0
  local length = 1
  while 2 * length < size do
    length = 2 * length
    steps = steps + 1
  end
  print("Thue-Morse word:")
  reportThueMorse(steps, length)
  print("Fibonacci word:")
  print(fibonacciWord(steps + 4) == fibonacciWordBySubstitution(steps + 4))
  print("palindromes:")
  reportPalindromes(size)
  print("words:")
  reportWords(size)
end

main()
