import type { Brand } from '../base/brand.ts';
import { divideCeil, divideFloor, divideHalfUp, formatDecimal, parseDecimal } from './decimal.ts';

/**
 * Exact amounts. The scales are chosen so that price × quantity is a money amount without any rounding:
 * 12 places for prices, 8 for quantities, 20 for money. Only fees, sizes and quoted prices round, each once and in one
 * stated direction. Float64 comes in through `…FromNumber` (its shortest decimal text) and leaves through `…ToNumber`.
 */
export type Price = Brand<bigint, 'Price'>;
export type Quantity = Brand<bigint, 'Quantity'>;
export type Money = Brand<bigint, 'Money'>;
/** A dimensionless rate, 12 places: 10 basis points is 0.001. */
export type Ratio = Brand<bigint, 'Ratio'>;

export const PRICE_SCALE = 12;
export const QUANTITY_SCALE = 8;
const MONEY_SCALE = 20;
export const RATIO_SCALE = 12;

const RATIO_ONE = 10n ** BigInt(RATIO_SCALE);
/** Fees are rounded half up to 1e-8 of the quote asset. */
const FEE_GRAIN = 10n ** BigInt(MONEY_SCALE - 8);
const FEE_DIVISOR = RATIO_ONE * FEE_GRAIN;

export const ZERO_MONEY = 0n as Money;
export const ZERO_QUANTITY = 0n as Quantity;

export const priceFromText = (text: string): Price => parseDecimal(text, PRICE_SCALE) as Price;
export const quantityFromText = (text: string): Quantity => parseDecimal(text, QUANTITY_SCALE) as Quantity;
export const moneyFromText = (text: string): Money => parseDecimal(text, MONEY_SCALE) as Money;
export const ratioFromText = (text: string): Ratio => parseDecimal(text, RATIO_SCALE) as Ratio;

export const priceToText = (price: Price): string => formatDecimal(price, PRICE_SCALE);
export const quantityToText = (quantity: Quantity): string => formatDecimal(quantity, QUANTITY_SCALE);
export const moneyToText = (money: Money): string => formatDecimal(money, MONEY_SCALE);
export const ratioToText = (ratio: Ratio): string => formatDecimal(ratio, RATIO_SCALE);

/**
 * The price a float64 stands for: its shortest decimal text, exact. Up to 15 digits a scaled integer is that text's value
 * too (no two such decimals share a float64), which spares the text.
 */
export function priceFromNumber(value: number): Price {
  const scaled = Math.round(value * 1e8);
  if (Math.abs(scaled) < 1e15 && scaled / 1e8 === value) return (BigInt(scaled) * 10_000n) as Price;
  return priceFromText(String(value));
}

/** As `priceFromNumber`. */
export function ratioFromNumber(value: number): Ratio {
  const scaled = Math.round(value * 1e9);
  if (Math.abs(scaled) < 1e15 && scaled / 1e9 === value) return (BigInt(scaled) * 1000n) as Ratio;
  return ratioFromText(String(value));
}

/** 1 basis point is one ten-thousandth. */
export const ratioFromBps = (bps: number): Ratio => (parseDecimal(String(bps), RATIO_SCALE + 4) / 10n ** 8n) as Ratio;

/** The float64 nearest to the price, the same that its decimal text reads as. */
export const priceToNumber = (price: Price): number => Number(priceToText(price));
/** Within one unit in the last place of float64: for curves and statistics. */
export const quantityToNumber = (quantity: Quantity): number => Number(quantity) / 1e8;
export const moneyToNumber = (money: Money): number => Number(money) / 1e20;

/** Exact value of `quantity` at `price`, in the quote asset. */
export function notionalOf(price: Price, quantity: Quantity): Money {
  return (price * quantity) as bigint as Money;
}

/** Fee on a notional, rounded half up to 1e-8 of the quote asset. */
export function feeOf(notional: Money, rate: Ratio): Money {
  return (divideHalfUp(notional * rate, FEE_DIVISOR) * FEE_GRAIN) as Money;
}

/** A share of an amount, rounded down. */
export function shareOf(amount: Money, share: Ratio): Money {
  return share === RATIO_ONE ? amount : (divideFloor(amount * share, RATIO_ONE) as Money);
}

/** `price × (1 + rate)`, rounded up (a buyer's price may only get worse). */
export function raisePrice(price: Price, rate: Ratio): Price {
  return divideCeil(price * (RATIO_ONE + rate), RATIO_ONE) as Price;
}

/** `price × (1 − rate)`, rounded down (a seller's price may only get worse). */
export function lowerPrice(price: Price, rate: Ratio): Price {
  return divideFloor(price * (RATIO_ONE - rate), RATIO_ONE) as Price;
}

/** Largest quantity, in whole steps, whose notional and fee at `price` fit into `amount`: floor(amount ÷ (price × (1 + fee))). */
export function quantityForAmount(amount: Money, price: Price, feeRate: Ratio, step: Quantity): Quantity {
  if (amount <= 0n || price <= 0n) return ZERO_QUANTITY;
  const quantity = divideFloor(amount * RATIO_ONE, price * (RATIO_ONE + feeRate));
  return floorToStep(quantity as Quantity, step);
}

export function floorToStep(quantity: Quantity, step: Quantity): Quantity {
  return step === 1n ? quantity : ((quantity - (quantity % step)) as Quantity);
}

/**
 * Average price of `quantity` traded for `cost` (both negative for a short), rounded half up to the price scale; for
 * display and for protective orders, never for the ledger.
 */
export function averagePrice(cost: Money, quantity: Quantity): Price {
  return (quantity < 0n ? divideHalfUp(-cost, -quantity) : divideHalfUp(cost, quantity)) as Price;
}

/** The nearest multiple of the tick at or above (`up`) or at or below (`down`). */
export function roundToTick(price: Price, tick: Price, direction: 'up' | 'down'): Price {
  const ticks = direction === 'up' ? divideCeil(price, tick) : divideFloor(price, tick);
  return (ticks * tick) as Price;
}
