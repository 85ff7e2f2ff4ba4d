import { expect, it } from 'vitest';
import { ExchangeMarkets } from '../../../../../src-main/composition/exchanges/exchange-markets.ts';
import type { Trading } from '../../../../../src-main/composition/trading.ts';
import type { ExchangeAdapter } from '../../../../../src-main/engine/ports/exchange.ts';
import type { MarketMessage } from '../../../../../src-main/engine/ports/market-feed.ts';
import { instrumentFor, START_MS } from '../../../../fakes/engine-session.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';

const INSTRUMENT = { ...instrumentFor('BTC-USDT'), id: 'x:BTC-USDT', venue: 'x' };

type Heard = { tell: (message: MarketMessage) => void; toldToMs: number | undefined };

it('an adapter that takes another’s place is told where that one ended, as long as its market was wanted all the time', () => {
  const heard: Heard[] = [];
  const adapter = {
    venue: 'x',
    feed: {
      subscribe: (ids: string[], tell: Heard['tell'], toldToMs: (id: string) => number | undefined) => {
        heard.push({ tell, toldToMs: toldToMs(ids[0] as string) });
        return { dispose: () => undefined };
      },
    },
  } as unknown as ExchangeAdapter;
  const markets = new ExchangeMarkets({
    trading: { know: () => undefined, receive: () => undefined } as unknown as Trading,
    findListed: () => INSTRUMENT,
    neededByBots: () => [],
    followMinutes: () => ({ receive: () => undefined }),
    onState: () => undefined,
    timers: createManualTimers(),
  });
  const candle = { openTimeMs: START_MS, open: 1, high: 1, low: 1, close: 1, volume: 1 };
  const looking = markets.look(INSTRUMENT.id);
  markets.connect(adapter);
  heard[0]?.tell({ kind: 'candle', instrumentId: INSTRUMENT.id, candle });
  markets.disconnect('x', START_MS);
  markets.connect(adapter);
  looking.dispose();
  markets.look(INSTRUMENT.id);
  expect(heard.map(({ toldToMs }) => toldToMs)).toEqual([undefined, START_MS + 60_000, undefined]);
});

it('rules that an exchange changed are told to the engine, once', () => {
  const known: string[] = [];
  let listed = INSTRUMENT;
  const feed = { subscribe: () => ({ dispose: () => undefined }) };
  const markets = new ExchangeMarkets({
    trading: {
      know: ({ baseAsset }: { baseAsset: string }) => void known.push(baseAsset),
      receive: () => undefined,
    } as unknown as Trading,
    findListed: () => listed,
    neededByBots: () => [INSTRUMENT.id],
    followMinutes: () => ({ receive: () => undefined }),
    onState: () => undefined,
    timers: createManualTimers(),
  });
  markets.connect({ venue: 'x', feed } as unknown as ExchangeAdapter);
  markets.relearn();
  listed = { ...INSTRUMENT, baseAsset: 'NEW' };
  markets.relearn();
  markets.relearn();
  expect(known).toEqual(['BTC', 'NEW']);
});

it('what many bots need is asked for once, after the turn they started in, and not at all once nobody listens', () => {
  const timers = createManualTimers();
  const subscribed: string[][] = [];
  let asked = 0;
  const needed = new Set<string>();
  const markets = new ExchangeMarkets({
    trading: { know: () => undefined } as unknown as Trading,
    findListed: (id) => ({ ...INSTRUMENT, id }),
    neededByBots: () => {
      asked++;
      return needed;
    },
    followMinutes: () => ({ receive: () => undefined }),
    onState: () => undefined,
    timers,
  });
  const feed = {
    subscribe: (ids: string[]) => {
      subscribed.push(ids);
      return { dispose: () => undefined };
    },
  };
  markets.connect({ venue: 'x', feed } as unknown as ExchangeAdapter);
  asked = 0;
  for (let bot = 0; bot < 500; bot++) {
    needed.add(`x:B${bot}-USDT`);
    markets.refreshAfterTurn();
  }
  timers.advance(0);
  expect([asked, subscribed.map(({ length }) => length)]).toEqual([1, [500]]);
  markets.refreshAfterTurn();
  markets.dispose();
  timers.advance(0);
  expect([asked, timers.pending()]).toEqual([1, 0]);
});
