import { setImmediate } from 'node:timers/promises';
import type { ChannelOutput } from '../../../src-preload/contract/channels.ts';
import { PARITY_PARTS } from '../../../src-preload/contract/parity-parts.ts';
import type { ParityBotView, ParityCosts, ParityTradeView } from '../../../src-preload/contract/parity-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { AccountRisk, BotOrigin } from '../../model/bot.ts';
import type { Fill } from '../../model/fill.ts';
import type { Instrument } from '../../model/instrument.ts';
import { createInstrument, symbolOf, venueOf } from '../../model/instrument.ts';
import { isOfHand } from '../../model/manual-order.ts';
import type { Quote } from '../../model/market-trade.ts';
import type { Money, Price } from '../../model/money.ts';
import { moneyToText, priceFromNumber, priceToNumber } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { Interval } from '../../model/time.ts';
import { barOpenMs } from '../../model/time.ts';
import { botSpans } from '../../parity/bot-spans.ts';
import type { ParityReport, ParityRequest } from '../../parity/parity-of-bot.ts';
import type { ParityTrade } from '../../parity/parity-of-span.ts';
import type { MarketPoint } from '../../parity/parity-trips.ts';
import type { ParityParts } from '../../parity/split-gap.ts';
import type { JournalDatabase } from '../../storage/journal/open-journal.ts';
import type { ComputePool } from '../compute-pool.ts';
import type { FillBook } from './fill-book.ts';
import type { SpanParts } from './parity-spans.ts';
import { spanRequests } from './parity-spans.ts';

export type ParityReportParts = SpanParts & {
  readonly journal: Pick<JournalDatabase, 'botHistory' | 'ordersOf'>;
  readonly fills: FillBook;
  readonly pool: Pick<ComputePool, 'account'>;
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
  readonly fromRun: BotOrigin | null;
  readonly request: ParityRequest;
};

const MOST_TRADES_SHOWN = 1000;
/** A span that was not noticed to have ended is known to have run this much longer than its last sample. */
const SAMPLE_GAP_MS = 60_000;
const MINUTE_MS = 60_000;
const ZERO_PRICE = 0n as Price;
const JUST_BEFORE_MS = 5_000;
/** Of one bot, the newest: older fills count by what their venue said. */
const MOST_MARKETS_READ = 2000;
/** A millisecond or two of each. */
const MARKETS_A_TURN = 50;
const ORDERS_A_PAGE = 250;

/** Every bot that has run or traded, each instrument apart, against the backtest of its own spans. */
export async function parityReport(
  parts: ParityReportParts,
  costs: ParityCosts,
  /** Left out, every bot. */
  onlyBotId?: string,
): Promise<Outcome<ChannelOutput<'parity.report'>>> {
  const asked: Asked[] = [];
  for (const { botId, instrumentId } of ranOrTraded(parts)) {
    if (onlyBotId !== undefined && botId !== onlyBotId) continue;
    asked.push(await askFor(parts, { botId, instrument: nounOf(parts, instrumentId), costs }));
  }
  const reports = await parts.pool.account(
    'parity',
    asked.map(({ request }) => request),
  );
  return succeed({ bots: reports.map((report, index) => viewOf(asked[index] as Asked, report)) });
}

type Pair = { readonly botId: string; readonly instrumentId: string };

/** Each bot with each instrument it ran on or traded, nothing of a person's own: one that traded nothing may have missed what its backtest has. */
function ranOrTraded({ fills, journal }: ParityReportParts): readonly Pair[] {
  const ran = journal.botHistory().filter(({ event, state }) => event === 'saved' && state === 'running');
  const traded = fills.all().filter(({ botId }) => !isOfHand(botId));
  const pairs = [...traded, ...ran.map(({ config }) => ({ botId: config.id, instrumentId: config.instrumentId }))];
  return [...new Map(pairs.map((pair) => [`${pair.botId}\n${pair.instrumentId}`, pair])).values()];
}

/** What was traded once is told even when nobody lists it any more; its spans say that they are not replayed. */
function nounOf({ findInstrument }: ParityReportParts, instrumentId: string): Instrument {
  const instrument = findInstrument(instrumentId) ?? createInstrument(venueOf(instrumentId), symbolOf(instrumentId));
  if (instrument === undefined) throw new RangeError(`instrument is "${instrumentId}", expected venue:BASE-QUOTE`);
  return instrument;
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
  const lastPrice = fills.at(-1)?.price ?? ZERO_PRICE;
  const price = engine.snapshot().prices.find(({ instrumentId }) => instrumentId === instrument.id)?.price;
  const config = changes.findLast((change) => change.config.id === botId)?.config;
  const request: ParityRequest = {
    instrument,
    fills,
    orders: (await readOrders(journal, botId)).filter((order) => order.instrumentId === instrument.id),
    spans: await spanRequests(parts, own, { instrument, costs, accountRisk: parts.accountRisk() }),
    costs,
    accountRisk: parts.accountRisk(),
    markets: await marketsOf(parts, instrument.id, fills),
    latest: { price: price === undefined ? lastPrice : priceFromNumber(price), timeMs: nowMs },
  };
  const { name: botName = botId, strategyId = '', interval = '1m', fromRun = null } = config ?? {};
  return { botId, botName, instrument, strategyId, interval, fromRun, request };
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

function viewOf(
  { botId, botName, instrument, strategyId, interval, fromRun }: Asked,
  report: ParityReport,
): ParityBotView {
  const { trades, spans, measured } = report;
  return {
    botId,
    botName,
    instrumentId: instrument.id,
    quoteAsset: instrument.quoteAsset,
    strategyId,
    interval,
    fromRun,
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
  return Object.fromEntries(PARITY_PARTS.map((part) => [part, moneyToText(parts[part])])) as ParityBotView['parts'];
}
