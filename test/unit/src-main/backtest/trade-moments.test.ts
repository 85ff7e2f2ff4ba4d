import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import type { TradeMoments } from '../../../../src-main/backtest/trade-moments.ts';
import { tradeMoments } from '../../../../src-main/backtest/trade-moments.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { sma } from '../../../../src-main/engine/indicators/sma.ts';
import { createDemoHistory } from '../../../../src-main/exchanges/demo/demo-history.ts';
import { createSymbolModels } from '../../../../src-main/exchanges/demo/symbol-model.ts';
import { tradeMomentsView } from '../../../../src-preload/contract/trade-moment-views.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';

const SEED = 'trade moments';
const FROM_MS = Date.UTC(2026, 0, 5);
const BARS = 3000;
const [model] = createSymbolModels(SEED);
if (model === undefined) throw new Error('the demo market has no symbol');
const { instrument } = model;
const range = { instrumentId: instrument.id, interval: '1m', fromMs: FROM_MS, toMs: FROM_MS + BARS * 60_000 } as const;
const request = requestOf(createDemoHistory(SEED).read(range), { instrument, params: { fast: 10, slow: 30 } });
const { trades } = unwrap(runBacktest(request));
const momentsOf = (index: number, changed = request): TradeMoments => {
  const trade = unwrap(runBacktest(changed)).trades[index];
  if (trade === undefined) throw new Error(`there is no trade ${index}`);
  return unwrap(tradeMoments(changed, trade));
};
const middle = Math.floor(trades.length / 2);

describe('what the strategy saw at a trade', () => {
  it('are the values its indicators had on the whole tape at the bar that had just closed', () => {
    const { entry } = momentsOf(middle);
    const row = request.candles.openTimeMs.indexOf(entry?.barOpenMs ?? Number.NaN);
    const meanOf = (period: number) => sma.series(request.candles, sma.params.parse({ period }))[0]?.[row];
    const [fast, slow] = [meanOf(10), meanOf(30)];
    expect(entry?.seen).toEqual([
      { indicator: 'fast', output: sma.outputs[0], value: fast },
      { indicator: 'slow', output: sma.outputs[0], value: slow },
    ]);
    expect(fast).toBeGreaterThan(slow as number);
    expect(entry?.bar.close).toBe(request.candles.close[row]);
  });

  it('has the decision behind the entry and the exit, its score and parts, and what sized it', () => {
    const { entry, exit } = momentsOf(middle);
    expect(entry).toMatchObject({ purpose: 'entry', side: 'buy', decision: { score: 1 }, sizing: { method: 'share' } });
    expect(entry?.decision?.parts[0]?.signal).toBe('moving_average');
    expect(exit).toMatchObject({ purpose: 'signal', side: 'sell', decision: { score: -1 } });
  });

  it('of a stop is what stood there when it filled, not when it was sent', () => {
    const stopped = { ...request, risk: { ...request.risk, stopLossFraction: 0.001 } };
    const index = unwrap(runBacktest(stopped)).trades.findIndex(({ exitReason }) => exitReason === 'stop');
    const { exit } = momentsOf(index, stopped);
    const trade = unwrap(runBacktest(stopped)).trades[index];
    expect(exit?.purpose).toBe('stop');
    const closedMs = (exit?.barOpenMs ?? 0) + 60_000;
    expect(closedMs).toBeLessThanOrEqual(trade?.exitTimeMs ?? 0);
    expect((trade?.exitTimeMs ?? 0) - closedMs).toBeLessThan(60_000);
  });

  it('is there for the first and for the last trade, as the contract says', () => {
    for (const index of [0, trades.length - 1]) {
      const moments = momentsOf(index);
      expect(tradeMomentsView.parse(moments)).toEqual(moments);
      expect(moments.entry).not.toBeNull();
    }
  });
});
