import type { ParityPart } from '../../src-preload/contract/parity-parts.ts';
import { PARITY_PARTS } from '../../src-preload/contract/parity-parts.ts';
import { divideHalfUp } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import type { ParityLeg, ParityTrip } from './parity-trips.ts';

/** In the quote asset; positive where reality earned more than the backtest. */
export type ParityParts = Readonly<Record<ParityPart, Money>>;

export const NO_PARTS: ParityParts = Object.fromEntries(PARITY_PARTS.map((part) => [part, 0n as Money])) as Record<
  ParityPart,
  Money
>;

export function addParts(left: ParityParts, right: Partial<ParityParts>): ParityParts {
  const sum = (part: ParityPart): Money => (left[part] + (right[part] ?? 0n)) as Money;
  return Object.fromEntries(PARITY_PARTS.map((part) => [part, sum(part)])) as Record<ParityPart, Money>;
}

export const wholeOf = (parts: ParityParts): Money =>
  PARITY_PARTS.reduce((sum, part) => sum + parts[part], 0n) as Money;

/** A trip that is over or stands at a price: both ends are known. */
export type EndedTrip = ParityTrip & { readonly exit: ParityLeg };

/** Why the exits met the market at another price. */
export type ExitPart = 'timing' | 'signal' | 'missedFills';

const signOf = ({ side }: ParityTrip): bigint => (side === 'long' ? 1n : -1n);

/** What a trip brought after fees and funding. */
export function netOfTrip(trip: EndedTrip): Money {
  const gross = signOf(trip) * (trip.exit.value - trip.entry.value);
  return (gross - trip.entry.fees - trip.exit.fees - trip.funding) as Money;
}

/**
 * Why `actual` brought something else than `model`, the same trade in the backtest. Let s be 1 for a long and −1 for a
 * short, e and x the values of entry and exit, e° and x° the same at the market's prices, and the model's scaled to the
 * actual quantity (e′ = e · qₐ ÷ qₘ):
 *
 *   size = s(x′ − e′) − s(xₘ − eₘ)      fees = −(fees and funding of actual − those of model)
 *   spread and slippage = s[(xₐ − xₐ°) − (x′ − x′°)] − s[(eₐ − eₐ°) − (e′ − e′°)]
 *   timing = −s(eₐ° − e′°) + s(xₐ° − x′°), the exit's share going to `exitPart`
 *
 * Their sum is net of actual − net of model to the last digit, whatever rounding the scaling needs.
 */
export function splitGap(actual: EndedTrip, model: EndedTrip, exitPart: ExitPart): ParityParts {
  const s = signOf(actual);
  const scale = (amount: bigint): bigint =>
    actual.quantity === model.quantity ? amount : divideHalfUp(amount * actual.quantity, model.quantity);
  const [e, eMarket] = [scale(model.entry.value), scale(model.entry.marketValue)];
  const [x, xMarket] = [scale(model.exit.value), scale(model.exit.marketValue)];
  const size = s * (x - e) - s * (model.exit.value - model.entry.value);
  const costs =
    s * (actual.exit.value - actual.exit.marketValue - (x - xMarket)) -
    s * (actual.entry.value - actual.entry.marketValue - (e - eMarket));
  const parts: ParityParts = {
    ...NO_PARTS,
    timing: (-s * (actual.entry.marketValue - eMarket)) as Money,
    spreadAndSlippage: costs as Money,
    fees: (paidBy(model) - paidBy(actual)) as Money,
    size: size as Money,
  };
  return addParts(parts, { [exitPart]: (s * (actual.exit.marketValue - xMarket)) as Money });
}

const paidBy = ({ entry, exit, funding }: EndedTrip): bigint => entry.fees + exit.fees + funding;
