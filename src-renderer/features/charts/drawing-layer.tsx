import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { createChartLayer } from './chart-layers.ts';
import type { ChartScene } from './chart-option.ts';
import { DrawingHandles } from './drawing-handles.tsx';
import { drawingPainter } from './drawing-painter.ts';
import { DrawingPlacer } from './drawing-placer.tsx';
import { takeDrawingTool, useDrawingTool } from './drawing-tool.ts';
import classes from './drawings.module.css';
import type { SceneFeed } from './use-candle-chart.ts';
import { useDrawings, withDrawing } from './use-drawings.ts';

export type DrawingLayerProps = { readonly instrument: InstrumentView; readonly scenes: SceneFeed };

/** What a person drew on this instrument, and the hands that draw, move and remove it. */
export function DrawingLayer({ instrument, scenes }: DrawingLayerProps) {
  const { drawings, save, remove } = useDrawings(instrument.id);
  const kind = useDrawingTool((tool) => tool.kind);
  // What a hand holds and has not let go yet.
  const [held, setHeld] = useState<DrawingView | null>(null);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [newestId, setNewestId] = useState<string | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const shown = held === null ? drawings : withDrawing(drawings, held);
  usePainted(layer, scenes, { shown, selectedId });
  const keep = (drawing: DrawingView): void => {
    setHeld(null);
    save(drawing);
  };
  const place = (drawing: DrawingView): void => {
    setNewestId(drawing.id);
    keep(drawing);
    takeDrawingTool(null);
  };
  const placed = kind === null ? shown : drawings;
  return (
    <div ref={layer} className={classes.layer} data-testid="drawings">
      <canvas className={classes.canvas} aria-hidden />
      {placed.map((drawing) => (
        <DrawingHandles
          key={drawing.id}
          {...{ drawing, scenes, onHold: setHeld, onKeep: keep, onRemove: remove, onSelect: setSelectedId }}
          tick={instrument.tick}
          isSelected={drawing.id === selectedId}
          takesFocus={drawing.id === newestId}
        />
      ))}
      {kind !== null && <DrawingPlacer key={kind} {...{ kind, instrument, scenes }} onHold={setHeld} onPlace={place} />}
    </div>
  );
}

type Painted = { readonly shown: readonly DrawingView[]; readonly selectedId: string | null };

/** Paints with every frame of the chart, and when what is drawn changes. */
function usePainted(
  layer: { readonly current: HTMLDivElement | null },
  scenes: SceneFeed,
  { shown, selectedId }: Painted,
): void {
  const paint = useCallback(
    (scene: ChartScene | undefined) => {
      const canvas = layer.current?.querySelector('canvas');
      if (scene === undefined || canvas == null) return;
      const size = { width: canvas.clientWidth, height: canvas.clientHeight };
      createChartLayer(canvas, [drawingPainter(shown, selectedId)]).paint(scene, size);
    },
    [layer, shown, selectedId],
  );
  useLayoutEffect(() => paint(scenes.current()), [paint, scenes]);
  useEffect(() => scenes.onDrawn(paint), [paint, scenes]);
}
