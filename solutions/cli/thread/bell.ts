/**
 * How a thread that stands still in the middle of a Lox program gets a message:
 * it cannot go back to its event loop, so it waits for a word to change, which
 * the sender does behind each message, and then reads its port.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Request } from './messages.ts';

/** Makes a bell for two threads. */
export function createBell(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** Wakes who waits. The message must have been sent. */
export function ring(bell: Int32Array): void {
  Atomics.add(bell, 0, 1);
  Atomics.notify(bell, 0);
}

/** Blocks this thread until the next command of the debugger is there. */
export function awaitCommand(port: MessagePort, bell: Int32Array): string | undefined {
  for (;;) {
    // Read ahead of the port: whatever is sent later changes it, and ends the wait at once.
    const rung = Atomics.load(bell, 0);
    const received: { message: Request } | undefined = receiveMessageOnPort(port);
    if (received?.message.kind === 'command') return received.message.line;
    Atomics.wait(bell, 0, rung);
  }
}

/** Blocks this thread until the process ends. */
export function blockForEver(): never {
  const never = createBell();
  for (;;) Atomics.wait(never, 0, 0);
}
