-- loop-sum: nested loops over numbers, without a call inside them.
-- The counterpart of loop-sum.lox, which says what is exercised and printed.

local size = 3900 -- small: 40

local function sumOfProducts(n)
  local sum = 0
  for i = 0, n - 1 do
    for j = 0, i - 1 do
      sum = sum + i * j
    end
  end
  return sum
end

local function sumOfProductsByFormula(n)
  local sum = n * (n - 1) / 2
  local squares = (n - 1) * n * (2 * n - 1) / 6
  return (sum * sum - squares) / 2
end

local function piByLeibniz(terms)
  local sum = 0
  local sign = 1
  for k = 0, terms - 1 do
    sum = sum + sign / (2 * k + 1)
    sign = -sign
  end
  return 4 * sum
end

local function coprimePairs(n)
  local pairs = 0
  for a = 2, n do
    for b = 1, a - 1 do
      local x, y = a, b
      while x ~= y do
        if x > y then
          x = x - y
        else
          y = y - x
        end
      end
      if x == 1 then pairs = pairs + 1 end
    end
  end
  return pairs
end

print("sum of products:")
local products = sumOfProducts(size)
print(products % 1000000)
print("formula agrees:")
print(products == sumOfProductsByFormula(size))
print("pi in thousandths:")
print(math.floor(piByLeibniz(size * size) * 1000))
print("coprime pairs:")
print(coprimePairs(size / 10))

local total = 0
local count = 0
while count < size * size / 6 do
  total = total + count
  while total >= 999983 do total = total - 999983 end
  count = count + 1
end
print("sum modulo 999983:")
print(total)
