import { PAPER_ACCOUNT_ID } from '../../model/account.ts';
import { divideCeil, divideFloor } from '../../model/decimal.ts';
import type { Fill } from '../../model/fill.ts';
import type { Money, Price, Quantity, Ratio } from '../../model/money.ts';
import { feeOf, notionalOf, RATIO_SCALE, ratioFromBps, ratioFromNumber } from '../../model/money.ts';
import type { TimestampMs } from '../../model/time.ts';
import type { VenuePosition } from './venue-positions.ts';

/** What an isolated, linear position must keep. */
export type MarginTerms = {
  /** Of the position's value at the mark: 0.004 to 0.01 in the lowest tiers of large venues. */
  readonly maintenanceMarginFraction: number;
  /** Of the value closed. */
  readonly liquidationFeeBps: number;
};

const RATIO_ONE = 10n ** BigInt(RATIO_SCALE);

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * Where the position's margin is down to its maintenance:
 * long entry × (1 − 1/leverage) ÷ (1 − m), short entry × (1 + 1/leverage) ÷ (1 + m), m of the value at the mark.
 * It is Binance's "How to Calculate Liquidation Price of USDⓈ-M Futures Contracts" for one isolated position in one-way
 * mode, wallet balance = its initial margin = entry × quantity ÷ leverage, maintenance amount 0. Bybit takes the maintenance
 * at the entry instead: entry × (1 ∓ (1/leverage − m)). Rounded so that it comes sooner. Funding and fees are paid from
 * cash and leave the margin as it is.
 */
export function liquidationPrice({ quantity, cost }: VenuePosition, leverage: number, maintenance: Ratio): Price {
  const gearing = ratioFromNumber(leverage);
  const held = size(quantity);
  if (quantity > 0n) {
    return divideCeil(
      size(cost) * (gearing - RATIO_ONE) * RATIO_ONE,
      held * gearing * (RATIO_ONE - maintenance),
    ) as Price;
  }
  return divideFloor(
    size(cost) * (gearing + RATIO_ONE) * RATIO_ONE,
    held * gearing * (RATIO_ONE + maintenance),
  ) as Price;
}

/** Where the whole margin is gone: entry × (1 ∓ 1/leverage), rounded so that no more than the margin is lost. */
export function bankruptcyPrice({ quantity, cost }: VenuePosition, leverage: number): Price {
  const gearing = ratioFromNumber(leverage);
  const held = size(quantity);
  if (quantity > 0n) return divideCeil(size(cost) * (gearing - RATIO_ONE), held * gearing) as Price;
  return divideFloor(size(cost) * (gearing + RATIO_ONE), held * gearing) as Price;
}

/** Binance: the lowest maintenance tier and the liquidation clearance fee of BTCUSDT. */
export const STANDARD_MARGIN: MarginTerms = { maintenanceMarginFraction: 0.004, liquidationFeeBps: 125 };

export type Liquidation = {
  readonly botId: string;
  readonly position: VenuePosition;
  readonly leverage: number;
  /** What the market gave: the liquidation price, or what it opened at beyond that. */
  readonly price: Price;
  readonly timeMs: TimestampMs;
  readonly sequence: number;
};

/**
 * The close by the venue, whole and at once. Beyond the bankruptcy price the insurance fund takes the rest, and the fee is
 * cut to what is left: a position never loses more than its margin.
 */
export function liquidationFill(liquidation: Liquidation, terms: MarginTerms): Fill {
  const { botId, position, leverage, timeMs, sequence } = liquidation;
  const long = position.quantity > 0n;
  const bankrupt = bankruptcyPrice(position, leverage);
  const worse = long ? liquidation.price < bankrupt : liquidation.price > bankrupt;
  const price = worse ? bankrupt : liquidation.price;
  const quantity = size(position.quantity) as Quantity;
  const notional = notionalOf(price, quantity);
  const left = long ? notional - notionalOf(bankrupt, quantity) : notionalOf(bankrupt, quantity) - notional;
  const fee = feeOf(notional, ratioFromBps(terms.liquidationFeeBps));
  const id = `liquidation-${botId}-${timeMs}-${sequence}`;
  return {
    fillId: `${id}-1`,
    clientOrderId: id,
    accountId: PAPER_ACCOUNT_ID,
    botId,
    instrumentId: position.instrumentId,
    side: long ? 'sell' : 'buy',
    price,
    quantity,
    fee: (left < fee ? left : fee) as Money,
    purpose: 'liquidation',
    tag: '',
    liquidity: 'taker',
    timeMs,
  };
}
