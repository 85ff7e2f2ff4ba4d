import { setImmediate } from 'node:timers/promises';
import { unwrap } from '../../src-main/base/outcome.ts';
import { loadHistoryOfStartedBots } from '../../src-main/composition/bot-history.ts';
import { spanCandles } from '../../src-main/composition/portfolio/parity-spans.ts';
import type { Trading } from '../../src-main/composition/trading.ts';
import { createTrading } from '../../src-main/composition/trading.ts';
import type { SimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import { createSimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import type { CandleStore } from '../../src-main/engine/ports/candle-store.ts';
import type { StrategyHost } from '../../src-main/engine/ports/strategy-host.ts';
import { findStrategy } from '../../src-main/engine/strategies/registry.ts';
import type { FindStrategy, StrategyDefinition } from '../../src-main/engine/strategies/strategy.ts';
import { createDemoCandleStore, createDemoHistory } from '../../src-main/exchanges/demo/demo-history.ts';
import { createDemoMarket } from '../../src-main/exchanges/demo/demo-market.ts';
import type { BotConfig } from '../../src-main/model/bot.ts';
import type { Candle } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';
import { aggregateColumns } from '../../src-main/model/candle-aggregation.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { moneyFromText, priceFromNumber } from '../../src-main/model/money.ts';
import type { Interval } from '../../src-main/model/time.ts';
import { intervalMs } from '../../src-main/model/time.ts';
import { LiveRun } from '../../src-main/own-strategies/process/live-run.ts';
import type { ParityReport } from '../../src-main/parity/parity-of-bot.ts';
import { parityOfBot } from '../../src-main/parity/parity-of-bot.ts';
import { replayBot } from '../../src-main/parity/replay-bot.ts';
import { attribute } from '../../src-main/portfolio-reports/attribution/attribution.ts';
import { NO_LIMITS } from './engine-session.ts';
import { MemoryJournal } from './memory-journal.ts';
import { createTestLog } from './test-log.ts';

const SEED = 'parity';
export const PARITY_START_MS = Date.UTC(2026, 0, 5, 12, 0, 20);
export const PARITY_CAPITAL = moneyFromText('10000');
const COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 2, slippageBps: 1 };

/** Minutes of exchanges as they were recorded, by instrument; the first is the one that is traded. */
export type Recording = ReadonlyMap<Instrument, readonly Candle[]>;

export type PaperParityOptions = {
  readonly config: BotConfig;
  readonly minutes: number;
  /** The person's own strategy of the bot, which runs beside the engine, as in its process. */
  readonly own?: StrategyDefinition;
  /** Without one the bot is on the demo market. */
  readonly recording?: Recording;
};

/** A paper bot for some minutes, as the desktop app runs it, and its parity report. */
export async function paperParity({ config, minutes, own, recording }: PaperParityOptions) {
  const [market, history] = [createDemoMarket(SEED), createDemoHistory(SEED)];
  const clock = createSimulatedClock(PARITY_START_MS);
  const journal = new MemoryJournal();
  const log = createTestLog();
  const find: FindStrategy = (id) => (id === own?.id ? own : findStrategy(id));
  const candles = recording === undefined ? createDemoCandleStore(history) : recordedStore(recording);
  const trading: Trading = createTrading({
    ...{ market, journal, clock, log, accountRisk: NO_LIMITS, findStrategy: find, remembered: [] },
    strategyHost: hostOf(own, () => trading),
  });
  loadHistoryOfStartedBots({ engine: trading.engine, candles, clock, log, findStrategy: find });
  const running = trading.start();
  for (const instrument of recording?.keys() ?? []) {
    trading.know(instrument);
    const live = { kind: 'state', instrumentId: instrument.id, state: 'live', timeMs: PARITY_START_MS } as const;
    trading.receive(instrument.venue, live);
  }
  trading.engine.command({ kind: 'addBot', config });
  trading.engine.command({ kind: 'startBot', botId: config.id });
  await setImmediate();
  await setImmediate();
  const endMs = PARITY_START_MS + minutes * 60_000;
  if (recording !== undefined) tellRecording(trading, clock, recording, endMs);
  clock.advanceTo(endMs);
  await running.dispose();
  const instruments = [...market.instruments(), ...(recording?.keys() ?? [])];
  const parts = { candles, clock, engine: trading.engine, findStrategy: find };
  const findInstrument = (wanted: string) => instruments.find(({ id }) => id === wanted);
  const span = { config, fromMs: PARITY_START_MS, toMs: endMs };
  const spanned = unwrap(await spanCandles({ ...parts, findInstrument }, span));
  const instrument = findInstrument(config.instrumentId) as Instrument;
  const shared = { config, instrument, costs: COSTS, accountRisk: NO_LIMITS, capital: PARITY_CAPITAL };
  const replayed = own === undefined ? {} : { replayed: unwrap(replayBot({ ...shared, ...spanned }, find)) };
  const fills = [...journal.disk.fills.values()];
  const orders = [...journal.disk.orders.values()].map(({ order }) => order);
  const latest = { price: latestOf(trading, config.instrumentId), timeMs: endMs };
  const report = parityOfBot({
    ...{ ...shared, fills, orders, latest, markets: new Map() },
    spans: [{ ...span, capital: PARITY_CAPITAL, candles: spanned, ...replayed }],
  });
  const { whole } = attribute({ fills, markOf: () => latest.price, strategyOf: () => '' }, 'bot');
  return { report, fills, whole, equity: trading.engine.equity() };
}

function latestOf({ engine }: Trading, wanted: string) {
  return priceFromNumber(engine.snapshot().prices.find(({ instrumentId }) => instrumentId === wanted)?.price ?? 0);
}

/** As the process does it: bar by bar, and the answer comes as an event of its own. */
function hostOf(own: StrategyDefinition | undefined, trading: () => Trading): StrategyHost {
  return {
    start({ id: botId, params }, history) {
      if (own === undefined) return null;
      const live = new LiveRun(own, params, history);
      return {
        onBar(candle, position) {
          const { intents } = unwrap(live.next(candle, position));
          trading().engine.offer({ kind: 'intents', botId, intents });
        },
        stop: () => undefined,
      };
    },
  };
}

/** Each minute as its four prices, then as the exchange's own candle. The one traded is told first: it has to wait. */
function tellRecording(trading: Trading, clock: SimulatedClock, recording: Recording, endMs: number): void {
  for (let openMs = PARITY_START_MS - (PARITY_START_MS % 60_000); openMs < endMs; openMs += 60_000) {
    for (let quarter = 0; quarter < 4; quarter++) {
      const timeMs = openMs + quarter * 15_000 + 200;
      if (timeMs <= PARITY_START_MS || timeMs > endMs) continue;
      clock.advanceTo(timeMs);
      for (const [{ id, venue }, candles] of recording) {
        const candle = candles.find(({ openTimeMs }) => openTimeMs === openMs);
        if (candle === undefined) continue;
        const price = [candle.open, candle.high, candle.low, candle.close][quarter] as number;
        const trade = { instrumentId: id, timeMs, price, quantity: 1, takerSide: 'buy' as const };
        trading.receive(venue, { kind: 'trade', trade });
      }
    }
    if (openMs + 60_000 > endMs) return;
    clock.advanceTo(openMs + 60_000);
    for (const [{ id, venue }, candles] of recording) {
      const candle = candles.find(({ openTimeMs }) => openTimeMs === openMs);
      if (candle !== undefined) trading.receive(venue, { kind: 'candle', instrumentId: id, candle });
    }
    const [{ venue }] = [...recording.keys()] as [Instrument];
    trading.receive(venue, { kind: 'time', timeMs: openMs + 60_000 });
  }
}

/** Stored candles of all lengths. Bars that still form at the end of a range are in it, as they are once they are stored. */
function recordedStore(recording: Recording): CandleStore {
  const byId = new Map([...recording].map(([{ id }, candles]) => [id, candles]));
  return {
    async read({ instrumentId, interval, fromMs, toMs }) {
      const minutes = candleColumnsOf(byId.get(instrumentId) ?? []);
      const bars = aggregateColumns(minutes, '1m' as Interval, interval);
      const rows = [...bars.openTimeMs.keys()].filter((row) => {
        const openMs = bars.openTimeMs[row] as number;
        return openMs >= fromMs && openMs < toMs && openMs + intervalMs(interval) > fromMs;
      });
      const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] as number);
      const { openTimeMs, open, high, low, close, volume } = bars;
      const columns = { open: pick(open), high: pick(high), low: pick(low), close: pick(close), volume: pick(volume) };
      return { ok: true, value: { openTimeMs: pick(openTimeMs), ...columns } };
    },
  };
}

export const sumOfParts = ({ parts }: Pick<ParityReport, 'parts'>): bigint =>
  Object.values(parts).reduce((sum: bigint, part) => sum + part, 0n);
