import { onGrid, priceAtY } from './order-lines.ts';
import type { SceneFeed } from './use-candle-chart.ts';

/** As much of a pointer's event as a drag reads. */
export type DragEvent = {
  readonly button: number;
  readonly pointerId: number;
  readonly clientY: number;
  readonly currentTarget: Pick<
    HTMLElement,
    'setPointerCapture' | 'releasePointerCapture' | 'hasPointerCapture' | 'closest'
  >;
};

type Hands = { readonly hold: (price: string) => void; readonly drop: () => void };

/** What a label does when it is dragged: its line follows the pointer on the price grid, and is asked about when it is let go. */
export function dragOf(scenes: Pick<SceneFeed, 'current'>, tick: string, { hold, drop }: Hands) {
  return {
    onPointerDown: (event: DragEvent) => {
      if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: DragEvent) => {
      const { currentTarget, pointerId, clientY } = event;
      const layer = currentTarget.closest('[data-price-lines]');
      const scene = scenes.current();
      if (!currentTarget.hasPointerCapture(pointerId) || layer === null || scene === undefined) return;
      const price = priceAtY(scene, clientY - layer.getBoundingClientRect().top);
      if (price !== undefined && price > 0) hold(onGrid(price, tick));
    },
    onPointerUp: (event: DragEvent) => {
      event.currentTarget.releasePointerCapture(event.pointerId);
      drop();
    },
  };
}
