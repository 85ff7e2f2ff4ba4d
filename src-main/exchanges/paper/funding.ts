import { firstIndexAtOrAfter } from '../../base/first-index-at-or-after.ts';
import { PAPER_ACCOUNT_ID } from '../../model/account.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Quantity } from '../../model/money.ts';
import { feeOf, notionalOf, priceFromNumber, ratioFromNumber, ZERO_QUANTITY } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { VenuePosition } from './venue-positions.ts';

/** When a perpetual pays, and at what rate of a position's value; columns of one length, times increasing. */
export type FundingSchedule = { readonly timeMs: Float64Array; readonly rate: Float64Array };

export type FundingTime = { readonly timeMs: TimestampMs; readonly rate: number };

/** Walks the schedules: each time is due once. */
export class FundingCalendar {
  readonly #schedules: Readonly<Record<string, FundingSchedule>>;
  readonly #next = new Map<string, number>();

  constructor(schedules: Readonly<Record<string, FundingSchedule>>) {
    this.#schedules = schedules;
  }

  /** What was due up to and including that time is done with. */
  skipTo(instrumentId: string, timeMs: TimestampMs): void {
    const schedule = this.#schedules[instrumentId];
    if (schedule === undefined) return;
    this.#next.set(instrumentId, firstIndexAtOrAfter(schedule.timeMs, timeMs + 1));
  }

  /** The next time due by `untilMs`, or null; it will not come again. */
  take(instrumentId: string, untilMs: TimestampMs): FundingTime | null {
    const schedule = this.#schedules[instrumentId];
    if (schedule === undefined) return null;
    const index = this.#next.get(instrumentId) ?? 0;
    const timeMs = schedule.timeMs[index];
    if (timeMs === undefined || timeMs > untilMs) return null;
    this.#next.set(instrumentId, index + 1);
    return { timeMs, rate: schedule.rate[index] as number };
  }
}

/** The mark price at a moment: the open of the candle that begins then, else the close of the one before; null before all. */
export function markAt(marks: CandleColumns | undefined, timeMs: TimestampMs): number | null {
  if (marks === undefined) return null;
  const index = firstIndexAtOrAfter(marks.openTimeMs, timeMs);
  if (marks.openTimeMs[index] === timeMs) return marks.open[index] as number;
  return marks.close[index - 1] ?? null;
}

/**
 * What a position pays at a funding time: quantity × mark × rate, rounded half up to 1e-8; a long pays a positive rate, a
 * short receives it. Source: Binance, "Introduction to Binance Futures Funding Rates" (funding amount = nominal value of
 * positions × funding rate, nominal value = mark price × size). Told as a fill of quantity 0.
 */
export function fundingFill(
  botId: string,
  { instrumentId, quantity }: VenuePosition,
  { timeMs, rate }: FundingTime,
  markPrice: number,
): Fill {
  const price = priceFromNumber(markPrice);
  const fillId = `funding-${botId}-${instrumentId}-${timeMs}`;
  return {
    fillId,
    clientOrderId: fillId,
    accountId: PAPER_ACCOUNT_ID,
    botId,
    instrumentId,
    side: quantity > 0n ? 'buy' : 'sell',
    price,
    quantity: ZERO_QUANTITY,
    fee: amountOf(price, quantity, rate),
    purpose: 'funding',
    tag: '',
    liquidity: 'taker',
    timeMs,
  };
}

function amountOf(price: ReturnType<typeof priceFromNumber>, quantity: Quantity, rate: number): Money {
  return feeOf(notionalOf(price, quantity), ratioFromNumber(rate));
}
