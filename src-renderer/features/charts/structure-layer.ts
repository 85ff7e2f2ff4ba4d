import type { StructureMarkView } from '../../../src-preload/contract/chart-views.ts';
import type { LayerPainter } from './chart-layers.ts';
import type { ChartScene } from './chart-option.ts';
import { slotWidth, xOfTime, yOfValue } from './chart-scene.ts';

/** With more marks in sight than a person reads one by one, only their shapes are drawn. */
const MOST_LABELS = 120;
const LEAST_LABEL_WIDTH = 34;
const ZONE_SHADE = 0.13;
const FONT = '10px system-ui, sans-serif';

/** Names that stay the same in every language, as traders write them; arrows say the direction without colour. */
const NAMES = { swing: '', bos: 'BOS', choch: 'CHoCH', orderBlock: 'OB', gap: 'FVG' } as const;
const ARROWS = { 1: '▲', [-1]: '▼' } as const;

type Pen = {
  readonly context: CanvasRenderingContext2D;
  readonly scene: ChartScene;
  readonly halfSlot: number;
  readonly isLabelled: boolean;
};

/** Swings, breaks, order blocks and gaps behind the candles, within the price pane. */
export const paintStructure: LayerPainter = (context, scene) => {
  const { structure, view, layout, rows } = scene;
  const { min, max } = scene.ranges.price;
  const inSight = structure.filter(
    ({ timeMs, endMs, top, bottom }) =>
      timeMs <= view.toMs && (endMs ?? view.toMs) >= view.fromMs && top >= min && bottom <= max,
  );
  const halfSlot = slotWidth(layout, view, rows) / 2;
  const pen = { context, scene, halfSlot, isLabelled: inSight.length <= MOST_LABELS };
  context.font = FONT;
  context.textBaseline = 'middle';
  for (const mark of inSight) {
    if (mark.kind === 'swing') drawSwing(pen, mark);
    else if (mark.kind === 'bos' || mark.kind === 'choch') drawBreak(pen, mark);
    else drawZone(pen, mark);
  }
};

function drawZone({ context, scene, halfSlot, isLabelled }: Pen, mark: StructureMarkView): void {
  const box = boxOf(scene, mark, halfSlot);
  if (box === undefined) return;
  const colour = colourOf(scene, mark);
  const height = Math.max(1, box.bottom - box.top);
  context.globalAlpha = ZONE_SHADE;
  context.fillStyle = colour;
  context.fillRect(box.left, box.top, box.right - box.left, height);
  context.globalAlpha = 0.7;
  context.strokeStyle = colour;
  context.setLineDash(mark.kind === 'gap' ? [3, 3] : []);
  context.strokeRect(box.left + 0.5, box.top + 0.5, box.right - box.left - 1, height - 1);
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (!isLabelled || box.right - Math.max(0, box.left) < LEAST_LABEL_WIDTH) return;
  context.textAlign = 'left';
  context.fillStyle = colour;
  context.fillText(labelOf(mark), Math.max(0, box.left) + 4, box.top + height / 2);
}

function drawBreak({ context, scene, isLabelled }: Pen, mark: StructureMarkView): void {
  const box = boxOf(scene, mark, 0);
  if (box === undefined) return;
  context.strokeStyle = colourOf(scene, mark);
  context.fillStyle = colourOf(scene, mark);
  context.setLineDash(mark.kind === 'choch' ? [5, 3] : []);
  context.beginPath();
  context.moveTo(box.left, box.top);
  context.lineTo(box.right, box.top);
  context.stroke();
  context.setLineDash([]);
  if (!isLabelled || box.right - box.left < LEAST_LABEL_WIDTH) return;
  context.textAlign = 'center';
  context.fillText(labelOf(mark), (box.left + box.right) / 2, box.top - mark.direction * 8);
}

function drawSwing({ context, scene }: Pen, mark: StructureMarkView): void {
  const [pane] = scene.layout.panes;
  if (pane === undefined) return;
  const x = xOfTime(scene.layout, scene.view, mark.timeMs);
  const y = yOfValue(pane, scene.ranges.price, mark.top);
  context.fillStyle = colourOf(scene, mark);
  context.textAlign = 'center';
  context.fillText(mark.direction === 1 ? 'H' : 'L', x, y - mark.direction * 9);
}

function boxOf(scene: ChartScene, mark: StructureMarkView, widening: number) {
  const { layout, view, ranges } = scene;
  const [pane] = layout.panes;
  if (pane === undefined) return undefined;
  const right = layout.left + layout.width;
  return {
    left: xOfTime(layout, view, mark.timeMs) - widening,
    right: mark.endMs === null ? right : Math.min(right, xOfTime(layout, view, mark.endMs)),
    top: yOfValue(pane, ranges.price, mark.top),
    bottom: yOfValue(pane, ranges.price, mark.bottom),
  };
}

const labelOf = ({ kind, direction }: StructureMarkView): string => `${NAMES[kind]} ${ARROWS[direction]}`;

const colourOf = ({ colours }: ChartScene, { direction, kind }: StructureMarkView): string => {
  if (kind === 'swing') return colours.text;
  return direction === 1 ? colours.up : colours.down;
};
