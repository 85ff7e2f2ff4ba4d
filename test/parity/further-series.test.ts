import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../src-main/base/outcome.ts';
import { ema } from '../../src-main/engine/indicators/ema.ts';
import { rsi } from '../../src-main/engine/indicators/rsi.ts';
import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import { request } from '../../src-main/engine/strategies/strategy.ts';
import type { CandleColumns } from '../../src-main/model/candle.ts';
import { candleAt, createCandleColumns, sliceCandleColumns, writeCandle } from '../../src-main/model/candle.ts';
import { aggregateColumns } from '../../src-main/model/candle-aggregation.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { requestOf } from '../fakes/backtest-runs.ts';
import { BTC, EngineSession, ETH, WHOLE } from '../fakes/engine-session.ts';
import { onlooker } from '../fakes/onlooker.ts';
import { seededTape } from '../fakes/seeded-tape.ts';

const BARS = 4000;
const FIRST_MS = Date.UTC(2024, 0, 2);

/** Minutes of a walk on a grid that both symbols share, some of them missing. */
function minutesOf(seed: string, firstPrice: number): CandleColumns {
  const whole = seededTape(seed, { bars: BARS, firstPrice });
  const random = createSeededRandom(`${seed} gaps`);
  const kept = createCandleColumns(BARS);
  let rows = 0;
  let missing = 0;
  for (let row = 0; row < BARS; row++) {
    if (missing === 0 && random.next() < 0.02) missing = 1 + Math.floor(random.next() * 25);
    if (missing > 0) missing--;
    else writeCandle(kept, rows++, { ...candleAt(whole, row), openTimeMs: FIRST_MS + row * 60_000 });
  }
  return sliceCandleColumns(kept, 0, rows);
}

/** Each minute as four trades, whichever symbol comes first; the feed tells the time at each minute's end. */
function tellTrades(session: EngineSession, tapes: readonly (readonly [Instrument, CandleColumns])[]): void {
  const random = createSeededRandom('who is first');
  const rows = tapes.map(() => 0);
  for (let minute = 0; minute < BARS; minute++) {
    const openTimeMs = FIRST_MS + minute * 60_000;
    const order = random.next() < 0.5 ? [0, 1] : [1, 0];
    for (let quarter = 0; quarter < 4; quarter++) {
      const timeMs = openTimeMs + quarter * 15_000;
      session.clock.advanceTo(timeMs);
      for (const tape of order) {
        const [instrument, minutes] = tapes[tape] as (typeof tapes)[number];
        const row = rows[tape] as number;
        if (minutes.openTimeMs[row] !== openTimeMs) continue;
        const { open, high, low, close, volume } = candleAt(minutes, row);
        const price = [open, high, low, close][quarter] as number;
        const trade = { instrumentId: instrument.id, timeMs, price, quantity: volume / 4, takerSide: 'buy' as const };
        session.paper.onTrade(trade);
        session.engine.offer({ kind: 'trade', trade });
        if (quarter === 3) rows[tape] = row + 1;
      }
    }
    session.clock.advanceTo(openTimeMs + 60_000);
    session.engine.offer({ kind: 'time', timeMs: openTimeMs + 60_000 });
  }
}

const OPTIONS = {
  series: {
    other: { symbol: 'ETH-USDT' },
    quarter: { interval: '15m' },
    otherHour: { symbol: 'ETH-USDT', interval: '1h' },
  },
  indicators: {
    fast: request(ema, { period: 5 }),
    slow: request(ema, { period: 20 }, 'quarter'),
    otherStrength: request(rsi, { period: 7 }, 'otherHour'),
  },
  warmUp: 4,
} as const;

describe('further series in a replay and from trades as they happen (SPEC 14.4)', () => {
  const [btc, eth] = [minutesOf('own', 30_000), minutesOf('other', 2000)];
  const replayed = onlooker(OPTIONS);
  const run = unwrap(
    runBacktest(
      requestOf(aggregateColumns(btc, '1m', '5m'), {
        instrument: BTC,
        interval: '5m',
        strategyId: 'onlooker',
        others: [{ instrument: ETH, interval: '5m', candles: aggregateColumns(eth, '1m', '5m') }],
        risk: { ...WHOLE, sizeFraction: 0.5 },
      }),
      { findStrategy: replayed.findStrategy },
    ),
  );
  const live = onlooker(OPTIONS);
  const session = new EngineSession({ findStrategy: live.findStrategy, startMs: FIRST_MS });
  session.startScripted('', {
    strategyId: 'onlooker',
    params: {},
    interval: '5m',
    risk: { ...WHOLE, sizeFraction: 0.5 },
  });
  tellTrades(session, [
    [BTC, btc],
    [ETH, eth],
  ]);

  it('show a strategy the same, to the bit', () => {
    expect(replayed.seen.length).toBeGreaterThan(500);
    expect(live.seen.slice(0, replayed.seen.length)).toEqual(replayed.seen);
    expect(live.seen.length - replayed.seen.length).toBeLessThanOrEqual(1);
  });

  it('trade the same entries and exits', () => {
    const ends = ({ trade }: { trade: (typeof run.trades)[number] }): number[] =>
      [trade.entryTimeMs, trade.exitTimeMs].map((timeMs) => Math.floor(timeMs / 300_000));
    const wanted = run.trades.filter(({ exitReason }) => exitReason === 'signal').map((trade) => ends({ trade }));
    expect(wanted.length).toBeGreaterThan(100);
    expect(session.of('tradeClosed').map(ends).slice(0, wanted.length)).toEqual(wanted);
  });

  it('change only as often as they close: an hour stands still for an hour', () => {
    const changes = new Map<number, Set<number>>();
    for (const { series } of replayed.seen) {
      const { openTimeMs, close } = series.otherHour as { openTimeMs: number; close: number };
      changes.set(openTimeMs, (changes.get(openTimeMs) ?? new Set()).add(close));
    }
    expect(changes.size).toBeGreaterThan(50);
    for (const values of changes.values()) expect(values.size).toBe(1);
  });

  it('the future makes no difference: cut anywhere, the tape shows the same until there', () => {
    const own = aggregateColumns(btc, '1m', '5m');
    const other = aggregateColumns(eth, '1m', '5m');
    for (const rows of [211, 333, 400]) {
      const cut = onlooker(OPTIONS);
      const untilMs = own.openTimeMs[rows] as number;
      const otherRows = other.openTimeMs.findIndex((timeMs) => timeMs >= untilMs);
      unwrap(
        runBacktest(
          requestOf(sliceCandleColumns(own, 0, rows), {
            instrument: BTC,
            interval: '5m',
            strategyId: 'onlooker',
            others: [{ instrument: ETH, interval: '5m', candles: sliceCandleColumns(other, 0, otherRows) }],
          }),
          { findStrategy: cut.findStrategy },
        ),
      );
      expect(cut.seen.length).toBeGreaterThan(50);
      expect(replayed.seen.slice(0, cut.seen.length)).toEqual(cut.seen);
    }
  });
});
