import { setImmediate } from 'node:timers/promises';
import type { ChannelOutput } from '../../../src-preload/contract/channels.ts';
import type { ParityBotView, ParityCosts, ParityTradeView } from '../../../src-preload/contract/parity-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { Engine } from '../../engine/engine.ts';
import type { CandleStore } from '../../engine/ports/candle-store.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import { historyBars } from '../../engine/strategies/history-bars.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import { accountIdOf, PAPER_ACCOUNT_ID } from '../../model/account.ts';
import type { AccountRisk, BotConfig } from '../../model/bot.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { Money } from '../../model/money.ts';
import { moneyToText, priceFromNumber, priceToNumber, ZERO_MONEY } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { Interval } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import type { BotSpan } from '../../parity/bot-spans.ts';
import { botSpans } from '../../parity/bot-spans.ts';
import type { ParityReport, ParityRequest, SpanRequest } from '../../parity/parity-of-bot.ts';
import type { ParityTrade } from '../../parity/parity-of-span.ts';
import type { MarketPoint } from '../../parity/parity-trips.ts';
import type { ParityParts } from '../../parity/split-gap.ts';
import type { JournalDatabase } from '../../storage/journal/open-journal.ts';
import { historyNeeds } from '../bot-history.ts';
import type { ComputePool } from '../compute-pool.ts';
import type { FillBook } from './fill-book.ts';

export type ParityReportParts = {
  readonly engine: Engine;
  readonly journal: Pick<JournalDatabase, 'botHistory' | 'ordersOf' | 'equityAt' | 'liveEquityAt'>;
  readonly fills: FillBook;
  readonly candles: CandleStore;
  readonly pool: Pick<ComputePool, 'account'>;
  readonly clock: Clock;
  readonly findInstrument: (instrumentId: string) => Instrument | undefined;
  readonly accountRisk: () => AccountRisk;
  /** Of the demo market, at any moment; null for every other one. */
  readonly quoteAt: (instrumentId: string, timeMs: number) => Pick<Quote, 'bid' | 'ask'> | null;
};

/** One bot on one instrument. */
type Asked = {
  readonly botId: string;
  readonly botName: string;
  readonly instrument: Instrument;
  /** As it is set up now. */
  readonly strategyId: string;
  readonly interval: Interval;
  readonly request: ParityRequest;
};

const MOST_TRADES_SHOWN = 1000;
/** A span that was not noticed to have ended is known to have run this much longer than its last sample. */
const SAMPLE_GAP_MS = 60_000;
const MINUTE_MS = 60_000;
const JUST_BEFORE_MS = 5_000;
/** Of one bot, the newest: older fills count by what their venue said. */
const MOST_MARKETS_READ = 2000;
/** A millisecond or two of each. */
const MARKETS_A_TURN = 50;
const ORDERS_A_PAGE = 250;

/** Every bot that has traded, each instrument it traded apart, against the backtest of its own spans. */
export async function parityReport(
  parts: ParityReportParts,
  costs: ParityCosts,
): Promise<Outcome<ChannelOutput<'parity.report'>>> {
  const asked: Asked[] = [];
  const pairs = new Map(parts.fills.all().map((fill) => [`${fill.botId}\n${fill.instrumentId}`, fill]));
  for (const { botId, instrumentId } of pairs.values()) {
    const instrument = parts.findInstrument(instrumentId);
    if (instrument !== undefined) asked.push(await askFor(parts, { botId, instrument, costs }));
  }
  const reports = await parts.pool.account(
    'parity',
    asked.map(({ request }) => request),
  );
  return succeed({ bots: reports.map((report, index) => viewOf(asked[index] as Asked, report)) });
}

type Subject = { readonly botId: string; readonly instrument: Instrument; readonly costs: ParityCosts };

async function askFor(parts: ParityReportParts, { botId, instrument, costs }: Subject): Promise<Asked> {
  const { journal, clock, engine } = parts;
  const nowMs = clock.nowMs();
  const changes = journal.botHistory();
  const aliveUntil = (timeMs: number): number => (journal.equityAt(timeMs)?.timeMs ?? timeMs) + SAMPLE_GAP_MS;
  const spans = botSpans(changes, botId, { nowMs, aliveUntil: (timeMs) => Math.min(timeMs, aliveUntil(timeMs - 1)) });
  const own = spans.filter(({ config }) => config.instrumentId === instrument.id);
  const fills = parts.fills.all().filter((fill) => fill.botId === botId && fill.instrumentId === instrument.id);
  const last = fills.at(-1) as Fill;
  const price = engine.snapshot().prices.find(({ instrumentId }) => instrumentId === instrument.id)?.price;
  const config = changes.findLast((change) => change.config.id === botId)?.config;
  const request: ParityRequest = {
    instrument,
    fills,
    orders: (await readOrders(journal, botId)).filter((order) => order.instrumentId === instrument.id),
    spans: await Promise.all(own.map((span) => spanRequest(parts, span))),
    costs,
    accountRisk: parts.accountRisk(),
    markets: await marketsOf(parts, instrument.id, fills),
    latest: { price: price === undefined ? last.price : priceFromNumber(price), timeMs: nowMs },
  };
  const { name: botName = botId, strategyId = '', interval = '1m' } = config ?? {};
  return { botId, botName, instrument, strategyId, interval, request };
}

/** Page by page: the engine, which shares the thread, has its turns in between. */
async function readOrders(journal: ParityReportParts['journal'], botId: string): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (let after = 0; ; ) {
    const page = journal.ordersOf(botId, after, ORDERS_A_PAGE);
    orders.push(...page.map(({ order }) => order));
    const last = page.at(-1);
    if (last === undefined || page.length < ORDERS_A_PAGE) return orders;
    after = last.sequence;
    await setImmediate();
  }
}

