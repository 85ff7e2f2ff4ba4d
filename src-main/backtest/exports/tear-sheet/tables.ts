import { moneyToNumber } from '../../../model/money.ts';
import { REGIME_WORDS, REGIMES } from '../../../model/regime.ts';
import type { PeerFigures } from '../../peer-metrics.ts';
import type { TradeGroup } from '../../report-sections/trade-groups.ts';
import type { DrawdownSpell } from '../../statistics/drawdown-table.ts';
import type { YearReturns } from '../../statistics/monthly-returns.ts';
import type { RunResult } from '../run-result.ts';
import { durationText, moneyPlaces, numberText, percentText, signedPercentText, timeText } from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SHADES = 5;
/** What prints as 0.0 % has no colour. */
const UNSEEN = 0.0005;

/** A table that scrolls sideways by itself on a narrow page. */
export function dataTable(heads: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  return html`<div class="wide"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells}</tr>`)}</tbody></table></div>`;
}

export const cell = (text: string): Markup => html`<td>${text}</td>`;

/** A figure in the colour of its sign. */
export const signedCell = (text: string, value: number): Markup =>
  html`<td class="${value > 0 ? 'up' : value < 0 ? 'down' : 'even'}">${text}</td>`;

/** Monthly returns, the darker the larger; the strongest shade is the largest month of all. */
export function monthsSection(years: readonly YearReturns[]): Markup {
  const strongest = years
    .flatMap(({ months }) => months)
    .reduce((most: number, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const shaded = (value: number | null): Markup => {
    if (value === null || Math.abs(value) < UNSEEN) return cell(signedPercentText(value, 1));
    const shade = Math.max(1, Math.ceil((Math.abs(value) / strongest) * SHADES));
    return html`<td class="${value > 0 ? 'gain' : 'loss'}-${shade}">${signedPercentText(value, 1)}</td>`;
  };
  const rows = years.map(({ year, months, total }) => [
    html`<th scope="row">${String(year)}</th>`,
    ...months.map(shaded),
    html`<td class="total">${signedPercentText(total, 1)}</td>`,
  ]);
  return html`<section class="months"><h2>Monthly returns</h2>${dataTable(['', ...MONTHS, 'Year'], rows)}</section>`;
}

/** The deepest falls; one that was never regained lasts until `endMs`, the last candle, as the metric has it. */
export function drawdownsSection(spells: readonly DrawdownSpell[], endMs: number): Markup {
  const rows = spells.map(({ fromMs, lowestMs, regainedMs, depth }, index) => [
    cell(String(index + 1)),
    signedCell(percentText(-depth), -depth),
    cell(timeText(fromMs)),
    cell(timeText(lowestMs)),
    cell(regainedMs === null ? 'not regained' : timeText(regainedMs)),
    cell(durationText((regainedMs ?? endMs) - fromMs)),
  ]);
  const table = dataTable(['', 'Depth', 'From', 'Lowest', 'Regained', 'Lasted'], rows);
  return html`<section><h2>Deepest drawdowns</h2>${spells.length === 0 ? html`<p class="note">Equity never fell.</p>` : table}</section>`;
}

/** Profit by side, reason of the exit, tag and symbol; tags only where the strategy gave any. */
export function groupsSection({ run, sections }: RunResult): Markup {
  const { quoteAsset } = run.request.instrument;
  const places = moneyPlaces(moneyToNumber(run.request.capital));
  const { side, exitReason, entryTag, exitTag, symbol, regime } = sections.groups;
  const tagged = (groups: readonly TradeGroup[]): readonly TradeGroup[] =>
    groups.some(({ name }) => name !== '') ? groups : [];
  const kinds: readonly (readonly [string, readonly TradeGroup[]])[] = [
    ['Side', side],
    ['Exit', exitReason],
    ['Entry tag', tagged(entryTag)],
    ['Exit tag', tagged(exitTag)],
    ['Symbol', symbol],
    ['Regime', tagged(regime).map(inWords)],
  ];
  const rows = kinds.flatMap(([kind, groups]) => groups.map((group) => groupCells(kind, group, places)));
  const heads = [
    'By',
    '',
    'Trades',
    'Won',
    `Profit, ${quoteAsset}`,
    `Fees, ${quoteAsset}`,
    'Profit factor',
    'Mean return',
    'Mean time',
  ];
  return html`<section class="words"><h2>Where the profit came from</h2>${rows.length === 0 ? html`<p class="note">No trades.</p>` : dataTable(heads, rows)}</section>`;
}

function inWords(group: TradeGroup): TradeGroup {
  const regime = REGIMES.find((name) => name === group.name);
  return regime === undefined ? group : { ...group, name: REGIME_WORDS[regime] };
}

function groupCells(kind: string, group: TradeGroup, places: number): Markup[] {
  return [
    cell(kind),
    cell(group.name === '' ? '(none)' : group.name),
    cell(numberText(group.trades, 0)),
    cell(percentText(group.winRate, 1)),
    signedCell(numberText(Number(group.profit), places), Number(group.profit)),
    cell(numberText(Number(group.fees), places)),
    cell(numberText(group.profitFactor, 2)),
    signedCell(signedPercentText(group.averageReturn), group.averageReturn ?? 0),
    cell(durationText(group.averageHoldingMs)),
  ];
}

const PEER_ROWS: readonly [keyof PeerFigures, string, (value: number | null) => string][] = [
  ['sharpe', 'Sharpe', (value) => numberText(value, 3)],
  ['sortino', 'Sortino', (value) => numberText(value, 3)],
  ['calmar', 'Calmar', (value) => numberText(value, 3)],
  ['annualisedReturn', 'Annualised return', (value) => signedPercentText(value)],
  ['profitFactor', 'Profit factor', (value) => numberText(value, 3)],
  ['expectancy', 'Expectancy', (value) => numberText(value, 4)],
  ['systemQuality', 'System quality', (value) => numberText(value, 3)],
];

/** The same run by other programs' definitions. */
export function peersSection({ metrics, peerMetrics }: RunResult): Markup {
  const ours: Partial<Record<keyof PeerFigures, number | null>> = metrics;
  const { freqtradeTrades, freqtradeWallet, backtestingPy, nautilusTrader } = peerMetrics;
  const rows = PEER_ROWS.map(([key, name, text]) => [
    html`<th scope="row">${name}</th>`,
    ...[ours, freqtradeTrades, freqtradeWallet, backtestingPy, nautilusTrader].map((figures) =>
      cell(text(figures[key] ?? null)),
    ),
  ]);
  const heads = ['', 'Bellwether', 'freqtrade, trades', 'freqtrade, wallet', 'backtesting.py', 'NautilusTrader'];
  return html`<section><h2>As other programs count</h2>${dataTable(heads, rows)}<p class="note">One and the same run. The definitions differ: compare only within a column. backtesting.py gives expectancy as a fraction of a trade’s cost, the others in the quote asset.</p></section>`;
}
