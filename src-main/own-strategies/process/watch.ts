import { CELLS } from '../sandbox/realm/realm-text.ts';

/** Looks at what a strategy's thread is at, from another one. */
export type Watch = {
  /** Where a strategy that was just loaded writes down what it is at. */
  follow(memory: SharedArrayBuffer): void;
  /** A question is being answered: it must be, or a bar must pass, within `limitMs`. */
  begun(limitMs: number): void;
  answered(): void;
  isWaiting(): boolean;
  /** Of the file; 0 when nothing of it has run. */
  line(): number;
  stop(): void;
};

const LOOK_EVERY_MS = 250;

export function startWatch(onStuck: (limitMs: number) => void): Watch {
  let cells = new Int32Array(new SharedArrayBuffer(8));
  let bars = 0;
  /** When it last moved, and how long it may not; null while it has nothing to answer. */
  let watched: { movedMs: number; readonly limitMs: number } | null = null;
  const look = (): void => {
    if (watched === null) return;
    const nowMs = performance.now();
    const nowBars = Atomics.load(cells, CELLS.bars);
    if (nowBars !== bars) watched.movedMs = nowMs;
    bars = nowBars;
    if (nowMs - watched.movedMs > watched.limitMs) onStuck(watched.limitMs);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    follow(memory) {
      cells = new Int32Array(memory);
    },
    begun(limitMs) {
      watched = { movedMs: performance.now(), limitMs };
    },
    answered() {
      watched = null;
    },
    isWaiting: () => watched !== null,
    line: () => Atomics.load(cells, CELLS.line),
    stop: () => clearInterval(timer),
  };
}
