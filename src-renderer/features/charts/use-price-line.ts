import { useCallback, useEffect, useLayoutEffect } from 'react';
import type { ChartScene } from './chart-option.ts';
import { yOfPrice } from './order-lines.ts';
import type { SceneFeed } from './use-candle-chart.ts';

/** Puts a line where its price is, with every frame of the chart; out of sight it is hidden. */
export function usePriceLine(
  element: { readonly current: HTMLDivElement | null },
  scenes: SceneFeed,
  price: number,
): void {
  const place = useCallback(
    (scene: ChartScene | undefined) => {
      if (element.current === null) return;
      const y = scene === undefined ? undefined : yOfPrice(scene, price);
      element.current.hidden = y === undefined;
      if (y === undefined || scene === undefined) return;
      element.current.style.width = `${scene.layout.width}px`;
      element.current.style.transform = `translateY(${Math.round(y)}px)`;
    },
    [element, price],
  );
  useLayoutEffect(() => place(scenes.current()), [place, scenes]);
  useEffect(() => scenes.onDrawn(place), [place, scenes]);
}
