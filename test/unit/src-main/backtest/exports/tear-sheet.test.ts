import { describe, expect, it } from 'vitest';
import type { RunResult } from '../../../../../src-main/backtest/exports/run-result.ts';
import { resultOf } from '../../../../../src-main/backtest/exports/run-result.ts';
import { axisTicks, tickPlaces } from '../../../../../src-main/backtest/exports/tear-sheet/axis.ts';
import { rollingSharpeSection } from '../../../../../src-main/backtest/exports/tear-sheet/curves.ts';
import {
  durationText,
  moneyPlaces,
  numberText,
  percentText,
  pricePlaces,
  shortDecimal,
  signedPercentText,
  timeText,
} from '../../../../../src-main/backtest/exports/tear-sheet/figure-text.ts';
import { lineChart } from '../../../../../src-main/backtest/exports/tear-sheet/line-chart.ts';
import { escapeText, html } from '../../../../../src-main/backtest/exports/tear-sheet/markup.ts';
import { tearSheetOf } from '../../../../../src-main/backtest/exports/tear-sheet/tear-sheet.ts';
import { binsOf } from '../../../../../src-main/backtest/report-sections/return-distribution.ts';
import { roundStep } from '../../../../../src-main/backtest/report-sections/round-step.ts';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';
import { runOf, tradeOf } from '../statistics/made-trades.ts';

const HOSTILE = `</title></style><script>alert(1)</script><img src=x onerror='alert(2)'>"&\u202e\0`;

function hostileResult(): RunResult {
  const run = runOf([tradeOf('1', { exitReason: HOSTILE as 'signal', side: HOSTILE as 'long' })]);
  const instrument = { ...run.request.instrument, symbol: HOSTILE, baseAsset: HOSTILE, quoteAsset: HOSTILE };
  const params = { [HOSTILE]: HOSTILE, nested: { list: [HOSTILE] }, missing: undefined };
  return resultOf({ ...run, request: { ...run.request, strategyId: HOSTILE, instrument, params } });
}

/** Names of all elements that were opened, in lower case. */
const elementsOf = (page: string): string[] =>
  [...page.matchAll(/<([a-z!][a-z0-9]*)/gi)].map((match) => `${match[1]}`.toLowerCase());

