import { moneyToNumber } from '../../../model/money.ts';
import type { BacktestRun } from '../../recorder.ts';
import type { ExposureCurve } from '../../report-sections/exposure-curve.ts';
import type { RollingSharpe } from '../../statistics/rolling-sharpe.ts';
import { drawdownCurve, thinCurve } from '../../thin-curve.ts';
import { numberText, percentText } from './figure-text.ts';
import type { ChartLine } from './line-chart.ts';
import { lineChart } from './line-chart.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** About one a pixel; peaks and valleys stay. */
const MOST_POINTS = 1200;

/** Equity beside the same capital simply held, the fall of equity from its peak and what was held below it. */
export function curvesSection({ request, equity }: BacktestRun, exposure: ExposureCurve): Markup {
  const { candles } = request;
  const capital = moneyToNumber(request.capital);
  const firstOpen = candles.open[0] ?? Number.NaN;
  const held = candles.close.map((close) => (capital * close) / firstOpen);
  const line = (kind: ChartLine['kind'], values: Float64Array): ChartLine => {
    const thin = thinCurve({ timeMs: candles.openTimeMs, equity: values, drawdown: values }, MOST_POINTS);
    return { kind, timeMs: thin.timeMs, values: thin.equity };
  };
  const fall = drawdownCurve(equity, capital).map((value) => -value);
  return html`<section><h2>Equity</h2>
<p class="legend"><span class="key equity"></span>Strategy <span class="key hold"></span>Buy and hold <span class="unit">${request.instrument.quoteAsset}</span></p>
${lineChart({
  label: 'Equity of the strategy and of buying and holding, over time',
  height: 320,
  lines: [line('equity', equity), line('hold', held)].reverse(),
  text: numberText,
})}
<h2>Underwater</h2>
${lineChart({
  label: 'Fall of equity from its highest point so far, over time',
  height: 180,
  lines: [line('fall', fall)],
  text: (value, places) => percentText(value, Math.max(0, places - 2)),
  fillTo: 0,
})}
${exposureChart(exposure)}</section>`;
}

function exposureChart({ timeMs, long, short }: ExposureCurve): Markup {
  const lines: ChartLine[] = [{ kind: 'held', timeMs, values: long }];
  if (short.some((value) => value < 0)) lines.push({ kind: 'sold', timeMs, values: short });
  return html`<h2>Exposure</h2><p class="note">Positions at their market value ÷ equity; short positions below zero.</p>
${lineChart({
  label: 'Share of equity held in positions, over time',
  height: 140,
  lines,
  text: (value, places) => percentText(value, Math.max(0, places - 2)),
  fillTo: 0,
})}`;
}

/** The Sharpe ratio of the last days, for each day that has one. */
export function rollingSharpeSection({ days, dayMs, sharpe }: RollingSharpe): Markup {
  const title = html`<h2>Sharpe of the last ${days} days</h2>`;
  const first = sharpe.findIndex((value) => value !== null);
  if (first < 0) return html`<section>${title}<p class="note">No ${days} days whose returns vary.</p></section>`;
  const chart = lineChart({
    label: `Sharpe ratio of the last ${days} daily returns, over time`,
    height: 180,
    lines: [
      {
        kind: 'equity',
        timeMs: Float64Array.from(dayMs.slice(first)),
        values: Float64Array.from(sharpe.slice(first), (value) => value ?? Number.NaN),
      },
    ],
    text: numberText,
  });
  return html`<section>${title}${chart}</section>`;
}
