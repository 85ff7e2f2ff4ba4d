import type { DrawingView } from '../../../src-preload/contract/drawing-views.ts';
import type { LayerPainter } from './chart-layers.ts';
import type { ChartScene } from './chart-option.ts';
import { type DrawingLabel, shapeOf } from './drawing-shape.ts';

const AREA_SHADE = 0.1;
const FONT = '11px system-ui, sans-serif';
const LINE_WIDTH = 1.5;
const SELECTED_WIDTH = 2.5;
const DASH = [5, 4];
const HALO_WIDTH = 4;
const LEAST_LEFT = 4;

/** What a person drew, over the candles: lines, shades and their numbers; what is selected stands out by its width. */
export function drawingPainter(drawings: readonly DrawingView[], selectedId: string | null): LayerPainter {
  return (context, scene) => {
    context.font = FONT;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.strokeStyle = scene.colours.equity;
    for (const drawing of drawings) {
      const { lines, area, labels } = shapeOf(drawing, scene);
      context.fillStyle = scene.colours.equity;
      context.globalAlpha = AREA_SHADE;
      if (area !== null) context.fillRect(area[0].x, area[0].y, area[1].x - area[0].x, area[1].y - area[0].y);
      context.globalAlpha = 1;
      context.lineWidth = drawing.id === selectedId ? SELECTED_WIDTH : LINE_WIDTH;
      context.setLineDash(drawing.kind === 'measure' ? DASH : []);
      context.beginPath();
      for (const [from, to] of lines) {
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
      }
      context.stroke();
      context.setLineDash([]);
      paintLabels(context, scene, labels);
    }
  };
}

/** Numbers have the panel's own colour round them: they lie on candles, too. */
function paintLabels(context: CanvasRenderingContext2D, scene: ChartScene, labels: readonly DrawingLabel[]): void {
  if (labels.length === 0) return;
  const stroke = context.strokeStyle;
  context.strokeStyle = getComputedStyle(context.canvas).getPropertyValue('--bw-panel');
  context.fillStyle = getComputedStyle(context.canvas).getPropertyValue('--bw-text');
  context.lineWidth = HALO_WIDTH;
  context.lineJoin = 'round';
  for (const { x, y, text } of labels) {
    const left = Math.max(scene.layout.left + LEAST_LEFT, x);
    context.strokeText(text, left, y);
    context.fillText(text, left, y);
  }
  context.strokeStyle = stroke;
}
