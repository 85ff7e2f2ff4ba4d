import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import { wording } from '../../language/index.ts';
import type { ChartScene } from './chart-option.ts';
import { type DrawingShape, measureText, shapeOf } from './drawing-shape.ts';
import classes from './drawings.module.css';
import { type DrawingPart, type DrawingStep, movePart, partsOf, snapped, stepOfPixels } from './drawings.ts';
import type { SceneFeed } from './use-candle-chart.ts';

const texts = wording.chart.drawings;
const LARGE_STEPS = 10;

export type DrawingHandlesProps = {
  readonly drawing: DrawingView;
  readonly scenes: SceneFeed;
  readonly tick: string;
  readonly isSelected: boolean;
  /** It was placed just now: the hand that placed it goes on with it. */
  readonly takesFocus: boolean;
  readonly onHold: (drawing: DrawingView) => void;
  readonly onKeep: (drawing: DrawingView) => void;
  readonly onRemove: (drawing: DrawingView) => void;
  readonly onSelect: (drawingId: string | null) => void;
};

/** What a hand takes hold of: the line itself with the mouse, and for each part a handle that takes keys, too. */
export function DrawingHandles(props: DrawingHandlesProps) {
  const { drawing, scenes, tick, isSelected, takesFocus, onKeep, onRemove, onSelect } = props;
  const element = useRef<HTMLDivElement>(null);
  usePlace(element, scenes, drawing);
  useEffect(() => {
    if (takesFocus) focusWhole(element.current);
  }, [takesFocus]);
  const scene = scenes.current();
  const drag = useDrag(props);
  const keyDown = (event: KeyboardEvent, part: DrawingPart): void => {
    const by = scene === undefined ? undefined : stepOfKey(event, scene, tick);
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove(drawing);
    else if (by !== undefined && scene !== undefined) onKeep(snapped(movePart(drawing, part, by), scene, tick));
    else return;
    event.preventDefault();
  };
  const said = drawing.kind === 'measure' && scene !== undefined ? ` ${measureText(drawing, scene)}` : '';
  return (
    <div ref={element} data-selected={isSelected} data-kind={drawing.kind} className={classes.drawing}>
      <svg className={classes.hit} aria-hidden>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: for the mouse; keys have the handle in its middle */}
        <path {...drag('whole')} onClick={() => focusWhole(element.current)} />
      </svg>
      {partsOf(drawing.kind).map((part) => (
        <button
          key={part}
          type="button"
          className={classes.handle}
          data-part={part}
          aria-label={`${texts.handles[part](texts.kinds[drawing.kind])}${said}`}
          title={texts.hint}
          onFocus={() => onSelect(drawing.id)}
          onBlur={() => onSelect(null)}
          onKeyDown={(event) => keyDown(event, part)}
          {...drag(part)}
        />
      ))}
    </div>
  );
}

/** What was dragged from where; the drawing follows the pointer and is kept when it is let go. */
function useDrag({ drawing, scenes, tick, onHold, onKeep }: DrawingHandlesProps) {
  const from = useRef<{ readonly x: number; readonly y: number; readonly drawing: DrawingView } | null>(null);
  const latest = useRef(drawing);
  const drop = (): void => {
    const was = from.current?.drawing;
    from.current = null;
    if (was !== undefined && latest.current !== was) onKeep(latest.current);
  };
  return (part: DrawingPart) => ({
    onPointerDown: (event: PointerEvent<Element>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY, drawing };
      latest.current = drawing;
    },
    onPointerMove: (event: PointerEvent<Element>) => {
      const scene = scenes.current();
      if (from.current === null || scene === undefined) return;
      const by = stepOfPixels(scene, event.clientX - from.current.x, event.clientY - from.current.y);
      latest.current = snapped(movePart(from.current.drawing, part, by), scene, tick);
      onHold(latest.current);
    },
    onPointerUp: drop,
    onPointerCancel: drop,
  });
}

const focusWhole = (drawing: HTMLElement | null): void =>
  drawing?.querySelector<HTMLElement>('[data-part="whole"]')?.focus({ preventScroll: true });

/** A bar to the side or a tick up and down; with shift ten. */
function stepOfKey({ key, shiftKey }: KeyboardEvent, { rows }: ChartScene, tick: string): DrawingStep | undefined {
  const [barMs, price] = [rows.barsPerRow * rows.barMs, Number(tick)].map(
    (step) => step * (shiftKey ? LARGE_STEPS : 1),
  ) as [number, number];
  if (key === 'ArrowLeft' || key === 'ArrowRight') return { timeMs: key === 'ArrowLeft' ? -barMs : barMs, price: 0 };
  if (key === 'ArrowUp' || key === 'ArrowDown') return { timeMs: 0, price: key === 'ArrowUp' ? price : -price };
  return undefined;
}

/** Puts the handles where the drawing is, with every frame of the chart. */
function usePlace(element: { readonly current: HTMLDivElement | null }, scenes: SceneFeed, drawing: DrawingView): void {
  const place = useCallback(
    (scene: ChartScene | undefined) => {
      if (element.current === null || scene === undefined) return;
      const shape = shapeOf(drawing, scene);
      const { layout } = scene;
      element.current.style.width = `${layout.width}px`;
      element.current.style.height = `${layout.panes[0]?.height ?? 0}px`;
      element.current.querySelector('path')?.setAttribute('d', pathOf(shape));
      for (const handle of element.current.querySelectorAll('button')) {
        const { x, y } = shape.handles[handle.dataset.part as DrawingPart];
        handle.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%)`;
      }
    },
    [element, drawing],
  );
  useLayoutEffect(() => place(scenes.current()), [place, scenes]);
  useEffect(() => scenes.onDrawn(place), [place, scenes]);
}

const pathOf = ({ lines }: DrawingShape): string =>
  lines.map(([from, to]) => `M${from.x} ${from.y}L${to.x} ${to.y}`).join('');
