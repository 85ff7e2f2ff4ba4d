import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../src-main/base/outcome.ts';
import { loadHistoryOfStartedBots } from '../../../../src-main/composition/bot-history.ts';
import { ema } from '../../../../src-main/engine/indicators/ema.ts';
import type { CandleRange } from '../../../../src-main/engine/ports/candle-store.ts';
import { SHIPPED_REGIME_MODEL } from '../../../../src-main/engine/regime/regime-model.ts';
import { request } from '../../../../src-main/engine/strategies/strategy.ts';
import type { CandleColumns } from '../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { aggregateColumns } from '../../../../src-main/model/candle-aggregation.ts';
import { BTC, EngineSession, ETH, START_MS, WHOLE } from '../../../fakes/engine-session.ts';
import { onlooker } from '../../../fakes/onlooker.ts';
import { seededCandles } from '../../../fakes/seeded-tape.ts';

const MINUTES = 6 * 1440;
/** The bot is started in the middle of a day, an hour and a minute's bar. */
const STARTED_ROW = 4 * 1440 + 617;

const minutesOf = (seed: string): CandleColumns =>
  candleColumnsOf(
    seededCandles(seed, { bars: MINUTES }).map((candle, row) => ({ ...candle, openTimeMs: START_MS + row * 60_000 })),
  );
const TAPES = new Map([
  [BTC.id, minutesOf('own past')],
  [ETH.id, minutesOf('other past')],
]);

function readStore({ instrumentId, interval, fromMs, toMs }: CandleRange): CandleColumns {
  const bars = aggregateColumns(TAPES.get(instrumentId) as CandleColumns, '1m', interval);
  const rows = Array.from(bars.openTimeMs.keys()).filter((row) => {
    const timeMs = bars.openTimeMs[row] as number;
    return timeMs >= fromMs && timeMs < toMs;
  });
  return candleColumnsOf(rows.map((row) => candleAt(bars, row)));
}

const OPTIONS = {
  series: { day: { interval: '1d' }, other: { symbol: 'ETH-USDT' }, otherHour: { symbol: 'ETH-USDT', interval: '1h' } },
  indicators: { hourly: request(ema, { period: 3 }, 'otherHour') },
} as const;

/** What the bot sees of the tape from `startedRow` on, its past read from the store. */
async function seenFrom(startedRow: number) {
  const watching = onlooker(OPTIONS);
  const session = new EngineSession({ findStrategy: watching.findStrategy, startMs: START_MS + startedRow * 60_000 });
  const { engine, clock, log } = session;
  const candles = { read: async (range: CandleRange) => succeed(readStore(range)) };
  loadHistoryOfStartedBots({ engine, candles, clock, log, findStrategy: watching.findStrategy });
  const config = { instrumentId: BTC.id, interval: '5m', strategyId: 'onlooker', params: {}, risk: WHOLE } as const;
  session.command({ kind: 'addBot', config: { id: 'bot', name: 'Bot', ...config } });
  session.command({ kind: 'startBot', botId: 'bot' });
  for (let row = startedRow; row < MINUTES; row++) {
    clock.advanceTo(START_MS + (row + 1) * 60_000);
    for (const [instrumentId, minutes] of TAPES) {
      engine.offer({ kind: 'candle', instrumentId, interval: '1m', candle: candleAt(minutes, row) });
    }
    engine.offer({ kind: 'time', timeMs: clock.nowMs() });
    // The past arrives while bars close already.
    if (row === startedRow + 3) for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  }
  return watching.seen;
}

describe('the past of a bot with further series', () => {
  it('leaves it where one stands that ran all the time', async () => {
    const whole = await seenFrom(0);
    const late = await seenFrom(STARTED_ROW);
    expect(late.length).toBe(Math.floor(MINUTES / 5) - Math.floor(STARTED_ROW / 5));
    const same = whole.slice(-late.length);
    expect(late.map(({ close, series }) => ({ close, series }))).toEqual(
      same.map(({ close, series }) => ({ close, series })),
    );
    // An average that remembers for ever: the past that is read goes back far enough for it.
    for (const [index, { indicators }] of late.entries()) {
      expect(indicators.hourly).toBeCloseTo(same[index]?.indicators.hourly as number, 9);
    }
  });
});

