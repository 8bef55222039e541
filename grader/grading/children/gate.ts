/** A gate through which so many may go at a time, and at times one alone. */

/** To be called by whoever has gone through, when it is done. */
export type Leave = () => void;

export interface Gate {
  /** Waits for a place. */
  enter(): Promise<Leave>;
  /** Waits until nobody else is inside, and keeps everybody out. */
  enterAlone(): Promise<Leave>;
}

interface Waiting {
  readonly places: number;
  readonly admit: (leave: Leave) => void;
}

/** Makes a gate with so many places. Whoever came first goes first. */
export function createGate(places: number): Gate {
  const queue: Waiting[] = [];
  let free = places;

  function admitNext(): void {
    while (queue.length > 0 && queue[0].places <= free) {
      const [{ places: taken, admit }] = queue.splice(0, 1);
      free -= taken;
      admit(() => {
        free += taken;
        admitNext();
      });
    }
  }

  function wait(wanted: number): Promise<Leave> {
    return new Promise((admit) => {
      queue.push({ places: wanted, admit });
      admitNext();
    });
  }

  return { enter: () => wait(1), enterAlone: () => wait(places) };
}
