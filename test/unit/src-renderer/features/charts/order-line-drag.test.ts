import { expect, it } from 'vitest';
import type { ChartScene } from '../../../../../src-renderer/features/charts/chart-option.ts';
import { type DragEvent, dragOf } from '../../../../../src-renderer/features/charts/order-line-drag.ts';

/** A price pane of 100 pixels from 200 down to 100, in a layer 10 pixels below the window's top. */
const scene = {
  layout: { left: 0, width: 500, height: 100, panes: [{ id: 'price', top: 0, height: 100 }] },
  ranges: { price: { min: 100, max: 200 }, volumeMax: 1, own: {} },
} as unknown as ChartScene;

function hands() {
  const done: string[] = [];
  let captured = false;
  const currentTarget = {
    setPointerCapture: () => {
      captured = true;
    },
    releasePointerCapture: () => {
      captured = false;
    },
    hasPointerCapture: () => captured,
    closest: () => ({ getBoundingClientRect: () => ({ top: 10 }) }),
  } as unknown as DragEvent['currentTarget'];
  const at = (clientY: number, button = 0): DragEvent => ({ button, pointerId: 1, clientY, currentTarget });
  const drag = dragOf({ current: () => scene }, '0.5', {
    hold: (price) => done.push(price),
    drop: () => done.push('asked'),
  });
  return { done, at, drag };
}

it('follows the pointer on the price grid and asks when it is let go', () => {
  const { done, at, drag } = hands();
  drag.onPointerDown(at(60));
  drag.onPointerMove(at(60.2));
  drag.onPointerMove(at(35));
  drag.onPointerUp(at(35));
  expect(done).toEqual(['150.0', '175.0', 'asked']);
});

it('moves nothing before it is taken hold of, nor with another button', () => {
  const { done, at, drag } = hands();
  drag.onPointerMove(at(35));
  drag.onPointerDown(at(60, 2));
  drag.onPointerMove(at(35));
  expect(done).toEqual([]);
});

it('stays within the prices in sight', () => {
  const { done, at, drag } = hands();
  drag.onPointerDown(at(60));
  drag.onPointerMove(at(-500));
  drag.onPointerMove(at(900));
  expect(done).toEqual(['200.0', '100.0']);
});
