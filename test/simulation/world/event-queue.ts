/** Something that will happen. `run` is null once it was taken back. */
export type QueuedEvent = {
  readonly atMs: number;
  readonly order: number;
  readonly what: string;
  run: (() => void) | null;
};

/** What will happen, by time; what happens at the same time in the order in which it was planned. A binary heap. */
export class EventQueue {
  readonly #heap: QueuedEvent[] = [];
  #planned = 0;

  push(atMs: number, what: string, run: () => void): QueuedEvent {
    const event: QueuedEvent = { atMs, order: this.#planned++, what, run };
    const heap = this.#heap;
    let index = heap.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as QueuedEvent;
      if (!comesBefore(event, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
    return event;
  }

  /** The next event that was not taken back. */
  shift(): QueuedEvent | undefined {
    for (let event = this.#pop(); event !== undefined; event = this.#pop()) if (event.run !== null) return event;
    return undefined;
  }

  #pop(): QueuedEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      const right = child + 1;
      if (right < heap.length && comesBefore(heap[right] as QueuedEvent, heap[child] as QueuedEvent)) child = right;
      const below = heap[child] as QueuedEvent;
      if (!comesBefore(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function comesBefore(left: QueuedEvent, right: QueuedEvent): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
}
