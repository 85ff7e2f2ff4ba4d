import { type PointerEvent, useEffect, useRef } from 'react';
import type { DrawingKind } from '../../../src-preload/contract/chart-kinds.ts';
import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { takeDrawingTool } from './drawing-tool.ts';
import classes from './drawings.module.css';
import { pointAt, pointsInMiddle, snapped } from './drawings.ts';
import type { SceneFeed } from './use-candle-chart.ts';

const texts = wording.chart.drawings;
/** A hand that moved less than this between down and up has clicked. */
const CLICK_PIXELS = 4;

export type DrawingPlacerProps = {
  readonly kind: DrawingKind;
  readonly instrument: InstrumentView;
  readonly scenes: SceneFeed;
  readonly onHold: (drawing: DrawingView | null) => void;
  readonly onPlace: (drawing: DrawingView) => void;
};

type Press = { readonly x: number; readonly y: number; readonly isFirst: boolean };

/** A drag draws it all; of two clicks the second one. */
const isDone = (press: Press | null, at: { readonly x: number; readonly y: number }): boolean =>
  press !== null && (!press.isFirst || Math.hypot(at.x - press.x, at.y - press.y) >= CLICK_PIXELS);

const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
  const box = currentTarget.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
};

/** Over the chart while something is drawn: a drag or two clicks with the mouse; Enter puts it in the middle, Escape ends it. */
export function DrawingPlacer({ kind, instrument, scenes, onHold, onPlace }: DrawingPlacerProps) {
  const element = useRef<HTMLButtonElement>(null);
  const pressed = useRef<Press | null>(null);
  const begun = useRef<DrawingView | null>(null);
  useEffect(() => element.current?.focus(), []);
  const leave = (): void => {
    onHold(null);
    takeDrawingTool(null);
  };
  const drawTo = (event: PointerEvent<HTMLElement>): DrawingView | undefined => {
    const scene = scenes.current();
    const point = scene === undefined ? undefined : pointAt(scene, placeOf(event));
    if (scene === undefined || point === undefined) return undefined;
    const id = begun.current?.id ?? crypto.randomUUID();
    const start = kind === 'horizontal' ? point : (begun.current?.start ?? point);
    return snapped({ id, instrumentId: instrument.id, kind, start, end: point }, scene, instrument.tick);
  };
  const inMiddle = (): void => {
    const scene = scenes.current();
    const points = scene === undefined ? undefined : pointsInMiddle(scene);
    if (scene === undefined || points === undefined) return;
    const drawing = { id: crypto.randomUUID(), instrumentId: instrument.id, kind, ...points };
    onPlace(snapped(drawing, scene, instrument.tick));
  };
  return (
    <button
      ref={element}
      type="button"
      className={classes.placer}
      aria-label={texts.placer(texts.kinds[kind])}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        pressed.current = { ...placeOf(event), isFirst: begun.current === null };
        begun.current ??= drawTo(event) ?? null;
      }}
      onPointerMove={(event) => {
        const next = begun.current === null ? undefined : drawTo(event);
        if (next !== undefined) onHold(next);
      }}
      onPointerUp={(event) => {
        const next = pressed.current === null ? undefined : drawTo(event);
        if (next !== undefined && (kind === 'horizontal' || isDone(pressed.current, placeOf(event)))) onPlace(next);
        pressed.current = null;
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') inMiddle();
        else if (event.key === 'Escape') leave();
        else return;
        event.preventDefault();
      }}
    >
      <span className={classes.placerHint}>{texts.placer(texts.kinds[kind])}</span>
    </button>
  );
}
