import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { loadHistoryOfStartedBots } from '../../src-main/composition/bot-history.ts';
import { createTrading } from '../../src-main/composition/trading.ts';
import { createSimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import { historyBars } from '../../src-main/engine/strategies/history-bars.ts';
import { findStrategy } from '../../src-main/engine/strategies/registry.ts';
import { createDemoCandleStore, createDemoHistory } from '../../src-main/exchanges/demo/demo-history.ts';
import { createDemoMarket } from '../../src-main/exchanges/demo/demo-market.ts';
import type { BotConfig } from '../../src-main/model/bot.ts';
import type { Money } from '../../src-main/model/money.ts';
import { moneyFromText, moneyToNumber, priceFromNumber } from '../../src-main/model/money.ts';
import { barOpenMs } from '../../src-main/model/time.ts';
import type { ParityReport } from '../../src-main/parity/parity-of-bot.ts';
import { parityOfBot } from '../../src-main/parity/parity-of-bot.ts';
import { attribute } from '../../src-main/portfolio-reports/attribution/attribution.ts';
import { NO_LIMITS } from '../fakes/engine-session.ts';
import { MemoryJournal } from '../fakes/memory-journal.ts';
import { createTestLog } from '../fakes/test-log.ts';

const SEED = 'parity';
const START_MS = Date.UTC(2026, 0, 5, 12, 0, 20);
const CAPITAL = moneyFromText('10000');
const COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 2, slippageBps: 1 };
const ID = 'demo:BTC-USDT';

const botOf = (parts: Partial<BotConfig>): BotConfig => ({
  id: 'bot',
  name: 'Bot',
  instrumentId: ID,
  interval: '1m',
  strategyId: 'sma-cross',
  params: { fast: 3, slow: 8, direction: 'both' },
  risk: { sizeFraction: 0.5, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  ...parts,
});

/** A paper bot on the demo market for some minutes, as the desktop app runs it, and its parity report. */
async function paperParity(config: BotConfig, minutes: number) {
  const [market, history] = [createDemoMarket(SEED), createDemoHistory(SEED)];
  const clock = createSimulatedClock(START_MS);
  const journal = new MemoryJournal();
  const log = createTestLog();
  const shipped = { findStrategy, strategyHost: { start: () => null } as never, remembered: [] };
  const trading = createTrading({ market, journal, clock, log, accountRisk: NO_LIMITS, ...shipped });
  loadHistoryOfStartedBots({ engine: trading.engine, candles: createDemoCandleStore(history), clock, log });
  const running = trading.start();
  trading.engine.command({ kind: 'addBot', config });
  trading.engine.command({ kind: 'startBot', botId: config.id });
  await setImmediate();
  clock.advanceTo(START_MS + minutes * 60_000);
  await running.dispose();
  const nowMs = clock.nowMs();
  const definition = findStrategy(config.strategyId);
  const formingMs = barOpenMs(config.interval, START_MS);
  const pastMs = formingMs - historyBars(definition?.warmUp(config.params) ?? 0) * 60_000;
  const read = (fromMs: number, toMs: number) =>
    history.read({ instrumentId: ID, interval: config.interval, fromMs, toMs });
  const fills = [...journal.disk.fills.values()];
  const orders = [...journal.disk.orders.values()].map(({ order }) => order);
  const instrument = market.instruments().find(({ id }) => id === ID);
  if (instrument === undefined) throw new Error('the demo market lacks its first instrument');
  const mark = trading.engine.snapshot().prices.find(({ instrumentId }) => instrumentId === ID)?.price ?? Number.NaN;
  const latest = { price: priceFromNumber(mark), timeMs: nowMs };
  // The minute in which the session ends is not over: its first trade is its open.
  const nextOpenOf = (openMs: number): number | null =>
    market.tradesBetween(ID, openMs, openMs + 60_000)[0]?.price ?? null;
  const candles = {
    past: read(pastMs, formingMs),
    bars: read(formingMs, nowMs),
    nextOpen: nextOpenOf(barOpenMs(config.interval, nowMs)),
  };
  const report = parityOfBot({
    ...{ instrument, fills, orders, costs: COSTS, accountRisk: NO_LIMITS, latest, markets: new Map() },
    spans: [{ config, fromMs: START_MS, toMs: nowMs, capital: CAPITAL, candles }],
  });
  const { whole } = attribute({ fills, markOf: () => latest.price, strategyOf: () => '' }, 'bot');
  return { report, fills, whole, equity: trading.engine.equity() };
}

const sumOf = (report: ParityReport): bigint => Object.values(report.parts).reduce((sum, part) => sum + part, 0n);

describe('a paper bot on the demo market against its own backtest', () => {
  it.each([
    ['crosses of averages', botOf({}), 160],
    [
      'with stop and target',
      botOf({ risk: { ...botOf({}).risk, stopLossFraction: 0.001, takeProfitFraction: 0.001 } }),
      600,
    ],
    ['on longer bars', botOf({ interval: '5m', params: { fast: 2, slow: 4, direction: 'both' } }), 240],
  ])(
    '%s: decides the same, and what it earned otherwise is explained to the last digit',
    async (_name, config, minutes) => {
      const { report, fills, whole, equity } = await paperParity(config, minutes);
      expect(fills.length).toBeGreaterThan(8);
      expect(report.spans.map(({ whyNot }) => whyNot)).toEqual([null]);
      expect(report.parts.signal).toBe(0n);
      expect(report.parts.remainder).toBe(0n);
      // A stop within a bar may come before its target, or not at all: the backtest sees four prices of a minute.
      const rests = config.risk.stopLossFraction !== null;
      if (!rests) expect(report.parts.missedFills).toBe(0n);
      if (!rests) expect(report.trades.every(({ match }) => match === 'both')).toBe(true);
      // What was earned is what the account has; the gap is the sum of its parts, trade by trade.
      expect(report.actual).toBe(equity - CAPITAL);
      expect(report.actual).toBe(whole.total);
      expect(report.gap).toBe(report.actual - report.model);
      expect(sumOf(report)).toBe(report.gap);
      for (const { actual, model, parts } of report.trades) {
        const sum = Object.values(parts).reduce((total, part) => total + part, 0n as bigint);
        expect(sum).toBe((actual ?? 0n) - (model ?? 0n));
      }
      expect(report.measured.takerFeeBps.median).toBeCloseTo(10, 3);
      expect(report.measured.latencyMs.median).toBeGreaterThan(0);
      expect(Math.abs(moneyToNumber(report.gap as Money))).toBeLessThan(200);
    },
  );
});
