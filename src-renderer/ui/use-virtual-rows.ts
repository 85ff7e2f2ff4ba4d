import { type RefObject, useLayoutEffect, useState } from 'react';

/** Drawn beyond what is seen, so that a quick scroll shows no hole. Rows at either end. */
const MARGIN_ROWS = 12;

export type VirtualRows = {
  /** Of the first row that is drawn. */
  readonly first: number;
  /** Of the first row behind those that are drawn. */
  readonly end: number;
};

/** Which of many rows of one height stand in a list that scrolls. */
export function rowsInSight(
  scrollTop: number,
  height: number,
  { count, rowHeight }: { readonly count: number; readonly rowHeight: number },
): VirtualRows {
  const first = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN_ROWS), Math.max(0, count - 1));
  return { first, end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + MARGIN_ROWS) };
}

/** Draws again when another row comes into sight, not with every pixel. Heights in pixels. */
export function useVirtualRows(
  list: RefObject<HTMLElement | null>,
  rows: { readonly count: number; readonly rowHeight: number },
): VirtualRows {
  const { count, rowHeight } = rows;
  const [seen, setSeen] = useState<VirtualRows>({ first: 0, end: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = (): void => {
      const next = rowsInSight(element.scrollTop, element.clientHeight, { count, rowHeight });
      setSeen((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list, count, rowHeight]);
  return seen;
}

/** Scrolls no further than it must to have a row in sight. */
export function showRow(element: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + rowHeight > element.scrollTop + element.clientHeight) {
    element.scrollTop = top + rowHeight - element.clientHeight;
  }
}
