import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { openExchange } from '../../../../../src-main/composition/exchanges/open-exchange.ts';
import { createOrderIds } from '../../../../../src-main/composition/order-ids.ts';
import { Engine } from '../../../../../src-main/engine/engine.ts';
import { createLiveFrame } from '../../../../../src-main/engine/indicators/live-frame.ts';
import type { TradingConnection } from '../../../../../src-main/engine/ports/exchange.ts';
import type { MarketFeed } from '../../../../../src-main/engine/ports/market-feed.ts';
import { createSeededRandom } from '../../../../../src-main/engine/random/seeded-random.ts';
import { binance } from '../../../../../src-main/exchanges/binance/adapter.ts';
import { paperAccount } from '../../../../../src-main/model/account.ts';
import type { BotConfig } from '../../../../../src-main/model/bot.ts';
import { createCandleColumns } from '../../../../../src-main/model/candle.ts';
import { moneyFromText } from '../../../../../src-main/model/money.ts';
import { createSystemTimers } from '../../../../../src-main/resilience/system-timers.ts';
import { openJournal } from '../../../../../src-main/storage/journal/open-journal.ts';
import type { ExchangeLine } from '../../../../exchange/start-local-exchange.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';
import { LateVenue } from '../../../../simulation/app/late-venue.ts';
import { BUSY, busyStrategy } from './busy-strategy.ts';

export const SESSION_INSTRUMENTS = ['binance:BTC-USDT', 'binance:ETH-USDT', 'binance:BNB-USDT', 'binance:ADA-USDT'];
export const SESSION_BOTS: readonly BotConfig[] = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => ({
  id: `live${index}`,
  name: `Live ${index}`,
  instrumentId: SESSION_INSTRUMENTS[index % SESSION_INSTRUMENTS.length] ?? '',
  interval: '1m',
  strategyId: BUSY,
  params: {},
  risk: { sizeFraction: 0.01, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
}));

const CAPITAL = moneyFromText('1000000');
const NO_BARS = createCandleColumns(0);
const BAR_MS = 80;
const MINUTE_MS = 60_000;
const RETRY_MS = 500;

export type LiveSession = {
  standing(): { readonly openOrders: number; readonly fills: number };
  /** Trades on, and tells of each order as it leaves. */
  trade(onSent: () => void): void;
  /** Takes back what rests, and waits for the exchange's word; `whole` also for the proof that what it does not have never reached it. */
  settle(isWhole: boolean): Promise<void>;
};

export type LiveSessionTerms = {
  readonly dataDir: string;
  readonly seed: string;
  readonly exchange: ExchangeLine;
  /** Of each bot, before it does anything else. */
  readonly restingFirst: number;
};

/** Start-up as the application does it: the journal, the connection, then what the exchange knows of what was under way. */
export async function startLiveSession({
  dataDir,
  seed,
  exchange,
  restingFirst,
}: LiveSessionTerms): Promise<LiveSession> {
  const journal = unwrap(openJournal(dataDir));
  const timers = createSystemTimers();
  const log = createTestLog();
  const urls = { rest: exchange.rest, stream: exchange.ws, userStream: exchange.ws };
  const { adapter } = openExchange(binance, urls, { dataDir, timers, log });
  await retried(() => adapter.start());
  const late = new LateVenue(
    (report) => engine.offer({ kind: 'venue', report }),
    () => timers.nowMs(),
  );
  const busy = busyStrategy(createSeededRandom(seed), restingFirst);
  const engine = new Engine({
    ports: {
      clock: timers,
      ids: createOrderIds(timers.nowMs()),
      log,
      journal,
      venue: late,
      createFrame: createLiveFrame,
    },
    instruments: [],
    toldInstruments: adapter.instruments(),
    accounts: [paperAccount('USDT', CAPITAL)],
    accountRisk: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
    explainDecisions: false,
    findStrategy: (id) => (id === BUSY ? busy : undefined),
  });
  const prices = follow(adapter.feed, engine);
  const remembered = journal.load();
  const keys = { apiKey: exchange.binanceKey, secret: exchange.binanceSecret };
  const trading = await retried(() => adapter.openTrading(keys, (report) => engine.offer({ kind: 'venue', report })));
  const connection = trading as TradingConnection;
  const known = connection.restore(remembered.openOrders, remembered.fills);
  late.connect(connection.venue);
  await known;
  const states = (): readonly string[] => engine.snapshot().openOrders.map(({ state }) => state);
  const untilOrders = (areRight: (states: readonly string[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!areRight(states())) return;
        void listening.dispose();
        resolve();
      };
      const listening = engine.onFact(() => setImmediate(look));
      look();
    });

  return {
    standing: () => ({ openOrders: states().length, fills: remembered.fills.length }),
    trade: (onSent) => {
      engine.onFact(({ fact }) => {
        if (fact.kind === 'order' && fact.state === 'sent') onSent();
      });
      tradeOn(engine, prices);
    },
    settle: (isWhole) => {
      engine.command({ kind: 'halt', reason: 'the session ends', flatten: false });
      return untilOrders((all) => all.every((state) => !isWhole && state === 'unknown'));
    },
  };
}

/** The latest price of each instrument, and for the engine what prices are worth. */
function follow(feed: MarketFeed, engine: Engine): ReadonlyMap<string, number> {
  const prices = new Map<string, number>();
  feed.subscribe(SESSION_INSTRUMENTS, (message) => {
    if (message.kind === 'trade') prices.set(message.trade.instrumentId, message.trade.price);
    if (message.kind === 'quote') prices.set(message.quote.instrumentId, message.quote.bid);
    if (message.kind === 'state') engine.offer(message);
  });
  return prices;
}

/** Bars of a minute, many a second: what the bots do is not what is tested here. */
function tradeOn(engine: Engine, prices: ReadonlyMap<string, number>): void {
  if (engine.snapshot().halt !== null) engine.command({ kind: 'release', reason: 'the test goes on' });
  for (const config of SESSION_BOTS) {
    if (!engine.snapshot().bots.some((bot) => bot.config.id === config.id)) engine.command({ kind: 'addBot', config });
    engine.command({ kind: 'startBot', botId: config.id });
    engine.offer({ kind: 'history', botId: config.id, bars: NO_BARS, minutes: NO_BARS });
  }
  let openTimeMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  setInterval(() => {
    openTimeMs += MINUTE_MS;
    for (const [instrumentId, price] of prices) {
      const candle = { openTimeMs, open: price, high: price, low: price, close: price, volume: 1 };
      engine.offer({ kind: 'candle', instrumentId, interval: '1m', candle });
    }
  }, BAR_MS);
}

async function retried<T>(
  attempt: () => Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false }>,
): Promise<T> {
  for (;;) {
    const outcome = await attempt();
    if (outcome.ok) return outcome.value;
    await new Promise((done) => setTimeout(done, RETRY_MS));
  }
}
