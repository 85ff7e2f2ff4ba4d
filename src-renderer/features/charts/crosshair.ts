import { formatDecimal } from '../../format/index.ts';
import { countRows, nearestRow, rowAt } from './candle-rows.ts';
import type { ChartScene } from './chart-option.ts';
import { type PanePlace, timeOfX, valueOfY, xOfTime, yOfValue } from './chart-scene.ts';
import { decimalsOfStep, tickStep, type ValueRange } from './value-range.ts';

/** The lines and tags over a chart. They are moved by hand, outside React and the canvas, so that a pointer costs no redraw. */
export type CrosshairElements = {
  readonly vertical: HTMLElement;
  readonly horizontal: HTMLElement;
  readonly timeTag: HTMLElement;
  readonly valueTag: HTMLElement;
  readonly lastLine: HTMLElement;
  readonly lastTag: HTMLElement;
};

export type Cursor = { readonly x: number; readonly y: number | undefined; readonly row: number | undefined };

export function cursorAt(scene: ChartScene, at: { readonly x: number; readonly y: number }): Cursor | undefined {
  const { layout, view, rows } = scene;
  if (at.x < layout.left || at.x > layout.left + layout.width || at.y < 0 || at.y > layout.height) return undefined;
  const row = nearestRow(rows, timeOfX(layout, view, at.x));
  const timeMs = row === undefined ? undefined : rows.columns.openTimeMs[row];
  return { x: timeMs === undefined ? at.x : xOfTime(layout, view, timeMs), y: at.y, row };
}

/** The read-out on row `row`, without a height. */
export function cursorOnRow(scene: ChartScene, row: number): Cursor | undefined {
  const timeMs = scene.rows.columns.openTimeMs[row];
  return timeMs === undefined ? undefined : { x: xOfTime(scene.layout, scene.view, timeMs), y: undefined, row };
}

export function placeCrosshair(
  elements: CrosshairElements,
  scene: ChartScene,
  cursor: Cursor | undefined,
  timeText: (timeMs: number) => string,
): void {
  const { layout, view } = scene;
  show(elements.vertical, cursor !== undefined);
  show(elements.timeTag, cursor !== undefined);
  const pane = cursor?.y === undefined ? undefined : paneAt(layout.panes, cursor.y);
  show(elements.horizontal, pane !== undefined);
  show(elements.valueTag, pane !== undefined);
  if (cursor === undefined) return;
  move(elements.vertical, cursor.x, 0);
  elements.vertical.style.height = `${layout.height}px`;
  elements.timeTag.textContent = timeText(timeOfX(layout, view, cursor.x));
  const half = elements.timeTag.offsetWidth / 2;
  move(elements.timeTag, Math.min(layout.width - half, Math.max(half, cursor.x)) - half, layout.height + 1);
  if (pane === undefined || cursor.y === undefined) return;
  move(elements.horizontal, 0, cursor.y);
  elements.horizontal.style.width = `${layout.width}px`;
  const range = rangeOfPane(scene, pane);
  elements.valueTag.textContent = formatDecimal(valueOfY(pane, range, cursor.y), {
    decimals: decimalsOfPane(scene, pane, range),
  });
  move(elements.valueTag, layout.width + 1, cursor.y - elements.valueTag.offsetHeight / 2);
}

/** A dotted line and a tag at the newest close, when it is in range. */
export function placeLastPrice(elements: CrosshairElements, scene: ChartScene, reachesEnd: boolean): void {
  const last = rowAt(scene.rows, countRows(scene.rows) - 1);
  const pane = scene.layout.panes[0];
  const { price } = scene.ranges;
  const shown =
    reachesEnd && last !== undefined && pane !== undefined && last.close >= price.min && last.close <= price.max;
  show(elements.lastLine, shown);
  show(elements.lastTag, shown);
  if (!shown) return;
  const y = yOfValue(pane, price, last.close);
  const rises = last.close >= last.open;
  elements.lastLine.style.width = `${scene.layout.width}px`;
  elements.lastLine.style.borderColor = rises ? scene.colours.up : scene.colours.down;
  elements.lastTag.style.backgroundColor = rises ? scene.colours.upTag : scene.colours.downTag;
  elements.lastTag.textContent = formatDecimal(last.close, { decimals: scene.priceDecimals });
  move(elements.lastLine, 0, y);
  move(elements.lastTag, scene.layout.width + 1, y - elements.lastTag.offsetHeight / 2);
}

const paneAt = (panes: readonly PanePlace[], y: number): PanePlace | undefined =>
  panes.find((pane) => y >= pane.top && y <= pane.top + pane.height);

const rangeOfPane = (scene: ChartScene, pane: PanePlace): ValueRange =>
  pane.id === 'price' ? scene.ranges.price : (scene.ranges.own[pane.id] ?? { min: 0, max: 1 });

const decimalsOfPane = (scene: ChartScene, pane: PanePlace, range: ValueRange): number =>
  pane.id === 'price' ? scene.priceDecimals : decimalsOfStep(tickStep(range, 50));

function show(element: HTMLElement, visible: boolean): void {
  element.hidden = !visible;
}

function move(element: HTMLElement, x: number, y: number): void {
  element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}
