// richards: the scheduler of a small operating system, after the benchmark that
// Martin Richards wrote in BCPL.
// The counterpart of richards.lox, which says what is exercised and printed.

const size = 420000; // small: 200

const work = "work";
const letter = "letter";

class Letter {
  constructor(next) {
    this.value = 0;
    this.next = next;
  }
}

class Packet {
  constructor(kind, sender, next) {
    this.kind = kind;
    this.sender = sender;
    this.next = next;
    this.letters = new Letter(new Letter(new Letter(new Letter(null))));
    this.unsent = null;
    this.value = 0;
  }
}

function append(list, item) {
  item.next = null;
  if (list === null) return item;
  let last = list;
  while (last.next !== null) last = last.next;
  last.next = item;
  return list;
}

class Kernel {
  constructor() {
    this.tasks = null;
    this.priority = 0;
    this.sent = 0;
    this.holds = 0;
    this.steps = 0;
    this.checksum = 0;
  }

  add(task) {
    this.priority--;
    task.priority = this.priority;
    this.tasks = append(this.tasks, task);
  }

  run() {
    let task = this.tasks;
    while (task !== null) {
      if (task.isBlocked()) {
        task = task.next;
      } else {
        this.steps++;
        task = task.step();
      }
    }
  }

  send(packet, from, to) {
    this.sent++;
    packet.sender = from;
    to.inbox = append(to.inbox, packet);
    return from.orUrgent(to);
  }

  hold(task) {
    this.holds++;
    task.held = true;
    return task.next;
  }
}

class Task {
  constructor(kernel) {
    this.kernel = kernel;
    this.waiting = true;
    this.held = false;
    this.inbox = null;
    kernel.add(this);
  }

  isBlocked() {
    return this.held || (this.waiting && this.inbox === null);
  }

  step() {
    let packet = null;
    if (this.waiting) {
      packet = this.inbox;
      this.inbox = packet.next;
      this.waiting = false;
    }
    return this.act(packet);
  }

  wait() {
    this.waiting = true;
    return this;
  }

  orUrgent(other) {
    if (other.priority > this.priority) return other;
    return this;
  }
}

class Idle extends Task {
  constructor(kernel, turns, one, other) {
    super(kernel);
    this.waiting = false;
    this.turns = turns;
    this.one = one;
    this.other = other;
    this.seed = 1;
  }

  act(_packet) {
    this.turns--;
    if (this.turns < 0) return this.kernel.hold(this);
    this.seed = (this.seed * 16807) % 2147483647;
    const device = this.seed < 1073741824 ? this.one : this.other;
    device.held = false;
    return this.orUrgent(device);
  }
}

class Worker extends Task {
  constructor(kernel, one, other) {
    super(kernel);
    this.current = one;
    this.other = other;
    this.last = 0;
    this.inbox = new Packet(work, this, new Packet(work, this, null));
  }

  act(packet) {
    if (packet === null) return this.wait();
    for (let at = packet.letters; at !== null; at = at.next) {
      this.last++;
      if (this.last > 26) this.last = 1;
      at.value = this.last;
    }
    packet.unsent = packet.letters;
    const receiver = this.current;
    this.current = this.other;
    this.other = receiver;
    return this.kernel.send(packet, this, receiver);
  }
}

class Handler extends Task {
  constructor(kernel, device) {
    super(kernel);
    this.device = device;
    this.full = null;
    this.free = null;
    for (let i = 0; i < 3; i++) {
      this.inbox = new Packet(letter, device, this.inbox);
    }
  }

  act(packet) {
    if (packet !== null) this.receive(packet);
    if (this.full === null) return this.wait();
    const first = this.full;
    if (first.unsent === null) {
      this.full = first.next;
      return this.kernel.send(first, this, first.sender);
    }
    if (this.free === null) return this.wait();
    const carrier = this.free;
    this.free = carrier.next;
    carrier.value = first.unsent.value;
    first.unsent = first.unsent.next;
    return this.kernel.send(carrier, this, this.device);
  }

  receive(packet) {
    if (packet.kind === work) {
      this.full = append(this.full, packet);
    } else {
      this.free = append(this.free, packet);
    }
  }
}

class Device extends Task {
  constructor(kernel) {
    super(kernel);
    this.writing = null;
  }

  act(packet) {
    if (packet !== null) {
      this.writing = packet;
      return this.kernel.hold(this);
    }
    const done = this.writing;
    if (done === null) return this.wait();
    this.writing = null;
    this.kernel.checksum = (this.kernel.checksum * 31 + done.value) % 10007;
    return this.kernel.send(done, this, done.sender);
  }
}

function main() {
  const kernel = new Kernel();
  const oneDevice = new Device(kernel);
  const otherDevice = new Device(kernel);
  const oneHandler = new Handler(kernel, oneDevice);
  const otherHandler = new Handler(kernel, otherDevice);
  new Worker(kernel, oneHandler, otherHandler);
  new Idle(kernel, size, oneDevice, otherDevice);
  kernel.run();
  console.log("packets sent, holds, steps, checksum:");
  console.log(kernel.sent % 1000000);
  console.log(kernel.holds % 1000000);
  console.log(kernel.steps % 1000000);
  console.log(kernel.checksum);
}

main();
