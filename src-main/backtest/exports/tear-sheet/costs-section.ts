import { moneyToNumber } from '../../../model/money.ts';
import type { BacktestRequest } from '../../backtest-request.ts';
import type { RefusalLog } from '../../refusal-log.ts';
import type { CostKind, CostsSplit } from '../../report-sections/costs-split.ts';
import { moneyPlaces, numberText, percentText, timeText } from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html, NOTHING } from './markup.ts';
import { cell, dataTable } from './tables.ts';

const NAMES: Readonly<Record<CostKind, string>> = {
  takerFees: 'Taker fees',
  makerFees: 'Maker fees',
  spread: 'Spread',
  slippage: 'Slippage',
  funding: 'Funding',
};

/** From gross to net profit, one row a kind of cost. */
export function costsSection(costs: CostsSplit, { capital, instrument }: BacktestRequest): Markup {
  const places = moneyPlaces(moneyToNumber(capital));
  const money = (amount: string | null): Markup => cell(numberText(amount === null ? null : Number(amount), places));
  const dash = cell('');
  const rows = [
    [cell('Profit before these costs'), money(costs.grossProfit), dash, dash],
    ...costs.parts.map(({ kind, amount, ofGross, bpsOfTraded }) => [
      cell(NAMES[kind]),
      money(amount),
      cell(percentText(ofGross, 1)),
      cell(numberText(bpsOfTraded, 2)),
    ]),
    [cell('Net profit'), money(costs.netProfit), dash, dash],
  ];
  const heads = ['', instrument.quoteAsset, 'Of gross profit', 'bp of traded value'];
  return html`<section><h2>What trading cost</h2>${dataTable(heads, rows)}<p class="note">${numberText(costs.fills, 0)} fills, ${numberText(costs.makerFills, 0)} of them as maker. A dash: not told, or without a gross profit. Costs that are not told stay inside the prices.</p></section>`;
}

const MOST_ROWS = 20;

/** How often which risk rule refused, and the first refusals. */
export function refusalsSection({ total, rules, first }: RefusalLog): Markup {
  if (total === 0) return NOTHING;
  const counts = rules.map(({ rule, count }) => [cell(rule), cell(numberText(count, 0))]);
  const rows = first
    .slice(0, MOST_ROWS)
    .map(({ timeMs, rule, limit, actual }) => [cell(timeText(timeMs)), cell(rule), cell(limit), cell(actual)]);
  return html`<section><h2>Refused orders</h2>${dataTable(['Rule', 'Orders'], counts)}<h3>The first of them</h3>${dataTable(['Time', 'Rule', 'Limit', 'Actual'], rows)}</section>`;
}
