import type { LimitsReplayView } from '../../src-preload/contract/risk-views.ts';
import type { ReplayedTrade } from '../engine/risk/replay/replay-limits.ts';
import { replayLimits } from '../engine/risk/replay/replay-limits.ts';
import type { Fill } from '../model/fill.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument } from '../model/instrument.ts';
import { createInstrument, symbolOf, venueOf } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import { moneyToText } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { RoundTrip } from '../portfolio-reports/round-trips.ts';
import { tradedParts } from '../portfolio-reports/round-trips.ts';

type Terms = {
  readonly limits: GovernorLimits;
  readonly asset: string;
  readonly startingCapital: Money;
  readonly dayRollOffsetMs: number;
};

export type ReplayTask = Terms & { readonly fills: readonly Fill[] };

/** The round trips of a backtest, as its run has them. */
export type ReplayTradesTask = Terms & { readonly trades: readonly ClosedTrade[] };

/** The latest of them: a person reads no more. */
const SHOWN_ENTRIES = 200;
/** As many points as a wide chart has pixels. */
const SHOWN_POINTS = 2000;

/** What limits would have refused of an account's round trips, and what those came to. */
export function replayOfLimits({ fills, ...terms }: ReplayTask): LimitsReplayView {
  return replayView(tradedParts(fills).roundTrips.map(toReplayed), terms);
}

/** A backtest that was run. */
type Run = {
  readonly request: { readonly instrument: Instrument; readonly capital: Money };
  readonly trades: readonly ClosedTrade[];
};

/** Its trades, with what they are held against. */
export function replayTaskOf(
  { request, trades }: Run,
  { limits, dayRollOffsetMs }: Pick<Terms, 'limits' | 'dayRollOffsetMs'>,
): ReplayTradesTask {
  const { instrument, capital: startingCapital } = request;
  return { trades, limits, dayRollOffsetMs, asset: instrument.quoteAsset, startingCapital };
}

/** The same of a backtest's. */
export function replayOfTrades({ trades, ...terms }: ReplayTradesTask): LimitsReplayView {
  const replayed = trades.map((trade) => ({ ...trade, instrument: instrumentOf(trade.instrumentId) }));
  return replayView(replayed, terms);
}

function replayView(trades: readonly ReplayedTrade[], terms: Terms): LimitsReplayView {
  const result = replayLimits(trades, terms);
  return {
    trades: result.trades,
    blocked: result.blocked.length,
    profitWithout: moneyToText(result.profitWithout),
    profitWith: moneyToText(result.profitWith),
    rules: result.rules.map((rule) => ({ ...rule, profit: moneyToText(rule.profit) })),
    entries: result.blocked.slice(-SHOWN_ENTRIES).map(({ trade, rule, limit, actual }) => ({
      ...{ timeMs: trade.entryTimeMs, botId: trade.botId, instrumentId: trade.instrument.id, side: trade.side },
      ...{ rule, limit, actual, profit: moneyToText(trade.profit) },
    })),
    curve: thinned(result.curve).map((point) => ({
      timeMs: point.timeMs,
      with: moneyToText(point.with),
      without: moneyToText(point.without),
    })),
  };
}

/** Every so many-th point, the last one among them. */
function thinned<Point>(points: readonly Point[]): readonly Point[] {
  const every = Math.ceil(points.length / SHOWN_POINTS);
  return points.filter((_, index) => (points.length - 1 - index) % every === 0);
}

function toReplayed(trip: RoundTrip): ReplayedTrade {
  const { botId, instrumentId, side, quantity, entryTimeMs, entryPrice, exitTimeMs } = trip;
  const profit = (trip.realised - trip.fees - trip.funding) as Money;
  return { botId, instrument: instrumentOf(instrumentId), side, quantity, entryTimeMs, entryPrice, exitTimeMs, profit };
}

/** Its grid does not matter here: nothing is ordered. */
function instrumentOf(instrumentId: string): Instrument {
  const instrument = createInstrument(venueOf(instrumentId), symbolOf(instrumentId));
  if (instrument === undefined) throw new RangeError(`instrument is "${instrumentId}", expected venue:BASE-QUOTE`);
  return instrument;
}
