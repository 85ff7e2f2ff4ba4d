/** Where the crosshair of one chart stands; null when it has left. */
export type LinkedTime = { readonly timeMs: number; readonly from: object } | null;
type Listener = (time: LinkedTime) => void;

const listeners = new Set<Listener>();
let current: LinkedTime = null;

/** Tells every other chart of the window where the crosshair of this one stands. */
export function linkCrosshair(timeMs: number | null, from: object): void {
  if (timeMs === null && current?.from !== from) return;
  if (timeMs !== null && current?.from === from && current.timeMs === timeMs) return;
  current = timeMs === null ? null : { timeMs, from };
  for (const listener of listeners) listener(current);
}

/** Calls back when the crosshair of any chart moves to another row; returns the function that stops it. */
export function onLinkedCrosshair(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
