import type { AlertFiring } from '../../../src-preload/contract/alert-views.ts';
import { MOST_FIRINGS } from '../../../src-preload/contract/alert-views.ts';
import type { Candle } from '../../model/candle.ts';
import { intervalMs, type TimestampMs } from '../../model/time.ts';
import type { KeptAlert } from './alert-book.ts';
import { type Crossing, crossingOf, crossingsOfBar, type Side, sideOf } from './crossing.ts';

/** A price that trembles on a level is told of this often at most. */
const LEAST_PAUSE_MS = intervalMs('1m');

export type Price = { readonly price: number; readonly timeMs: TimestampMs };

/** What a price did to an alert: the alert afterwards, and what it fired, oldest first. */
export type Watched = { readonly alert: KeptAlert; readonly fired: readonly AlertFiring[] };

/** `isLate`: nobody watched between the price before and this one. */
export function afterPrice(alert: KeptAlert, { price, timeMs }: Price, isLate: boolean): Watched {
  const crossing = crossingOf(alert.side, price, alert.price);
  return advance(alert, sideOf(price, alert.price), crossing === null ? [] : [{ crossing, price, timeMs, isLate }]);
}

/** A minute of which no trade was heard, as its candle tells it. */
export function afterBar(alert: KeptAlert, bar: Candle): Watched {
  const seen = { price: alert.price, timeMs: bar.openTimeMs, isLate: true };
  const crossings = crossingsOfBar(alert.side, bar, alert.price);
  return advance(
    alert,
    sideOf(bar.close, alert.price),
    crossings.map((crossing) => ({ ...seen, crossing })),
  );
}

type Seen = Price & { readonly crossing: Crossing; readonly isLate: boolean };

function advance(alert: KeptAlert, side: Side, seen: readonly Seen[]): Watched {
  const fired: AlertFiring[] = [];
  let { isArmed } = alert;
  // One that was changed since it fired is a new one.
  let lastMs = alert.firings.find(({ timeMs }) => timeMs >= alert.setMs)?.timeMs ?? Number.NEGATIVE_INFINITY;
  for (const { crossing, price, timeMs, isLate } of seen) {
    const isMeant = alert.direction === 'either' || alert.direction === crossing;
    if (!isArmed || !isMeant || timeMs < lastMs + LEAST_PAUSE_MS) continue;
    fired.push({ timeMs, direction: crossing, price, isLate });
    lastMs = timeMs;
    isArmed = alert.repeats === 'everyTime';
  }
  if (fired.length === 0) return { alert: side === alert.side ? alert : { ...alert, side }, fired };
  const firings = [...fired.toReversed(), ...alert.firings].slice(0, MOST_FIRINGS);
  return { alert: { ...alert, side, isArmed, firings }, fired };
}
