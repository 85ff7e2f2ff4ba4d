import { succeed } from '../base/outcome.ts';
import type { PaperCosts } from '../exchanges/paper/costs.ts';
import type { AccountRisk, BotConfig } from '../model/bot.ts';
import type { Fill } from '../model/fill.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import { priceFromNumber } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import type { MeasuredCosts } from './measured-costs.ts';
import { measureCosts } from './measured-costs.ts';
import type { ParitySums, ParityTrade, Standing } from './parity-of-span.ts';
import { parityOfSpan, sumOfTrades, unreplayedTrade } from './parity-of-span.ts';
import type { MarketPoint, ParityTrip, TripSources } from './parity-trips.ts';
import { parityTrips } from './parity-trips.ts';
import type { ReplayedBot, ReplayRequest } from './replay-bot.ts';
import { replayBot } from './replay-bot.ts';

/** What a bot was given, what it judged, and the open after that: what was decided at the last close filled there. */
export type SpanCandles = Pick<ReplayRequest, 'past' | 'bars' | 'nextOpen' | 'further' | 'others'>;

/** A span to be replayed, with its candles; or why it cannot be. */
export type SpanRequest = {
  readonly config: BotConfig;
  readonly fromMs: TimestampMs;
  readonly toMs: TimestampMs;
  /** The account's equity when the span began. */
  readonly capital: Money;
  readonly candles: SpanCandles | { readonly missing: string };
  /** What came of it, where it was replayed elsewhere: a strategy of the person's own never runs in here. */
  readonly replayed?: ReplayedBot;
};

/** One bot on one instrument; plain data, made to be handed to a worker. */
export type ParityRequest = {
  readonly instrument: Instrument;
  readonly fills: readonly Fill[];
  readonly orders: readonly Order[];
  readonly spans: readonly SpanRequest[];
  /** What the backtest counts with. */
  readonly costs: PaperCosts;
  readonly accountRisk: AccountRisk;
  /** Where the market stood at the times of fills, as far as it is recorded. */
  readonly markets: ReadonlyMap<TimestampMs, MarketPoint>;
  readonly latest: Standing;
};

export type ReplayedSpan = {
  readonly fromMs: TimestampMs;
  readonly toMs: TimestampMs;
  readonly strategyId: string;
  /** Null when it was replayed. */
  readonly whyNot: string | null;
  /** Orders the backtest's risk rules refused. */
  readonly refusals: number;
};

export type ParityReport = ParitySums & {
  readonly trades: readonly ParityTrade[];
  readonly spans: readonly ReplayedSpan[];
  readonly measured: MeasuredCosts;
};

/** Replays every span and compares. Trades of no replayed span are the remainder. */
export function parityOfBot(request: ParityRequest): ParityReport {
  const { fills, orders, markets, latest } = request;
  const sources: TripSources = { fills, orders, marketAt: (timeMs) => markets.get(timeMs) ?? null };
  let left = parityTrips(sources);
  const trades: ParityTrade[] = [];
  const spans: ReplayedSpan[] = [];
  for (const span of request.spans) {
    const own = left.filter((trip) => isIn(span, trip.entry.decidedMs));
    const replayed = replaySpan(request, span);
    const { whyNot, refusals } = replayed;
    spans.push({ fromMs: span.fromMs, toMs: span.toMs, strategyId: span.config.strategyId, whyNot, refusals });
    if (whyNot !== null) continue;
    left = left.filter((trip) => !own.includes(trip));
    trades.push(...compare(request, span, own, replayed));
  }
  trades.push(...left.map((trip) => unreplayedTrade(trip, latest)));
  trades.sort((a, b) => a.entryMs - b.entryMs);
  return { trades, spans, measured: measureCosts(sources), ...sumOfTrades(trades) };
}

const isIn = ({ fromMs, toMs }: SpanRequest, timeMs: TimestampMs): boolean => timeMs >= fromMs && timeMs < toMs;

type SpanReplay = {
  readonly whyNot: string | null;
  readonly refusals: number;
  readonly model: TripSources;
  readonly end: Standing;
};

function replaySpan({ instrument, costs, accountRisk, latest }: ParityRequest, span: SpanRequest): SpanReplay {
  const { config, candles, capital } = span;
  const nothing = { refusals: 0, model: { fills: [], orders: [], marketAt: () => null }, end: latest };
  if ('missing' in candles) return { ...nothing, whyNot: candles.missing };
  const { bars } = candles;
  // The first bar may not have closed yet: nothing was decided, here or there.
  if (bars.openTimeMs.length === 0) return { ...nothing, whyNot: null };
  const request = { config, instrument, ...candles, capital, costs, accountRisk };
  const replayed = span.replayed === undefined ? replayBot(request) : succeed(span.replayed);
  if (!replayed.ok) return { ...nothing, whyNot: replayed.error.message };
  const { fills, orders, refusals } = replayed.value;
  const lastRow = bars.openTimeMs.length - 1;
  const timeMs = (bars.openTimeMs[lastRow] as number) + intervalMs(config.interval);
  const end = { price: priceFromNumber(bars.close[lastRow] as number), timeMs };
  return { whyNot: null, refusals, end, model: { fills, orders, marketAt: () => null } };
}

function compare(
  { orders, latest }: ParityRequest,
  { config, toMs }: SpanRequest,
  trips: readonly ParityTrip[],
  { model, end }: SpanReplay,
): readonly ParityTrade[] {
  return parityOfSpan({
    intervalMs: intervalMs(config.interval),
    actual: { trips, orders },
    model: { trips: parityTrips(model), orders: model.orders },
    end: { ...end, timeMs: Math.min(end.timeMs, toMs) },
    latest,
  });
}
