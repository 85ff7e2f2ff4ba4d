import { describe, expect, it } from 'vitest';
import { NO_ACCOUNT_LIMITS } from '../../../../src-main/backtest/backtest-request.ts';
import { portfolioReportOf } from '../../../../src-main/backtest/portfolio-report.ts';
import type { PortfolioRequest } from '../../../../src-main/backtest/portfolio-request.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import type { PortfolioRun } from '../../../../src-main/backtest/run-portfolio.ts';
import { runPortfolio } from '../../../../src-main/backtest/run-portfolio.ts';
import type { Tape } from '../../../../src-main/backtest/tape.ts';
import { timelineOf } from '../../../../src-main/backtest/timeline.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { candleColumnsOf, sliceCandleColumns } from '../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../src-main/model/candle-aggregation.ts';
import { moneyFromText, moneyToNumber } from '../../../../src-main/model/money.ts';
import type { ClosedTrade } from '../../../../src-main/model/position.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { BTC, ETH, WHOLE } from '../../../fakes/engine-session.ts';
import { restingLimit } from '../../../fakes/resting-limit.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const MINUTE_MS = 60_000;
const PART = { ...WHOLE, sizeFraction: 0.3 };

function tapeOf(
  instrument: Tape['instrument'],
  options: { bars?: number; gapShare?: number; firstMs?: number } = {},
): Tape {
  return { instrument, interval: '1m', candles: seededTape(instrument.id, { bars: 3000, ...options }) };
}

function botOf(instrument: Tape['instrument'], changes: Partial<BotConfig> = {}): BotConfig {
  return {
    id: instrument.symbol,
    name: instrument.symbol,
    instrumentId: instrument.id,
    interval: '1m',
    strategyId: 'sma-cross',
    params: { fast: 3, slow: 9, direction: 'both' },
    risk: PART,
    ...changes,
  };
}

function portfolioOf(changes: Partial<PortfolioRequest> = {}): PortfolioRequest {
  return {
    tapes: [tapeOf(BTC), tapeOf(ETH, { gapShare: 0.01 })],
    bots: [botOf(BTC), botOf(ETH)],
    capital: moneyFromText('10000'),
    feeBps: 10,
    slippageBps: 2,
    spreadBps: 1,
    accountRisk: NO_ACCOUNT_LIMITS,
    ...changes,
  };
}

const run = (changes: Partial<PortfolioRequest> = {}): PortfolioRun => unwrap(runPortfolio(portfolioOf(changes)));
const tradesOf = ({ combined }: PortfolioRun, { id }: Tape['instrument']): ClosedTrade[] =>
  combined.trades.filter(({ instrumentId }) => instrumentId === id);
const anonymous = (trades: readonly ClosedTrade[]): ClosedTrade[] => trades.map((trade) => ({ ...trade, botId: '' }));

/** Flat candles at these closes, one a minute from `firstMs` on. */
function flat(closes: readonly number[], firstMs = Date.UTC(2024, 0, 1)): CandleColumns {
  const candles = closes.map((close, row) => ({
    openTimeMs: firstMs + row * MINUTE_MS,
    open: close,
    high: close,
    low: close,
    close,
    volume: 1,
  }));
  return candleColumnsOf(candles);
}

