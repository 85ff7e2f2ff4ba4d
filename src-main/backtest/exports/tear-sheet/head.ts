import { findStrategy } from '../../../engine/strategies/registry.ts';
import { moneyToNumber } from '../../../model/money.ts';
import { intervalMs } from '../../../model/time.ts';
import type { BacktestRequest } from '../../backtest-request.ts';
import { moneyPlaces, numberText, percentText, timeText } from './figure-text.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** What was run on what, and at which costs. */
export function headSection(request: BacktestRequest): Markup {
  const { candles, instrument, interval } = request;
  const first = candles.openTimeMs[0] ?? 0;
  const end = (candles.openTimeMs.at(-1) ?? 0) + intervalMs(interval);
  return html`<header><h1>${findStrategy(request.strategyId)?.title ?? request.strategyId}</h1>
<p class="span"><strong>${instrument.symbol}</strong> ${interval} · ${timeText(first)} to ${timeText(end)} UTC · ${numberText(candles.openTimeMs.length, 0)} candles</p>
<div class="cards"><div class="card"><h3>Strategy</h3>${list([['Id', request.strategyId], ...paramRows(request.params)])}</div>
<div class="card"><h3>Capital and costs</h3>${list(costRows(request))}</div></div></header>`;
}

/** Parameters as they are: texts plain, everything else as JSON. */
function paramRows(params: BacktestRequest['params']): [string, string][] {
  return Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)),
  ]);
}

function costRows({ capital, instrument, feeBps, spreadBps, slippageBps, risk }: BacktestRequest): [string, string][] {
  const limit = (fraction: number | null): string => (fraction === null ? 'none' : percentText(fraction));
  return [
    ['Capital', `${numberText(moneyToNumber(capital), moneyPlaces(moneyToNumber(capital)))} ${instrument.quoteAsset}`],
    ['Fee of a fill', `${feeBps} bp`],
    ['Spread', `${spreadBps} bp`],
    ['Slippage', `${slippageBps} bp`],
    ['Share of equity an entry takes', percentText(risk.sizeFraction, 0)],
    ['Stop from the entry', limit(risk.stopLossFraction)],
    ['Target from the entry', limit(risk.takeProfitFraction)],
    ...(risk.leverage === 1 ? [] : [['Leverage', `${risk.leverage}×`] satisfies [string, string]]),
  ];
}

function list(rows: readonly (readonly [string, string])[]): Markup {
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