/**
 * Where the market stood when fills came: the demo market’s quotes; elsewhere, for fills whose venue does not say what their
 * price cost, the open of a minute that began just before, as an order at market sent at its bar’s close meets it.
 */
async function marketsOf(
  { quoteAt, candles }: ParityReportParts,
  instrumentId: string,
  fills: readonly Fill[],
): Promise<ReadonlyMap<number, MarketPoint>> {
  const markets = new Map<number, MarketPoint>();
  for (const [index, { timeMs, costs, liquidity }] of fills.slice(-MOST_MARKETS_READ).entries()) {
    if (index % MARKETS_A_TURN === MARKETS_A_TURN - 1) await setImmediate();
    const quote = quoteAt(instrumentId, timeMs);
    if (quote !== null) markets.set(timeMs, middleOf(quote));
    const openMs = barOpenMs('1m', timeMs);
    if (quote !== null || costs !== undefined || liquidity === 'maker' || timeMs - openMs > JUST_BEFORE_MS) continue;
    const minute = await candles.read({ instrumentId, interval: '1m', fromMs: openMs, toMs: openMs + MINUTE_MS });
    const open = minute.ok ? minute.value.open[0] : undefined;
    if (open !== undefined) markets.set(timeMs, { price: priceFromNumber(open), spreadBps: null });
  }
  return markets;
}

/** The middle of the quotes, and how far they are apart. */
function middleOf({ bid, ask }: Pick<Quote, 'bid' | 'ask'>): MarketPoint {
  const price = priceFromNumber((bid + ask) / 2);
  return { price, spreadBps: ((ask - bid) / priceToNumber(price)) * 10_000 };
}

/** The bars a bot was given and those it judged: the first one is the bar that formed when it started. */
async function spanRequest(parts: ParityReportParts, span: BotSpan): Promise<SpanRequest> {
  const { config, fromMs, toMs } = span;
  const definition = findStrategy(config.strategyId);
  const capital = capitalAt(parts, span);
  const missing = (why: string): SpanRequest => ({ ...span, capital, candles: { missing: why } });
  if (definition === undefined) return missing('a strategy of your own runs apart and is not replayed');
  const { warmUp, series: further } = historyNeeds(config, findStrategy);
  if (further.length > 0) {
    return missing('a strategy that looks at further series is not replayed');
  }
  const lengthMs = intervalMs(config.interval);
  const formingMs = barOpenMs(config.interval, fromMs);
  const pastMs = formingMs - historyBars(warmUp) * lengthMs;
  const series = { instrumentId: config.instrumentId, interval: config.interval };
  const past = await parts.candles.read({ ...series, fromMs: pastMs, toMs: formingMs });
  const bars = await parts.candles.read({ ...series, fromMs: formingMs, toMs });
  if (!past.ok) return missing(past.error.message);
  if (!bars.ok) return missing(bars.error.message);
  if (bars.value.openTimeMs.length === 0 && toMs - formingMs > 2 * lengthMs) {
    return missing('no candles of this span are stored');
  }
  const nextOpen = await openAt(parts, config, Math.max(formingMs, barOpenMs(config.interval, toMs)));
  return { ...span, capital, candles: { past: past.value, bars: bars.value, nextOpen } };
}

/** The open of a bar: of its first minute, or where the market stands while that is not over. */
async function openAt(
  { candles, engine }: ParityReportParts,
  { instrumentId }: BotConfig,
  openMs: number,
): Promise<number | null> {
  const minute = await candles.read({ instrumentId, interval: '1m', fromMs: openMs, toMs: openMs + MINUTE_MS });
  const open = minute.ok ? minute.value.open[0] : undefined;
  const latest = engine.snapshot().prices.find((price) => price.instrumentId === instrumentId)?.price;
  return open ?? latest ?? null;
}

/** The account's equity when a span began, what it has now where no sample is that old. */
function capitalAt({ engine, journal }: ParityReportParts, { config, fromMs }: BotSpan): Money {
  const accountId = accountIdOf(config);
  const sample = accountId === PAPER_ACCOUNT_ID ? journal.equityAt(fromMs) : journal.liveEquityAt(accountId, fromMs);
  const standing = engine.snapshot().accounts.find(({ account }) => account.id === accountId);
  const standard = standing?.account.group === 'paper' ? standing.account.startingCapital : standing?.equity;
  return sample?.equity ?? standard ?? ZERO_MONEY;
}

function viewOf({ botId, botName, instrument, strategyId, interval }: Asked, report: ParityReport): ParityBotView {
  const { trades, spans, measured } = report;
  return {
    botId,
    botName,
    instrumentId: instrument.id,
    quoteAsset: instrument.quoteAsset,
    strategyId,
    interval,
    actual: moneyToText(report.actual),
    model: moneyToText(report.model),
    gap: moneyToText(report.gap),
    parts: partsView(report.parts),
    trades: trades.slice(-MOST_TRADES_SHOWN).reverse().map(tradeView),
    tradeCount: trades.length,
    spans,
    measured,
  };
}

function tradeView({ actual, model, parts, ...trade }: ParityTrade): ParityTradeView {
  const textOf = (money: Money | null): string | null => (money === null ? null : moneyToText(money));
  return { ...trade, actual: textOf(actual), model: textOf(model), parts: partsView(parts) };
}

function partsView(parts: ParityParts): ParityBotView['parts'] {
  return {
    signal: moneyToText(parts.signal),
    timing: moneyToText(parts.timing),
    spreadAndSlippage: moneyToText(parts.spreadAndSlippage),
    fees: moneyToText(parts.fees),
    missedFills: moneyToText(parts.missedFills),
    size: moneyToText(parts.size),
    remainder: moneyToText(parts.remainder),
  };
}