describe('the past of a bot on an exchange', () => {
  /** A bot started while its exchange is away, on a clock that is five seconds behind the exchange's. */
  function startBot() {
    const watching = onlooker({ series: {}, indicators: {} });
    const startMs = START_MS + STARTED_ROW * 60_000 - 5_000;
    const session = new EngineSession({ findStrategy: watching.findStrategy, startMs });
    const { engine, clock, log } = session;
    const exchange = { isThere: false, answers: false, asked: [] as CandleRange[] };
    const candles = {
      read: async (range: CandleRange) => {
        exchange.asked.push(range);
        return exchange.answers ? succeed(readStore(range)) : fail('networkFailed', 'away for the test');
      },
    };
    const marketNowMs = () => (exchange.isThere ? clock.nowMs() + 5_000 : null);
    loadHistoryOfStartedBots({ engine, candles, clock, log, findStrategy: watching.findStrategy, marketNowMs });
    const config = { instrumentId: BTC.id, interval: '1m', strategyId: 'onlooker', params: {}, risk: WHOLE } as const;
    session.command({ kind: 'addBot', config: { id: 'bot', name: 'Bot', ...config } });
    session.command({ kind: 'startBot', botId: 'bot' });
    const wait = async (ms: number): Promise<void> => {
      clock.advanceTo(clock.nowMs() + ms);
      await new Promise((done) => setImmediate(done));
    };
    const tell = (row: number): void => {
      const candle = candleAt(TAPES.get(BTC.id) as CandleColumns, row);
      engine.offer({ kind: 'candle', instrumentId: BTC.id, interval: '1m', candle });
    };
    return { session, exchange, wait, tell, seen: watching.seen };
  }

  it('is waited for until the exchange is there and answers, and leaves no minute out', async () => {
    const { exchange, wait, tell, seen } = startBot();
    await wait(1_000);
    expect(exchange.asked).toEqual([]);
    exchange.isThere = true;
    await wait(1_000);
    // The minute before ended two seconds ago: the exchange may not have it yet.
    expect(exchange.asked).toEqual([]);
    await wait(4_000);
    expect(exchange.asked).not.toEqual([]);
    exchange.answers = true;
    await wait(10_000);
    expect(exchange.asked.at(-1)?.toMs).toBe(START_MS + STARTED_ROW * 60_000);
    tell(STARTED_ROW);
    const minutes = TAPES.get(BTC.id) as CandleColumns;
    expect(seen.map(({ close }) => close)).toEqual([minutes.close[STARTED_ROW]]);
  });

  it('of a bot that was stopped meanwhile is nobody else’s', async () => {
    const { session, exchange, wait, tell, seen } = startBot();
    exchange.isThere = true;
    exchange.answers = true;
    session.command({ kind: 'stopBot', botId: 'bot' });
    await wait(60_000);
    expect(exchange.asked).toEqual([]);
    tell(STARTED_ROW);
    expect(seen).toEqual([]);
  });
});

describe('the past of a bot whose settings go by regimes', () => {
  it('goes back far enough for the regime to be known at its first bar', async () => {
    const session = new EngineSession({ startMs: START_MS + STARTED_ROW * 60_000 });
    const { engine, clock, log } = session;
    const candles = { read: async (range: CandleRange) => succeed(readStore(range)) };
    loadHistoryOfStartedBots({ engine, candles, clock, log });
    const config = { instrumentId: BTC.id, interval: '1m', strategyId: 'sma-cross', params: {}, risk: WHOLE } as const;
    const regimes = { allowed: ['range'], sizeFactors: {} } as const;
    session.command({ kind: 'addBot', config: { id: 'bot', name: 'Bot', ...config, regimes } });
    session.command({ kind: 'startBot', botId: 'bot' });
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    const minutes = readStore({ instrumentId: BTC.id, interval: '1m', fromMs: 0, toMs: clock.nowMs() });
    const told = SHIPPED_REGIME_MODEL.begin();
    for (let row = 0; row < minutes.close.length; row++) told.take(candleAt(minutes, row));
    expect(told.regime).not.toBeNull();
    expect(session.of('regime').map(({ regime }) => regime)).toEqual([told.regime]);
  });
});
