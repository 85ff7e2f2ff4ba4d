import { LocalBook } from '../../src-main/exchanges/connection/local-book.ts';
import { createDemoMarket } from '../../src-main/exchanges/demo/demo-market.ts';
import type { ExecutionStyle, FeeRates } from '../../src-main/model/execution-style.ts';
import type { OrderBook } from '../../src-main/model/market-trade.ts';
import { priceFromText, quantityFromText } from '../../src-main/model/money.ts';
import { BTC } from '../fakes/engine-session.ts';
import type { Bench, BenchResult } from './bench.ts';
import type { Touch } from './execution-trial.ts';
import { Trial } from './execution-trial.ts';
import { meanDifference } from './mean-difference.ts';
import type { RecordedTick } from './recorded-ticks.ts';
import { hasRecording, readRecording } from './recorded-ticks.ts';

const STYLES = {
  market: { kind: 'market', maxSlippageBps: null },
  makerFirst: { kind: 'makerFirst', deadlineMs: 30_000, maxSlippageBps: null },
  twap: { kind: 'twap', durationMs: 60_000, slices: 4, maxSlippageBps: null },
} as const satisfies Record<string, ExecutionStyle>;
type StyleName = keyof typeof STYLES;
const STYLE_NAMES = Object.keys(STYLES) as StyleName[];

const WARM_UP_MS = 10_000;
/** As long as a trial may take, its slowest order and its latency counted. */
const TRIAL_MS = 70_000;
const START_EVERY_MS = 3_000;
/** Trials that overlap tell the same story: a resample takes them in runs of this many starts. */
const BLOCK = Math.ceil(TRIAL_MS / START_EVERY_MS);
const LEVELS = 40;
const CLOCK_EVERY_MS = 250;

/** A market under test: what is told, and what trading costs. */
type Market = {
  readonly name: string;
  readonly ticks: readonly RecordedTick[];
  readonly bookAt?: (timeMs: number) => OrderBook | null;
  readonly fees: FeeRates;
  readonly quantity: number;
  readonly grid: { readonly tick: string; readonly step: string };
  readonly startEveryMs?: number;
};

/** Fees as published for the lowest tier: Binance USD-M futures; Binance spot; Coinbase Advanced. */
const USD_M: FeeRates = { makerFeeBps: 2, takerFeeBps: 5 };
const SPOT: FeeRates = { makerFeeBps: 10, takerFeeBps: 10 };
const COINBASE: FeeRates = { makerFeeBps: 60, takerFeeBps: 120 };
/** The paper account of the app. */
const PAPER: FeeRates = { makerFeeBps: 10, takerFeeBps: 10 };

type Costs = Record<StyleName, number>;
type Outcome = { readonly perStart: readonly Costs[]; readonly madeShare: Costs; readonly filledShare: Costs };

/** Both sides start together, so that where the market went in between falls out of the mean. */
function runTrials(market: Market): Outcome {
  const { ticks, fees, quantity } = market;
  const grid = { tick: priceFromText(market.grid.tick), step: quantityFromText(market.grid.step) };
  const book = new LocalBook(BTC.id);
  let touch: Touch | null = null;
  let nowMs = 0;
  let known: OrderBook | null = null;
  const bookOf = (): OrderBook | null => {
    known ??= market.bookAt === undefined ? whole(book.read(LEVELS, nowMs), touch) : market.bookAt(nowMs);
    return known;
  };
  const firstMs = (ticks[0]?.timeMs ?? 0) + WARM_UP_MS;
  const lastMs = (ticks.at(-1)?.timeMs ?? 0) - TRIAL_MS;
  const done: { readonly startMs: number; readonly name: StyleName; readonly trial: Trial }[] = [];
  let running: typeof done = [];
  let nextStartMs = firstMs;
  let nextClockMs = firstMs;
  for (const tick of ticks) {
    nowMs = tick.timeMs;
    if (tick.kind === 'snapshot') book.load(tick.bids, tick.asks);
    else if (tick.kind === 'depth') {
      book.apply('bid', tick.bids);
      book.apply('ask', tick.asks);
    }
    if (tick.kind !== 'trade') known = null;
    if (tick.kind === 'quote') touch = { bid: tick.bid, ask: tick.ask };
    if (touch !== null && nowMs >= nextStartMs && nowMs <= lastMs) {
      nextStartMs += market.startEveryMs ?? START_EVERY_MS;
      for (const name of STYLE_NAMES) {
        for (const side of ['long', 'short'] as const) {
          const terms = { style: STYLES[name], side, quantity, fees, grid, startMs: nowMs, touch, bookOf };
          running.push({ startMs: nowMs, name, trial: new Trial(terms) });
        }
      }
    }
    for (const { trial } of running) {
      if (tick.kind === 'quote' && touch !== null) trial.quote(nowMs, touch);
      else if (tick.kind === 'trade') trial.trade(nowMs, tick);
    }
    if (nowMs < nextClockMs) continue;
    nextClockMs = nowMs + CLOCK_EVERY_MS;
    for (const { trial } of running) trial.time(nowMs);
    const over = running.filter(({ startMs }) => nowMs - startMs >= TRIAL_MS);
    if (over.length === 0) continue;
    done.push(...over);
    running = running.filter((one) => !over.includes(one));
  }
  return outcomeOf(done);
}

