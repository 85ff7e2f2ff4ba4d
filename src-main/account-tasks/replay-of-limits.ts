import type { LimitsReplayView } from '../../src-preload/contract/risk-views.ts';
import type { ReplayedTrade } from '../engine/risk/replay/replay-limits.ts';
import { replayLimits } from '../engine/risk/replay/replay-limits.ts';
import type { Fill } from '../model/fill.ts';
import type { GovernorLimits } from '../model/governor-limits.ts';
import type { Instrument } from '../model/instrument.ts';
import { createInstrument, symbolOf, venueOf } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import { moneyToText } from '../model/money.ts';
import type { RoundTrip } from '../portfolio-reports/round-trips.ts';
import { tradedParts } from '../portfolio-reports/round-trips.ts';

export type ReplayTask = {
  readonly fills: readonly Fill[];
  readonly limits: GovernorLimits;
  readonly asset: string;
  readonly startingCapital: Money;
  readonly dayRollOffsetMs: number;
};

/** The latest of them: a person reads no more. */
const SHOWN_ENTRIES = 200;

/** What limits would have refused of an account's round trips, and what those came to. */
export function replayOfLimits({ fills, ...terms }: ReplayTask): LimitsReplayView {
  const result = replayLimits(tradedParts(fills).roundTrips.map(toReplayed), terms);
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
    curve: result.curve.map((point) => ({
      timeMs: point.timeMs,
      with: moneyToText(point.with),
      without: moneyToText(point.without),
    })),
  };
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