describe('a portfolio (SPEC 14.5)', () => {
  it('of one bot is that bot’s backtest, to the bit', () => {
    const tape = tapeOf(BTC, { gapShare: 0.01 });
    const portfolio = run({ tapes: [tape], bots: [botOf(BTC)] });
    const { params } = botOf(BTC);
    const single = unwrap(runBacktest(requestOf(tape.candles, { instrument: BTC, params, risk: PART })));
    expect(single.trades.length).toBeGreaterThan(100);
    expect(anonymous(portfolio.combined.trades)).toEqual(anonymous(single.trades));
    expect(portfolio.combined.equity).toEqual(single.equity);
    expect(portfolio.combined.finalEquity).toBe(single.finalEquity);
    expect(portfolio.combined.heldBars).toBe(single.heldBars);
  });

  it('of bots that take fixed amounts trades what each trades alone', () => {
    const grid = { strategyId: 'sma-cross', params: { fast: 5, slow: 30 }, risk: { ...WHOLE, sizeFraction: 0.01 } };
    const both = run({ bots: [botOf(BTC, grid), botOf(ETH, grid)], feeBps: 0, slippageBps: 0, spreadBps: 0 });
    for (const tape of both.request.tapes) {
      const alone = run({
        tapes: [tape],
        bots: [botOf(tape.instrument, grid)],
        feeBps: 0,
        slippageBps: 0,
        spreadBps: 0,
      });
      const times = (trades: readonly ClosedTrade[]) =>
        trades.map(({ entryTimeMs, exitTimeMs }) => [entryTimeMs, exitTimeMs]);
      expect(alone.combined.trades.length).toBeGreaterThan(20);
      expect(times(tradesOf(both, tape.instrument))).toEqual(times(alone.combined.trades));
    }
  });

  it('shares one capital: what one binds is not there for the other, and the refusal says so', () => {
    const whole = { risk: WHOLE, params: { fast: 3, slow: 9 } };
    const bots = [botOf(BTC, whole), botOf(ETH, whole)];
    const shared = run({ bots });
    expect(shared.combined.refusalLog.rules.map(({ rule }) => rule)).toEqual(['buyingPower']);
    const counted = shared.bots.map(({ refusals }) => refusals.buyingPower ?? 0);
    expect(counted.every((count) => count > 0)).toBe(true);
    expect((counted[0] as number) + (counted[1] as number)).toBe(shared.combined.refusals);
  });

  it('adds up: capital, profits of all bots, equity', () => {
    const { combined, bots, request } = run();
    const profit = bots.reduce((sum, result) => sum + result.profit, 0n);
    expect(request.capital + profit).toBe(combined.finalEquity);
    expect(bots.reduce((sum, { fees }) => sum + fees, 0n)).toBe(combined.fees);
    expect(bots.reduce((sum, { trades }) => sum + trades, 0)).toBe(combined.trades.length);
    expect(combined.equity.at(-1)).toBeCloseTo(moneyToNumber(combined.finalEquity), 6);
    const moments = new Set(request.tapes.flatMap(({ candles }) => [...candles.openTimeMs]));
    expect(combined.equity.length).toBe(moments.size);
  });

  it('gives the same twice, and the same rules hold over all bots', () => {
    expect(run().combined.trades).toEqual(run().combined.trades);
    const accountRisk = { ...NO_ACCOUNT_LIMITS, maxDailyLossFraction: 0.01 };
    const guarded = run({ accountRisk });
    expect(guarded.combined.refusalLog.rules.map(({ rule }) => rule)).toContain('dailyLoss');
    expect(guarded.bots.every(({ refusals }) => (refusals.dailyLoss ?? 0) > 0)).toBe(true);
  });

  it('closes what is held of a tape that ends before the others, at its last close', () => {
    const short = sliceCandleColumns(tapeOf(ETH).candles, 0, 1000);
    const ended = run({ tapes: [tapeOf(BTC), { instrument: ETH, interval: '1m', candles: short }] });
    const last = tradesOf(ended, ETH).at(-1);
    expect(last).toMatchObject({ exitReason: 'end', exitTimeMs: short.openTimeMs[999] });
    expect(Number(last?.exitPrice) / 1e12).toBe(short.close[999]);
    expect(tradesOf(ended, BTC).at(-1)?.exitTimeMs).toBeGreaterThan(short.openTimeMs[999] as number);
  });

  it('lets bots trade longer intervals than the tapes', () => {
    const tape = tapeOf(BTC);
    const bars = aggregateColumns(tape.candles, '1m', '15m');
    const params = { fast: 2, slow: 5 };
    const long = run({ tapes: [tape], bots: [botOf(BTC, { interval: '15m', params })] });
    const wanted = unwrap(runBacktest(requestOf(bars, { instrument: BTC, interval: '15m', params, risk: PART })));
    const signals = wanted.trades.filter(({ exitReason }) => exitReason === 'signal');
    expect(signals.length).toBeGreaterThan(5);
    expect(anonymous(long.combined.trades).slice(0, signals.length)).toEqual(anonymous(signals));
  });
});

