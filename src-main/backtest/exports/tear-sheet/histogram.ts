import type { Bin, ReturnDistribution } from '../../report-sections/return-distribution.ts';
import { axisTicks, tickPlaces } from './axis.ts';
import { numberText, signedPercentText } from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

const WIDTH = 960;
const HEIGHT = 240;
const RIGHT = 84;
const TOP = 10;
const BOTTOM = 26;

/** How often which daily return came. Days without any change are only counted: they would dwarf the others. */
export function dailyReturnsSection({ days, stillDays, bins }: ReturnDistribution): Markup {
  const note = html`<p class="note">${numberText(days, 0)} days; ${numberText(stillDays, 0)} without a change are left out.</p>`;
  return html`<section><h2>Daily returns</h2>${bins.length === 0 ? html`<p class="note">No day changed the equity.</p>` : [note, chartOf(bins)]}</section>`;
}

function chartOf(bins: readonly Bin[]): Markup {
  const low = bins[0]?.from ?? 0;
  const high = bins.at(-1)?.to ?? 1;
  const most = bins.reduce((so, { count }) => Math.max(so, count), 1);
  const x = (value: number): number => ((value - low) / (high - low)) * (WIDTH - RIGHT);
  const y = (count: number): number => HEIGHT - BOTTOM - (count / most) * (HEIGHT - TOP - BOTTOM);
  const counts = axisTicks(0, most, Math.min(4, most));
  const edges = axisTicks(low, high, 8);
  const places = Math.max(0, tickPlaces(edges) - 2);
  const bar = ({ from, to, count }: Bin): Markup => {
    const width = Math.max(1, x(to) - x(from) - 1);
    return html`<rect class="${from < 0 ? 'loss' : 'gain'}" x="${x(from).toFixed(1)}" y="${y(count).toFixed(1)}" width="${width.toFixed(1)}" height="${(HEIGHT - BOTTOM - y(count)).toFixed(1)}"/>`;
  };
  const grid = (count: number): Markup =>
    html`<line class="grid" x1="0" x2="${WIDTH - RIGHT}" y1="${y(count).toFixed(1)}" y2="${y(count).toFixed(1)}"/><text x="${WIDTH - RIGHT + 8}" y="${y(count).toFixed(1)}" dy="4">${numberText(count, 0)} ${count === 1 ? 'day' : 'days'}</text>`;
  const edge = (value: number): Markup =>
    html`<text x="${x(value).toFixed(1)}" y="${HEIGHT - 6}" text-anchor="${x(value) < 30 ? 'start' : x(value) > WIDTH - RIGHT - 30 ? 'end' : 'middle'}">${signedPercentText(value, places)}</text>`;
  return html`<div class="wide"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="How many days had which return">${counts.map(grid)}${bins.filter(({ count }) => count > 0).map(bar)}${edges.map(edge)}</svg></div>`;
}
