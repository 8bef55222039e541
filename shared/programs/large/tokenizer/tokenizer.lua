-- tokenizer: a scanner for Lox.
-- The counterpart of tokenizer.lox, which says what is exercised and printed. The
-- source is a linked list of characters here too, though Lua can index strings.

local size = 4700 -- small: 2

local newline = "\n"

local Item = {}
Item.__index = Item

function Item.new(value)
  return setmetatable({ value = value, next = nil }, Item)
end

local Strings = {}
Strings.__index = Strings

function Strings.new()
  return setmetatable({ first = nil, last = nil }, Strings)
end

function Strings:add(string)
  local item = Item.new(string)
  if self.first == nil then
    self.first = item
  else
    self.last.next = item
  end
  self.last = item
end

function Strings:put(a, b, c, d, e)
  self:add(a)
  self:add(b)
  self:add(c)
  self:add(d)
  self:add(e)
  return self
end

function Strings:contains(string)
  local item = self.first
  while item do
    if item.value == string then return true end
    item = item.next
  end
  return false
end

local function makeLetters()
  local letters = Strings.new()
  letters:put("e", "t", "a", "o", "i"):put("n", "s", "h", "r", "d")
  letters:put("l", "u", "c", "m", "f"):put("w", "y", "p", "v", "b")
  letters:put("g", "k", "j", "q", "x"):put("z", "_", "B", "L", "P")
  return letters
end

local function makeKeywords()
  local keywords = Strings.new()
  keywords:put("and", "class", "else", "false", "for"):put("fun", "if", "nil", "or", "print")
  keywords:put("return", "super", "this", "true", "var")
  keywords:add("while")
  return keywords
end

local letters = makeLetters()
local digits = Strings.new():put("0", "1", "2", "3", "4"):put("5", "6", "7", "8", "9")
local symbols = Strings.new():put("(", ")", "{", "}", ","):put(".", ";", "+", "-", "*")
  :put("/", "=", "<", ">", "!")
local keywords = makeKeywords()

local function writeNumber(source, number)
  local power = 1000
  while power >= 1 do
    local digit = digits.first
    while number >= power do
      number = number - power
      digit = digit.next
    end
    source:add(digit.value)
    power = power / 10
  end
end

local function writeProgram(source, number)
  source:put(" ", " ", " ", " ", "c"):put("l", "a", "s", "s", " ")
  source:put("P", "o", "i", "n", "t")
  writeNumber(source, number)
  source:put(" ", "<", " ", "B", "a"):put("s", "e", " ", "{", " ")
  source:put("/", "/", " ", "2", "D"):put(newline, " ", " ", "i", "n")
  source:put("i", "t", "(", "x", ","):put(" ", "y", ")", " ", "{")
  source:put(" ", "t", "h", "i", "s"):put(".", "x", " ", "=", " ")
  source:put("x", ";", " ", "}", newline):put("}", newline, " ", " ", " ")
  source:put(" ", " ", " ", "f", "u"):put("n", " ", "a", "d", "d")
  writeNumber(source, number)
  source:put("(", "a", ",", " ", "b"):put(")", " ", "{", newline, " ")
  source:put(" ", "i", "f", " ", "("):put("a", " ", ">", "=", " ")
  source:put("b", " ", "a", "n", "d"):put(" ", "!", "d", "o", "n")
  source:put("e", ")", " ", "r", "e"):put("t", "u", "r", "n", " ")
  source:put("a", " ", "+", " ", "b"):put(" ", "*", " ", "2", ".")
  source:put("5", ";", newline, " ", " "):put("p", "r", "i", "n", "t")
  source:put(" ", "'", "s", "u", "m"):put("'", " ", "+", " ", "n")
  source:put("a", "m", "e", " ", " ")
  writeNumber(source, number)
  source:put(" ", "!", "=", " ", "n"):put("i", "l", ";", newline, "}")
  source:put(newline, " ", " ", " ", " ")
end

local Token = {}
Token.__index = Token

function Token.new(kind, lexeme)
  return setmetatable({ kind = kind, lexeme = lexeme }, Token)
end

local Scanner = {}
Scanner.__index = Scanner

function Scanner.new(source)
  return setmetatable({ at = source.first, lines = 0 }, Scanner)
end

function Scanner:peek()
  if self.at == nil then return "" end
  return self.at.value
end

function Scanner:peekNext()
  if self.at == nil or self.at.next == nil then return "" end
  return self.at.next.value
end

function Scanner:advance()
  local character = self.at.value
  if character == newline then self.lines = self.lines + 1 end
  self.at = self.at.next
  return character
end

function Scanner:skipBlanksAndComments()
  while true do
    local character = self:peek()
    if character == "/" and self:peekNext() == "/" then
      while self:peek() ~= newline and self:peek() ~= "" do self:advance() end
    elseif character == " " or character == newline then
      self:advance()
    else
      return
    end
  end
end

function Scanner:next()
  self:skipBlanksAndComments()
  local character = self:peek()
  if character == "" then return nil end
  if letters:contains(character) then return self:word() end
  if digits:contains(character) then return self:number() end
  if character == "'" then return self:string() end
  if symbols:contains(character) then return self:symbol() end
  return Token.new("unknown", self:advance())
end

function Scanner:word()
  local lexeme = self:advance()
  while letters:contains(self:peek()) or digits:contains(self:peek()) do
    lexeme = lexeme .. self:advance()
  end
  if keywords:contains(lexeme) then return Token.new("keyword", lexeme) end
  return Token.new("name", lexeme)
end

function Scanner:number()
  local lexeme = self:digitsFrom("")
  if self:peek() ~= "." or not digits:contains(self:peekNext()) then
    return Token.new("number", lexeme)
  end
  return Token.new("number", self:digitsFrom(lexeme .. self:advance()))
end

function Scanner:digitsFrom(lexeme)
  while digits:contains(self:peek()) do lexeme = lexeme .. self:advance() end
  return lexeme
end

function Scanner:string()
  local lexeme = self:advance()
  while self:peek() ~= "'" do lexeme = lexeme .. self:advance() end
  return Token.new("string", lexeme .. self:advance())
end

function Scanner:symbol()
  local lexeme = self:advance()
  local canGrow = lexeme == "=" or lexeme == "!" or lexeme == "<" or lexeme == ">"
  if canGrow and self:peek() == "=" then lexeme = lexeme .. self:advance() end
  return Token.new("symbol", lexeme)
end

local Tally = {}
Tally.__index = Tally

function Tally.new(kind, next)
  return setmetatable({ kind = kind, count = 0, next = next }, Tally)
end

function Tally:add(kind)
  if self.kind == kind then
    self.count = self.count + 1
    return
  end
  if self.next == nil then self.next = Tally.new(kind, nil) end
  self.next:add(kind)
end

local function main()
  local kinds = Tally.new("start", nil)
  local lines = 0
  local tokens = 0
  for i = 1, size do
    local source = Strings.new()
    writeProgram(source, i)
    local scanner = Scanner.new(source)
    local token = scanner:next()
    while token do
      kinds:add(token.kind)
      tokens = tokens + 1
      if tokens <= 7 then print(token.lexeme) end
      token = scanner:next()
    end
    lines = lines + scanner.lines
  end
  print("lines:")
  print(lines)
  local tally = kinds.next
  while tally do
    print(tally.kind)
    print(tally.count)
    tally = tally.next
  end
end

main()
