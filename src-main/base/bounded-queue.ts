/** Room for as many at first: most queues never hold more, and an engine of a short backtest is made in no time. */
const FIRST_ROOM = 64;

/** A first-in first-out queue with a fixed capacity. It never drops: a push into a full queue says so. */
export class BoundedQueue<T> {
  readonly capacity: number;
  #slots: (T | undefined)[];
  #head = 0;
  #size = 0;

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new Error(`capacity is ${capacity}, expected 1 or more`);
    this.capacity = capacity;
    this.#slots = emptySlots(Math.min(capacity, FIRST_ROOM));
  }

  get size(): number {
    return this.#size;
  }

  /** False when the queue is full; the caller decides what that means. */
  push(item: T): boolean {
    if (this.#size === this.capacity) return false;
    if (this.#size === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#size) % this.#slots.length] = item;
    this.#size++;
    return true;
  }

  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#slots[this.#head];
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.#slots.length;
    this.#size--;
    return item;
  }

  #grow(): void {
    const slots = emptySlots<T>(Math.min(this.capacity, this.#slots.length * 2));
    for (let index = 0; index < this.#size; index++) {
      slots[index] = this.#slots[(this.#head + index) % this.#slots.length];
    }
    this.#slots = slots;
    this.#head = 0;
  }
}

function emptySlots<T>(room: number): (T | undefined)[] {
  return new Array<T | undefined>(room).fill(undefined);
}
