import { describe, expect, it } from 'vitest';
import { NO_ACCOUNT_LIMITS } from '../../src-main/backtest/backtest-request.ts';
import { runPortfolio } from '../../src-main/backtest/run-portfolio.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import type { BotConfig } from '../../src-main/model/bot.ts';
import { candleAt, candleColumnsOf } from '../../src-main/model/candle.ts';
import { moneyFromText } from '../../src-main/model/money.ts';
import type { ClosedTrade } from '../../src-main/model/position.ts';
import { BTC, EngineSession, ETH, START_MS, WHOLE } from '../fakes/engine-session.ts';
import { seededCandles } from '../fakes/seeded-tape.ts';

const BARS = 4000;
const COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 3, slippageBps: 2 };
const ACCOUNT = { ...NO_ACCOUNT_LIMITS, maxDailyLossFraction: 0.2 };

const tapes = [BTC, ETH].map((instrument) => ({
  instrument,
  interval: '1m' as const,
  candles: candleColumnsOf(
    seededCandles(`paper ${instrument.id}`, { bars: BARS }).map((candle, row) => ({
      ...candle,
      openTimeMs: START_MS + row * 60_000,
    })),
  ),
}));

const bots: readonly BotConfig[] = tapes.map(({ instrument, interval }) => ({
  id: instrument.symbol,
  name: instrument.symbol,
  instrumentId: instrument.id,
  interval,
  strategyId: 'sma-cross',
  params: { fast: 3, slow: 8 },
  risk: { ...WHOLE, sizeFraction: 0.5 },
}));

/**
 * Each minute as four trades of each symbol in turn; its end is told by the clock, so that all close at one moment. Long only:
 * a reversal is sized at its fill, where paper has heard the first trade of some symbols and not yet of others.
 */
function paperTrades(): readonly ClosedTrade[] {
  const session = new EngineSession({ costs: COSTS, startMs: START_MS, accountRisk: ACCOUNT });
  for (const config of bots) {
    session.command({ kind: 'addBot', config });
    session.command({ kind: 'startBot', botId: config.id });
    session.startHistory(config.id);
  }
  for (let row = 0; row < BARS; row++) {
    const openTimeMs = START_MS + row * 60_000;
    for (let quarter = 0; quarter < 4; quarter++) {
      const timeMs = openTimeMs + quarter * 15_000;
      session.clock.advanceTo(timeMs);
      for (const { instrument, candles } of tapes) {
        const { open, high, low, close, volume } = candleAt(candles, row);
        const price = [open, low, high, close][quarter] as number;
        const trade = { instrumentId: instrument.id, timeMs, price, quantity: volume / 4, takerSide: 'buy' as const };
        session.paper.onTrade(trade);
        session.engine.offer({ kind: 'trade', trade });
      }
    }
    session.clock.advanceTo(openTimeMs + 60_000);
    session.engine.offer({ kind: 'time', timeMs: openTimeMs + 60_000 });
  }
  return session.of('tradeClosed').map(({ trade }) => trade);
}

describe('bots on one capital (SPEC 14.3, 14.5)', () => {
  it('trade in paper what their portfolio trades on the same tapes, at the same prices and sizes', () => {
    const run = unwrap(
      runPortfolio({
        tapes,
        bots,
        capital: moneyFromText('10000'),
        feeBps: 10,
        spreadBps: COSTS.spreadBps,
        slippageBps: COSTS.slippageBps,
        accountRisk: ACCOUNT,
      }),
    );
    const paper = paperTrades();
    const wanted = run.combined.trades.filter(({ exitReason }) => exitReason !== 'end');
    expect(wanted.length).toBeGreaterThan(100);
    expect(run.combined.refusals).toBeGreaterThan(20);
    expect(paper.slice(0, wanted.length)).toEqual(wanted);
  });
});