/** The stream of best prices is ahead of that of depth: levels it has done away with are gone. */
function whole(book: OrderBook, touch: Touch | null): OrderBook | null {
  if (touch === null || book.bids.prices.length === 0) return null;
  const cut = ({ prices, quantities }: OrderBook['bids'], isThere: (price: number) => boolean) => {
    const first = prices.findIndex(isThere);
    return first < 0
      ? { prices: prices.slice(0, 0), quantities: quantities.slice(0, 0) }
      : { prices: prices.slice(first), quantities: quantities.slice(first) };
  };
  return {
    ...book,
    bids: cut(book.bids, (price) => price <= touch.bid),
    asks: cut(book.asks, (price) => price >= touch.ask),
  };
}

function outcomeOf(done: readonly { startMs: number; name: StyleName; trial: Trial }[]): Outcome {
  const byStart = new Map<number, Costs>();
  const madeShare = zero();
  const filledShare = zero();
  for (const { startMs, name, trial } of done) {
    const costs = byStart.get(startMs) ?? zero();
    byStart.set(startMs, costs);
    const { costBps, madeShare: made, filledShare: filled } = trial.cost();
    costs[name] += costBps / 2;
    const share = STYLE_NAMES.length / done.length;
    madeShare[name] += made * share;
    filledShare[name] += filled * share;
  }
  return { perStart: [...byStart.values()], madeShare, filledShare };
}

const zero = (): Costs => ({ market: 0, makerFirst: 0, twap: 0 });
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function resultsOf(market: Market): readonly BenchResult[] {
  const { perStart, madeShare, filledShare } = runTrials(market);
  const reference = mean(perStart.map(({ market: cost }) => cost));
  return (['makerFirst', 'twap'] as const).map((name) => {
    const value = mean(perStart.map((costs) => costs[name]));
    const differences = perStart.map((costs) => costs[name] - costs.market);
    const { low, high } = meanDifference(differences, BLOCK);
    const made = `${Math.round(madeShare[name] * 100)} % made, ${Math.round(filledShare[name] * 100)} % filled`;
    const interval = `${(value - reference).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}] bps against market`;
    const title = `${market.name}: ${name}, ${perStart.length * 2} entries, ${made}, ${interval}`;
    return { name: title, value, unit: 'bps', reference, ratio: value / reference };
  });
}

function recorded(): readonly Market[] {
  const grid = { tick: '0.1', step: '0.001' };
  const spot = { tick: '0.01', step: '0.00001' };
  const files = [
    { file: 'usdm/btcusdt_20240808.gz', name: 'recorded BTC futures, 2/5 bps', fees: USD_M, quantity: 0.2, grid },
    { file: 'usdm/btcusdt_20240808.gz', name: 'recorded BTC futures, large, 2/5 bps', fees: USD_M, quantity: 5, grid },
    { file: 'spot/btcusdt_20240808.gz', name: 'recorded BTC spot, 10/10 bps', fees: SPOT, quantity: 0.2, grid: spot },
    {
      file: 'spot/btcusdt_20240808.gz',
      name: 'recorded BTC spot, 60/120 bps',
      fees: COINBASE,
      quantity: 0.2,
      grid: spot,
    },
    {
      file: 'spot/ethusdt_20240808.gz',
      name: 'recorded ETH spot, 60/120 bps',
      fees: COINBASE,
      quantity: 4,
      grid: spot,
    },
  ];
  return files
    .filter(({ file }) => hasRecording(file))
    .map(({ file, ...rest }) => ({ ...rest, ticks: readRecording(file) }));
}

const DEMO_MS = 30 * 60_000;

/** The simulated market as its feed tells it: four times a second the trades since, then the quote. */
function simulated(): Market {
  const demo = createDemoMarket('execution');
  const [instrument] = demo.instruments();
  if (instrument === undefined) throw new Error('the demo market has no instrument');
  const beganMs = Date.UTC(2026, 10, 21, 12);
  const ticks: RecordedTick[] = [];
  for (let timeMs = beganMs; timeMs < beganMs + DEMO_MS; timeMs += CLOCK_EVERY_MS) {
    const quote = demo.quoteAt(instrument.id, timeMs);
    for (const trade of demo.tradesBetween(instrument.id, timeMs - CLOCK_EVERY_MS + 1, timeMs + 1)) {
      ticks.push({
        kind: 'trade',
        timeMs: trade.timeMs,
        price: trade.price,
        quantity: trade.quantity,
        takerSide: trade.takerSide,
      });
    }
    if (quote !== undefined) ticks.push({ kind: 'quote', timeMs, bid: quote.bid, ask: quote.ask });
  }
  return {
    name: `simulated ${instrument.symbol}, 10/10 bps`,
    ticks,
    bookAt: (timeMs) => demo.bookAt(instrument.id, timeMs, LEVELS) ?? null,
    fees: PAPER,
    quantity: 0.2,
    grid: { tick: '0.01', step: '0.00001' },
    startEveryMs: 10_000,
  };
}

export const bench: Bench = {
  name: 'execution',
  run: async () => [...recorded(), simulated()].flatMap(resultsOf),
};
