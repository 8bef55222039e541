-- n-body: a sun and four planets under Newton's law of gravitation.
-- The counterpart of n-body.lox, which says what is exercised and printed.
-- The square root is Newton's iteration here too: the same work, the same bits.

local size = 145000 -- small: 20

local floor = math.floor

local function squareRoot(x)
  local guess = (x + 1) / 2
  local better = (guess + x / guess) / 2
  while better < guess do
    guess = better
    better = (guess + x / guess) / 2
  end
  return guess
end

local Body = {}
Body.__index = Body

function Body.new(mass, x, y, vx, vy, vz, next)
  return setmetatable({
    mass = mass,
    x = x, y = y, z = 0.5,
    vx = vx, vy = vy, vz = vz,
    next = next,
  }, Body)
end

function Body:attract(other, dt)
  local dx = self.x - other.x
  local dy = self.y - other.y
  local dz = self.z - other.z
  local square = dx * dx + dy * dy + dz * dz
  local pull = dt / (square * squareRoot(square))
  local here = other.mass * pull
  self.vx = self.vx - dx * here
  self.vy = self.vy - dy * here
  self.vz = self.vz - dz * here
  local there = self.mass * pull
  other.vx = other.vx + dx * there
  other.vy = other.vy + dy * there
  other.vz = other.vz + dz * there
end

function Body:move(dt)
  self.x = self.x + dt * self.vx
  self.y = self.y + dt * self.vy
  self.z = self.z + dt * self.vz
end

function Body:kineticEnergy()
  local square = self.vx * self.vx + self.vy * self.vy + self.vz * self.vz
  return self.mass * square / 2
end

function Body:potentialEnergy(other)
  local dx = self.x - other.x
  local dy = self.y - other.y
  local dz = self.z - other.z
  return -self.mass * other.mass / squareRoot(dx * dx + dy * dy + dz * dz)
end

local function makeSystem()
  local bodies = nil
  bodies = Body.new(4, 0, -40, squareRoot(1000 / 40), 0, 0.25, bodies)
  bodies = Body.new(9, -26, 0, 0, -squareRoot(1000 / 26), -0.5, bodies)
  bodies = Body.new(2, 0, 17, -squareRoot(1000 / 17), 0, 0.75, bodies)
  bodies = Body.new(1, 10, 0, 0, squareRoot(1000 / 10), 1, bodies)
  local sun = Body.new(1000, 0, 0, 0, 0, 0, bodies)
  local body = bodies
  while body do
    sun.vx = sun.vx - body.vx * body.mass / sun.mass
    sun.vy = sun.vy - body.vy * body.mass / sun.mass
    sun.vz = sun.vz - body.vz * body.mass / sun.mass
    body = body.next
  end
  return sun
end

local function advance(bodies, dt)
  local body = bodies
  while body do
    local other = body.next
    while other do
      body:attract(other, dt)
      other = other.next
    end
    body = body.next
  end
  body = bodies
  while body do
    body:move(dt)
    body = body.next
  end
end

local function energy(bodies)
  local sum = 0
  local body = bodies
  while body do
    sum = sum + body:kineticEnergy()
    local other = body.next
    while other do
      sum = sum + body:potentialEnergy(other)
      other = other.next
    end
    body = body.next
  end
  return sum
end

local function main()
  local bodies = makeSystem()
  print("energy:")
  print(floor(energy(bodies) * 1000))
  for _ = 1, size do
    advance(bodies, 0.001)
  end
  print(floor(energy(bodies) * 1000))
  local body = bodies
  while body do
    print("body:")
    print(floor(body.x * 1000))
    print(floor(body.y * 1000))
    print(floor(body.z * 1000))
    body = body.next
  end
end

main()
