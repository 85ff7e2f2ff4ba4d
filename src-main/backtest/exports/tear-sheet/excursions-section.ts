import type { ExcursionPoints } from '../../report-sections/excursion-points.ts';
import { axisTicks, tickPlaces } from './axis.ts';
import { percentText } from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html, NOTHING } from './markup.ts';

const WIDTH = 960;
const HEIGHT = 300;
const RIGHT = 84;
const LEFT = 6;
const TOP = 10;
const BOTTOM = 26;

/** How far the price went against each trade (across) and for it (up); the colour says how it ended. */
export function excursionsSection(points: ExcursionPoints): Markup {
  if (points.number.length === 0) return NOTHING;
  return html`<section><h2>Excursions</h2><p class="note">One dot a trade: across, how far the price went against it while it was open; up, how far it went for it. Green ended with a profit, red with a loss.</p>${chartOf(points)}</section>`;
}

function chartOf({ adverse, favourable, tradeReturn }: ExcursionPoints): Markup {
  const across = adverse.reduce((most, value) => Math.max(most, value), 0) || 1;
  const up = favourable.reduce((most, value) => Math.max(most, value), 0) || 1;
  const x = (value: number): string => (LEFT + (value / across) * (WIDTH - RIGHT - LEFT)).toFixed(1);
  const y = (value: number): string => (HEIGHT - BOTTOM - (value / up) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const dots = Array.from(adverse, (value, index) => {
    const won = (tradeReturn[index] as number) > 0;
    return html`<circle class="${won ? 'gain' : 'loss'}" cx="${x(value)}" cy="${y(favourable[index] as number)}" r="3"/>`;
  });
  const ups = axisTicks(0, up, 4);
  const acrosses = axisTicks(0, across, 6);
  const placesOf = (ticks: readonly number[]): number => Math.max(0, tickPlaces(ticks) - 2);
  const level = (value: number): Markup =>
    html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/><text x="${WIDTH - RIGHT + 8}" y="${y(value)}" dy="4">${percentText(value, placesOf(ups))}</text>`;
  const mark = (value: number): Markup =>
    html`<text x="${x(value)}" y="${HEIGHT - 6}" text-anchor="${value === 0 ? 'start' : 'middle'}">${percentText(value, placesOf(acrosses))}</text>`;
  return html`<div class="wide"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Excursion against and for each trade">${ups.map(level)}${acrosses.map(mark)}${dots}</svg></div>`;
}
