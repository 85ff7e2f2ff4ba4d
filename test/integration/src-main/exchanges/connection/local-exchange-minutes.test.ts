import { afterEach, describe, expect, it } from 'vitest';
import type { FeedState } from '../../../../../src-main/engine/ports/market-feed.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import type { FaultSetting } from '../../../../exchange/core/faults.ts';
import type { FastSession } from '../../../../fakes/scripted-exchange-session.ts';
import { openFastSession } from '../../../../fakes/scripted-exchange-session.ts';

const MINUTE_MS = 60_000;
const SYMBOLS = ['BTC-USDT', 'ETH-USDT', 'ADA-USDT'];

let session: FastSession | undefined;

afterEach(async () => {
  await session?.close();
  session = undefined;
});

type Watched = { readonly minutes: Map<string, Candle[]>; readonly states: Map<string, FeedState> };

function watch({ adapter }: FastSession): Watched {
  const watched: Watched = { minutes: new Map(), states: new Map() };
  const ids = SYMBOLS.map((symbol) => `binance:${symbol}`);
  for (const id of ids) watched.minutes.set(id, []);
  adapter.feed.subscribe(ids, (message) => {
    if (message.kind === 'state') watched.states.set(message.instrumentId, message.state);
    if (message.kind === 'candle') watched.minutes.get(message.instrumentId)?.push({ ...message.candle });
  });
  return watched;
}

/** The exchange's own minutes over the span that was told. */
function ownMinutes({ exchange }: FastSession, id: string, told: readonly Candle[]): Candle[] {
  const first = told[0]?.openTimeMs ?? 0;
  const last = told.at(-1)?.openTimeMs ?? 0;
  return exchange.core.minutes(id.replace('binance:', ''), first, last + MINUTE_MS).map((minute) => ({
    openTimeMs: minute.openTimeMs,
    open: Number(minute.open),
    high: Number(minute.high),
    low: Number(minute.low),
    close: Number(minute.close),
    volume: Number(minute.volume),
  }));
}

const STORM: Readonly<Record<string, FaultSetting>> = {
  klineCloseMissing: { probability: 0.3, seed: 3 },
  klineCloseLate: { probability: 0.3, seed: 5, value: 8_000 },
  klineRowMissing: { count: 2 },
  streamDropped: { probability: 0.05, seed: 1 },
  streamTwice: { probability: 0.1, seed: 2 },
  streamReordered: { probability: 0.1, seed: 3 },
  streamMalformed: { probability: 0.01, seed: 4 },
  socketTerminated: { probability: 0.002, seed: 1 },
  socketHalfOpen: { probability: 0.001, seed: 2 },
  requestFails: { probability: 0.2, seed: 3, value: 500, where: 'klines' },
};

describe('an exchange’s adapter before the local exchange: minutes (exchanges.md 5.5 6 and 8)', () => {
  it('in a storm what is told equals the exchange’s own minutes, bit for bit', async () => {
    session = await openFastSession(binance, { seed: 7, speed: 100 });
    const { exchange, until } = session;
    const watched = watch(session);
    await until(() => [...watched.states.values()].every((state) => state === 'live'), 'live');
    for (const [name, setting] of Object.entries(STORM)) exchange.faults.set(name, setting);
    await until(() => [...watched.minutes.values()].every((told) => told.length >= 4), 'four minutes');
    exchange.faults.clear();
    const enough = Math.max(...[...watched.minutes.values()].map((told) => told.length)) + 2;
    await until(() => [...watched.minutes.values()].every((told) => told.length >= enough), 'the calm after');
    await until(() => [...watched.states.values()].every((state) => state === 'live'), 'live again');
    for (const [id, told] of watched.minutes) {
      // A minute without trades is none to the exchange itself; its wire tells it as a flat one.
      expect(told.filter(({ volume }) => volume > 0)).toEqual(ownMinutes(session, id, told));
      const opens = told.map(({ openTimeMs }) => openTimeMs);
      expect(opens).toEqual(opens.map((_, index) => (opens[0] ?? 0) + index * MINUTE_MS));
    }
    expect(Object.keys(STORM).filter((name) => exchange.faults.struck(name) > 0).length).toBeGreaterThan(4);
  });
});
