import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export type RowsInSight = { readonly from: number; readonly to: number };

/** Above and below what is in sight: as far as a turn of the wheel goes before the next frame. */
const ROWS_BESIDE = 6;

/** Which rows of so many, each `rowPx` high, lie within a place that scrolls: the others need not be drawn. */
export function useRowsInSight<Place extends HTMLElement>(
  count: number,
  rowPx: number,
): { readonly place: RefObject<Place | null>; readonly rows: RowsInSight } {
  const place = useRef<Place>(null);
  const [rows, setRows] = useState<RowsInSight>({ from: 0, to: Math.min(count, 2 * ROWS_BESIDE) });
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const look = (): void => {
      const next = rowsInSight({ top: element.scrollTop, height: element.clientHeight }, count, rowPx);
      setRows((before) => (before.from === next.from && before.to === next.to ? before : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [count, rowPx]);
  return { place, rows };
}

export function rowsInSight(
  { top, height }: { readonly top: number; readonly height: number },
  count: number,
  rowPx: number,
): RowsInSight {
  const first = Math.floor(top / rowPx) - ROWS_BESIDE;
  const last = Math.ceil((top + height) / rowPx) + ROWS_BESIDE;
  return { from: Math.max(0, Math.min(first, count)), to: Math.max(0, Math.min(last, count)) };
}
