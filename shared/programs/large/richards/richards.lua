-- richards: the scheduler of a small operating system, after the benchmark that
-- Martin Richards wrote in BCPL.
-- The counterpart of richards.lox, which says what is exercised and printed.

local size = 420000 -- small: 200

local work = "work"
local letter = "letter"

local Letter = {}
Letter.__index = Letter

function Letter.new(next)
  return setmetatable({ value = 0, next = next }, Letter)
end

local Packet = {}
Packet.__index = Packet

function Packet.new(kind, sender, next)
  return setmetatable({
    kind = kind,
    sender = sender,
    next = next,
    letters = Letter.new(Letter.new(Letter.new(Letter.new(nil)))),
    unsent = nil,
    value = 0,
  }, Packet)
end

local function append(list, item)
  item.next = nil
  if list == nil then return item end
  local last = list
  while last.next do last = last.next end
  last.next = item
  return list
end

local Kernel = {}
Kernel.__index = Kernel

function Kernel.new()
  return setmetatable({
    tasks = nil,
    priority = 0,
    sent = 0,
    holds = 0,
    steps = 0,
    checksum = 0,
  }, Kernel)
end

function Kernel:add(task)
  self.priority = self.priority - 1
  task.priority = self.priority
  self.tasks = append(self.tasks, task)
end

function Kernel:run()
  local task = self.tasks
  while task do
    if task:isBlocked() then
      task = task.next
    else
      self.steps = self.steps + 1
      task = task:step()
    end
  end
end

function Kernel:send(packet, from, to)
  self.sent = self.sent + 1
  packet.sender = from
  to.inbox = append(to.inbox, packet)
  return from:orUrgent(to)
end

function Kernel:hold(task)
  self.holds = self.holds + 1
  task.held = true
  return task.next
end

local Task = {}
Task.__index = Task

function Task:init(kernel)
  self.kernel = kernel
  self.waiting = true
  self.held = false
  self.inbox = nil
  kernel:add(self)
end

function Task:isBlocked()
  return self.held or (self.waiting and self.inbox == nil)
end

function Task:step()
  local packet = nil
  if self.waiting then
    packet = self.inbox
    self.inbox = packet.next
    self.waiting = false
  end
  return self:act(packet)
end

function Task:wait()
  self.waiting = true
  return self
end

function Task:orUrgent(other)
  if other.priority > self.priority then return other end
  return self
end

local function subclassOfTask()
  local class = setmetatable({}, { __index = Task })
  class.__index = class
  return class
end

local Idle = subclassOfTask()

function Idle.new(kernel, turns, one, other)
  local self = setmetatable({}, Idle)
  self:init(kernel)
  self.waiting = false
  self.turns = turns
  self.one = one
  self.other = other
  self.seed = 1
  return self
end

function Idle:act(_packet)
  self.turns = self.turns - 1
  if self.turns < 0 then return self.kernel:hold(self) end
  self.seed = self.seed * 16807 % 2147483647
  local device = self.seed < 1073741824 and self.one or self.other
  device.held = false
  return self:orUrgent(device)
end

local Worker = subclassOfTask()

function Worker.new(kernel, one, other)
  local self = setmetatable({}, Worker)
  self:init(kernel)
  self.current = one
  self.other = other
  self.last = 0
  self.inbox = Packet.new(work, self, Packet.new(work, self, nil))
  return self
end

function Worker:act(packet)
  if packet == nil then return self:wait() end
  local at = packet.letters
  while at do
    self.last = self.last + 1
    if self.last > 26 then self.last = 1 end
    at.value = self.last
    at = at.next
  end
  packet.unsent = packet.letters
  local receiver = self.current
  self.current = self.other
  self.other = receiver
  return self.kernel:send(packet, self, receiver)
end

local Handler = subclassOfTask()

function Handler.new(kernel, device)
  local self = setmetatable({}, Handler)
  self:init(kernel)
  self.device = device
  self.full = nil
  self.free = nil
  for _ = 1, 3 do
    self.inbox = Packet.new(letter, device, self.inbox)
  end
  return self
end

function Handler:act(packet)
  if packet then self:receive(packet) end
  if self.full == nil then return self:wait() end
  local first = self.full
  if first.unsent == nil then
    self.full = first.next
    return self.kernel:send(first, self, first.sender)
  end
  if self.free == nil then return self:wait() end
  local carrier = self.free
  self.free = carrier.next
  carrier.value = first.unsent.value
  first.unsent = first.unsent.next
  return self.kernel:send(carrier, self, self.device)
end

function Handler:receive(packet)
  if packet.kind == work then
    self.full = append(self.full, packet)
  else
    self.free = append(self.free, packet)
  end
end

local Device = subclassOfTask()

function Device.new(kernel)
  local self = setmetatable({}, Device)
  self:init(kernel)
  self.writing = nil
  return self
end

function Device:act(packet)
  if packet then
    self.writing = packet
    return self.kernel:hold(self)
  end
  local done = self.writing
  if done == nil then return self:wait() end
  self.writing = nil
  self.kernel.checksum = (self.kernel.checksum * 31 + done.value) % 10007
  return self.kernel:send(done, self, done.sender)
end

local function main()
  local kernel = Kernel.new()
  local oneDevice = Device.new(kernel)
  local otherDevice = Device.new(kernel)
  local oneHandler = Handler.new(kernel, oneDevice)
  local otherHandler = Handler.new(kernel, otherDevice)
  Worker.new(kernel, oneHandler, otherHandler)
  Idle.new(kernel, size, oneDevice, otherDevice)
  kernel:run()
  print("packets sent, holds, steps, checksum:")
  print(kernel.sent % 1000000)
  print(kernel.holds % 1000000)
  print(kernel.steps % 1000000)
  print(kernel.checksum)
end

main()