describe('the universe as of each date (SPEC 5.2)', () => {
  const spanMs = [Date.UTC(2024, 0, 1, 10), Date.UTC(2024, 0, 1, 20)] as const;
  const [fromMs, toMs] = spanMs;
  const universe = new Map([
    [BTC.id, [{ fromMs: 0, toMs: Number.POSITIVE_INFINITY }]],
    [ETH.id, [{ fromMs, toMs }]],
  ]);

  const tapes = [tapeOf(BTC), tapeOf(ETH)];

  it('refuses entries outside a member’s span by name; positions stay', () => {
    const kept = run({ universe, tapes });
    const times = tradesOf(kept, ETH).map(({ entryTimeMs }) => entryTimeMs);
    expect(times.length).toBeGreaterThan(20);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(fromMs);
    expect(Math.max(...times)).toBeLessThanOrEqual(toMs);
    const [btc, eth] = kept.bots;
    expect(eth?.refusals.universe).toBeGreaterThan(20);
    expect(btc?.refusals.universe).toBeUndefined();
    expect(kept.combined.refusalLog.first.find(({ rule }) => rule === 'universe')?.actual).toContain(ETH.id);
    expect(tradesOf(kept, ETH).at(-1)?.exitTag).not.toBe('universe');
  });

  it('closes them when asked to, at the first open after the span', () => {
    const closed = run({ universe, tapes, onLeave: 'close' });
    const last = tradesOf(closed, ETH).at(-1);
    expect(last).toMatchObject({ exitReason: 'flatten', exitTag: 'universe' });
    expect(last?.exitTimeMs).toBe(toMs);
  });

  it('takes back what waits to be entered', () => {
    const eth = { instrument: ETH, interval: '1m' as const, candles: flat([10, 10, 10, 10, 9, 9]) };
    const firstMs = Date.UTC(2024, 0, 1);
    const spans = (endMs: number) => new Map([[ETH.id, [{ fromMs: 0, toMs: endMs }]]]);
    const bots = [botOf(ETH, { strategyId: 'resting', params: {} })];
    const findStrategy = restingLimit();
    const fills = (endMs: number): number => {
      const request = portfolioOf({
        tapes: [eth],
        bots,
        universe: spans(endMs),
        feeBps: 0,
        slippageBps: 0,
        spreadBps: 0,
      });
      return unwrap(runPortfolio(request, { findStrategy })).combined.trades.length;
    };
    expect(fills(firstMs + 60 * MINUTE_MS)).toBe(1);
    expect(fills(firstMs + 3 * MINUTE_MS)).toBe(0);
  });
});

describe('a portfolio that cannot be run', () => {
  const refusal = (changes: Partial<PortfolioRequest>): string => {
    const outcome = runPortfolio(portfolioOf(changes));
    return outcome.ok ? 'it ran' : `${outcome.error.code}: ${outcome.error.message}`;
  };
  const hours = { instrument: ETH, interval: '1h' as const, candles: flat([1, 2]) };

  it('is refused with what is wrong', () => {
    expect(refusal({ tapes: [] })).toBe('badArgument: tapes is empty, expected one or more');
    expect(refusal({ bots: [] })).toBe('badArgument: bots is empty, expected one or more');
    expect(refusal({ tapes: [tapeOf(BTC), hours] })).toBe(
      'badArgument: ETH-USDT has candles of 1h, expected 1m as BTC-USDT',
    );
    expect(refusal({ tapes: [tapeOf(BTC)] })).toBe(
      'badArgument: bot ETH-USDT trades test:ETH-USDT, expected one with a tape',
    );
    expect(refusal({ bots: [botOf(BTC), botOf(BTC)] })).toContain('BTC-USDT is there twice');
    expect(refusal({ bots: [botOf(BTC, { params: { fast: 9, slow: 3 } })] })).toContain('fast must be below slow');
    const odd = { ...tapeOf(ETH), candles: flat([1, 2], Date.UTC(2024, 0, 1) + 7) };
    expect(refusal({ tapes: [tapeOf(BTC), odd] })).toContain('expected only whole 1m beside other tapes');
    expect(refusal({ tapes: [{ ...tapeOf(BTC), candles: flat([]) }, tapeOf(ETH)] })).toBe(
      'noCandles: BTC-USDT has no candles, expected one or more',
    );
  });

  it('can be cancelled', () => {
    const outcome = runPortfolio(portfolioOf(), { isCancelled: () => true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('the report of a portfolio', () => {
  it('says what each bot and each symbol brought, and compares with holding all of them', () => {
    const portfolio = run();
    const report = portfolioReportOf(portfolio);
    const total = moneyToNumber(portfolio.combined.finalEquity) / 10_000 - 1;
    expect(report.bots.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(total, 9);
    expect(report.symbols.map(({ symbol }) => symbol)).toEqual(['BTC-USDT', 'ETH-USDT']);
    const held = report.symbols.map(({ buyAndHoldReturn }) => buyAndHoldReturn);
    expect(report.metrics.buyAndHoldReturn).toBeCloseTo(((held[0] as number) + (held[1] as number)) / 2, 9);
    expect(report.metrics.totalReturn).toBeCloseTo(total, 9);
  });

  it('reads the index off equal shares, each at its last close where it has no candle', () => {
    const line = timelineOf([
      { instrument: BTC, interval: '1m', candles: flat([10, 11, 12]) },
      { instrument: ETH, interval: '1m', candles: flat([4, 6], Date.UTC(2024, 0, 1) + MINUTE_MS) },
    ]);
    expect([...line.close]).toEqual([100, 105, 135]);
    expect([...line.openTimeMs].map((timeMs) => (timeMs - Date.UTC(2024, 0, 1)) / MINUTE_MS)).toEqual([0, 1, 2]);
  });
});