describe('the page', () => {
  const tape = seededTape('tear sheet', { bars: 60_000 });
  const result = resultOf(unwrap(runBacktest(requestOf(tape, { params: { fast: 5, slow: 20, direction: 'both' } }))));
  const page = tearSheetOf(result);

  it('needs nothing else: no script, no address, nothing that loads', () => {
    expect(page).not.toMatch(/<script|javascript:|https?:|\/\/|\ssrc=|url\(|@import|<link|<iframe|\son[a-z]+=/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].every((match) => /^#note-\d+$/.test(match[1] ?? ''))).toBe(true);
    expect(page).toContain('prefers-color-scheme:dark');
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
  });

  it('each figure has its footnote, and each footnote a figure', () => {
    const links = [...page.matchAll(/href="#(note-\d+)"/g)].map((match) => match[1]);
    const notes = [...page.matchAll(/id="(note-\d+)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(30);
    expect(notes).toEqual(links);
  });

  it('shows 500 trades and how many there are more', () => {
    expect(result.run.trades.length).toBeGreaterThan(500);
    const trades = page.slice(page.indexOf('<h2>Trades</h2>'), page.indexOf('<h2>Definitions</h2>'));
    expect(trades.match(/<tr>/g)).toHaveLength(501);
    expect(trades).toContain(`… and ${numberText(result.run.trades.length - 500, 0)} more trades`);
  });

  it('shows what the run is worth, and no value that is none', () => {
    expect(page).toContain(numberText(Number(result.run.finalEquity) / 1e20, 2));
    expect(page).toContain(percentText(result.metrics.maxDrawdown));
    for (const program of ['freqtrade', 'backtesting.py', 'NautilusTrader']) expect(page).toContain(program);
    expect(page).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
  });

  it('the same run gives the same page', () => {
    expect(tearSheetOf(result)).toBe(page);
  });

  it('a run without trades and one of a single candle are pages too', () => {
    const one = seededTape('one', { bars: 1 });
    for (const run of [runOf([]), unwrap(runBacktest(requestOf(one)))]) {
      expect(tearSheetOf(resultOf(run))).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    }
  });
});

describe('texts from outside', () => {
  const page = tearSheetOf(hostileResult());

  it('no hostile symbol, asset, parameter, strategy or reason becomes an element', () => {
    expect(page).not.toMatch(/<script|<img|\u202e|\0/);
    expect(page.match(/<\/title>/g)).toHaveLength(1);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(page.split('&lt;script&gt;alert(1)').length).toBeGreaterThan(10);
    const clean = tearSheetOf(resultOf(runOf([tradeOf('1')])));
    expect(new Set(elementsOf(page))).toEqual(new Set(elementsOf(clean)));
  });

  it('five characters are escaped, unseen ones replaced, everything else stays', () => {
    expect(escapeText(`<a href="x" id='y'>&amp;`)).toBe('&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;');
    expect(escapeText('a\0b\u202ec\u2066')).toBe('a\ufffdb\ufffdc\ufffd');
    expect(escapeText('Zürich 100 €\n')).toBe('Zürich 100 €\n');
    expect(html`<i>${'<b>'}${[html`<u>${1}</u>`]}</i>`.markup).toBe('<i>&lt;b&gt;<u>1</u></i>');
  });
});

describe('figures as text', () => {
  it('numbers', () => {
    expect([numberText(null, 2), numberText(1234567.891, 2), numberText(-1000, 0), numberText(-0.001, 2)]).toEqual([
      '–',
      '1 234 567.89',
      '−1 000',
      '0.00',
    ]);
    expect([percentText(0.12345), signedPercentText(0.5, 0), signedPercentText(-0.5, 0), signedPercentText(0)]).toEqual(
      ['12.35 %', '+50 %', '−50 %', '0.00 %'],
    );
    expect([shortDecimal('1.5', 8), shortDecimal('-0.333333333333', 8), shortDecimal('2.000000000001', 8)]).toEqual([
      '1.5',
      '−0.33333333',
      '2',
    ]);
    expect([pricePlaces(63_411.65), pricePlaces(1), pricePlaces(0.05), pricePlaces(0)]).toEqual([2, 6, 8, 0]);
    expect([moneyPlaces(10_000), moneyPlaces(5), moneyPlaces(0.1)]).toEqual([2, 4, 8]);
  });

  it('times', () => {
    expect(timeText(Date.UTC(2024, 0, 31, 14, 5))).toBe('2024-01-31 14:05');
    expect([null, 0, 90 * 60_000, 3_600_000, 86_400_000, 100 * 3_600_000].map(durationText)).toEqual([
      '–',
      '0 min',
      '1 h 30 min',
      '1 h',
      '1 d',
      '4 d 4 h',
    ]);
  });
});

describe('a line', () => {
  it('is broken where there is no value', () => {
    const line = {
      kind: 'equity' as const,
      timeMs: Float64Array.of(0, 1, 2, 3),
      values: Float64Array.of(1, 2, Number.NaN, 1),
    };
    const { markup } = lineChart({ label: 'a', height: 100, lines: [line], text: numberText });
    expect(/<path class="line equity" d="([^"]*)"/.exec(markup)?.[1]).toMatch(/^M\S+ \S+ L\S+ \S+ M\S+ \S+$/);
    expect(markup).not.toContain('NaN');
  });

  it('the Sharpe of the last days has a line only where it has values', () => {
    const none = rollingSharpeSection({ days: 30, dayMs: [0, 1], sharpe: [null, null] }).markup;
    expect(none).toContain('No 30 days');
    expect(rollingSharpeSection({ days: 30, dayMs: [0, 1, 2], sharpe: [null, 1, null] }).markup).toContain('<svg');
  });
});

describe('axes and bins', () => {
  it('round steps', () => {
    expect([0.011, 0.02, 3, 7, 10].map(roundStep)).toEqual([0.02, 0.02, 5, 10, 10]);
    expect(axisTicks(-3, 11, 4)).toEqual([0, 5, 10]);
    expect(axisTicks(5, 5, 4)).toEqual([5]);
    expect([tickPlaces([0, 5]), tickPlaces([0, 0.5]), tickPlaces([0, 0.02])]).toEqual([0, 1, 2]);
  });

  it('every value but 0 lies in one bin; 0 is an edge', () => {
    const values = [-0.031, -0.01, 0, 0.0001, 0.012, 0.05];
    const bins = binsOf(values);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(5);
    expect(bins.some(({ from }) => from === 0)).toBe(true);
    expect(bins.length).toBeLessThanOrEqual(42);
    expect([binsOf([]), binsOf([0, 0])]).toEqual([[], []]);
  });
});
