import { axisTicks, tickPlaces } from './axis.ts';
import { dayText, timeText } from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html, NOTHING } from './markup.ts';

const WIDTH = 960;
const LEFT = 4;
const RIGHT = 84;
const TOP = 10;
const BOTTOM = 26;
const DATES = 6;
const DAY_MS = 86_400_000;

export type ChartLine = {
  /** Class of the line; the style sheet gives it its colour. */
  readonly kind: 'equity' | 'hold' | 'fall' | 'held' | 'sold';
  readonly timeMs: Float64Array;
  /** NaN where the line is broken. */
  readonly values: Float64Array;
};

export type LineChart = {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  readonly height: number;
  readonly lines: readonly ChartLine[];
  /** A value of the y axis as text; `places` after the point tell the axis' values apart. */
  readonly text: (value: number, places: number) => string;
  /** Fills between each line and this value. */
  readonly fillTo?: number;
};

type Scale = { readonly x: (timeMs: number) => string; readonly y: (value: number) => string };

/** Lines over time, the y axis on the right as traders have it. */
export function lineChart(chart: LineChart): Markup {
  const { lines, height, label } = chart;
  const [fromMs, toMs] = rangeOf(lines.map(({ timeMs }) => timeMs));
  const [low, high] = rangeOf([...lines.map(({ values }) => values), Float64Array.from(levelOf(chart))]);
  const scale: Scale = {
    x: (timeMs) => (LEFT + ((timeMs - fromMs) / (toMs - fromMs || 1)) * (WIDTH - LEFT - RIGHT)).toFixed(1),
    y: (value) => (height - BOTTOM - ((value - low) / (high - low || 1)) * (height - TOP - BOTTOM)).toFixed(1),
  };
  const ticks = axisTicks(low, high, 5);
  return html`<div class="wide"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
${ticks.map((value) => gridLine(scale.y(value), chart.text(value, tickPlaces(ticks))))}
${datesOf(fromMs, toMs).map((date) => dateMark(scale.x(date.timeMs), date.text, height))}
${areaOf(chart, scale)}
${lines.map((line) => html`<path class="line ${line.kind}" d="${pathOf(line, scale)}"/>`)}
</svg></div>`;
}

const levelOf = ({ fillTo }: LineChart): number[] => (fillTo === undefined ? [] : [fillTo]);

function rangeOf(columns: readonly Float64Array[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

function gridLine(y: string, text: string): Markup {
  return html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/><text x="${WIDTH - RIGHT + 8}" y="${y}" dy="4">${text}</text>`;
}

/** Evenly spread, the first and the last at the edges: days, or minutes where the whole span is a few days. */
function datesOf(fromMs: number, toMs: number): { timeMs: number; text: string }[] {
  if (toMs <= fromMs) return [{ timeMs: fromMs, text: timeText(fromMs) }];
  const textOf = toMs - fromMs > DATES * DAY_MS ? dayText : timeText;
  return Array.from({ length: DATES }, (_, index) => {
    const timeMs = fromMs + ((toMs - fromMs) * index) / (DATES - 1);
    return { timeMs, text: textOf(timeMs) };
  });
}

function dateMark(x: string, text: string, height: number): Markup {
  const place = Number(x) <= LEFT ? 'start' : Number(x) >= WIDTH - RIGHT ? 'end' : 'middle';
  return html`<text x="${x}" y="${height - 6}" text-anchor="${place}">${text}</text>`;
}

function areaOf({ lines, fillTo }: LineChart, scale: Scale): Markup {
  if (fillTo === undefined) return NOTHING;
  const base = scale.y(fillTo);
  const under = (line: ChartLine): Markup => {
    const first = scale.x(line.timeMs[0] ?? 0);
    const last = scale.x(line.timeMs.at(-1) ?? 0);
    return html`<path class="area ${line.kind}" d="${pathOf(line, scale)} L${last} ${base} L${first} ${base} Z"/>`;
  };
  return html`${lines.map(under)}`;
}

function pathOf({ timeMs, values }: ChartLine, scale: Scale): string {
  const points: string[] = [];
  let pen = 'M';
  for (let row = 0; row < timeMs.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) {
      pen = 'M';
      continue;
    }
    points.push(`${pen}${scale.x(timeMs[row] as number)} ${scale.y(value)}`);
    pen = 'L';
  }
  return points.join(' ');
}
