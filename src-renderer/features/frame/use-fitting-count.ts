import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Room for the menu that takes the rest. Pixels. */
const MENU_WIDTH = 110;

/**
 * How many of a row's first `count` children find room in it; all that do not are marked by the caller and stand in a
 * menu. Measured again whenever the row or a name in it changes its width.
 */
export function useFittingCount(count: number): {
  readonly row: RefObject<HTMLElement | null>;
  readonly fitting: number;
} {
  const row = useRef<HTMLElement>(null);
  const [fitting, setFitting] = useState(count);
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return;
    const measure = (): void => {
      const widths = [...element.children].slice(0, count).map((child) => child.getBoundingClientRect().width);
      setFitting(countThatFits(widths, element.clientWidth));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of [...element.children].slice(0, count)) observer.observe(child);
    return () => observer.disconnect();
  }, [count]);
  return { row, fitting };
}

/** All of them when they fit; else as many as fit beside the menu. */
export function countThatFits(widths: readonly number[], room: number, menuWidth = MENU_WIDTH): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= room) return widths.length;
  let used = menuWidth;
  const first = widths.findIndex((width) => {
    used += width;
    return used > room;
  });
  return first === -1 ? widths.length : first;
}
