import { assertNever } from '../../base/assert-never.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money, Price, Quantity, Ratio } from '../../model/money.ts';
import {
  lowerPrice,
  moneyToText,
  priceToText,
  quantityForAmount,
  quantityToText,
  raisePrice,
  ratioFromNumber,
  roundToTick,
} from '../../model/money.ts';
import type { Order, OrderType } from '../../model/order.ts';
import { limitOf } from '../../model/order.ts';
import { STOP_LIMIT_SHARE } from './limits.ts';
import type { Json } from './parse.ts';

type PlainOrder = Order & { readonly type: Exclude<OrderType, { kind: 'trailingStop' }> };
type StopType = Extract<OrderType, { kind: 'stop' | 'stopLimit' }>;

export type BodyContext = {
  readonly instrument: Instrument;
  /** What turns an amount into a quantity where Coinbase takes no amount; null when it is not needed. */
  readonly lastPrice: Price | null;
  /** What a fill takes from the amount of a buy. */
  readonly feeRate: Ratio;
  readonly portfolioId: string | undefined;
};

/** Whether the body cannot be made without the price the market has now: a sale by amount at the market. */
export function needsLastPrice({ type, size, side }: Order): boolean {
  return type.kind === 'market' && size.kind === 'quote' && side === 'sell';
}

/** Whether an amount is turned into a quantity here, fee included. */
export function needsFeeRate({ type, size, side }: Order): boolean {
  return type.kind !== 'market' && size.kind === 'quote' && side === 'buy';
}

/** The body of POST /orders, or why there is none: an amount below one step of the quantity. */
export function orderBody(order: Order, context: BodyContext): { readonly body: Json } | { readonly refusal: string } {
  if (order.type.kind === 'trailingStop') {
    return { refusal: 'order is a trailing stop, expected a kind of order that Coinbase has' };
  }
  const configuration = configurationOf({ ...order, type: order.type }, context);
  if (configuration === undefined) {
    return {
      refusal: `size is below ${quantityToText(context.instrument.step)} ${context.instrument.baseAsset}, one step`,
    };
  }
  const { portfolioId, instrument } = context;
  return {
    body: {
      client_order_id: order.clientOrderId,
      product_id: instrument.symbol,
      side: order.side === 'buy' ? 'BUY' : 'SELL',
      order_configuration: configuration,
      ...(portfolioId === undefined ? {} : { retail_portfolio_id: portfolioId }),
    },
  };
}

function configurationOf(order: PlainOrder, context: BodyContext): Json | undefined {
  const { type, size, side } = order;
  const { instrument } = context;
  if (type.kind === 'market' && size.kind === 'quote' && side === 'buy') {
    const amount = flooredAmount(size.amount, instrument);
    return amount > 0n ? { market_market_ioc: { quote_size: moneyToText(amount) } } : undefined;
  }
  const quantity = quantityOf(order, context);
  if (quantity <= 0n) return undefined;
  const base_size = quantityToText(quantity);
  switch (type.kind) {
    case 'market':
      return { market_market_ioc: { base_size } };
    case 'limit': {
      const limit_price = priceToText(type.price);
      if (type.timeInForce !== undefined) return { sor_limit_ioc: { base_size, limit_price } };
      return { limit_limit_gtc: { base_size, limit_price, post_only: false } };
    }
    case 'postOnly':
      return { limit_limit_gtc: { base_size, limit_price: priceToText(type.price), post_only: true } };
    case 'stop':
    case 'stopLimit':
      return { stop_limit_stop_limit_gtc: { base_size, ...stopOf(type, side, instrument) } };
    case 'bracket':
      // Its stop sells down to 5 % below the trigger, as Coinbase has it.
      return {
        trigger_bracket_gtc: {
          base_size,
          limit_price: priceToText(type.price),
          stop_trigger_price: priceToText(type.trigger),
        },
      };
    default:
      return assertNever(type, 'order type');
  }
}

/** Amounts are counted in the quote asset's increment, which for cash products is that of the price. */
function flooredAmount(amount: Money, { tick }: Instrument): Money {
  const grain = tick * 10n ** 8n;
  return (amount - (amount % grain)) as Money;
}

/** A stop that buys pays up to its limit: an amount must do for that. */
function quantityOf({ type, size, side }: Order, { instrument, lastPrice, feeRate }: BodyContext): Quantity {
  if (size.kind === 'base') return size.quantity;
  const fee = side === 'buy' ? feeRate : (0n as Ratio);
  const stopPrice =
    type.kind === 'stop' ? (side === 'buy' ? limitBeyond(type.trigger, side, instrument) : type.trigger) : null;
  const price = limitOf(type) ?? stopPrice ?? lastPrice ?? (0n as Price);
  return quantityForAmount(size.amount, price, fee, instrument.step);
}

/** A plain stop becomes a limit order whose price is beyond the trigger, so that it takes what is there when it is touched. */
function stopOf(type: StopType, side: Order['side'], instrument: Instrument): Json {
  return {
    stop_price: priceToText(type.trigger),
    limit_price: priceToText(limitOf(type) ?? limitBeyond(type.trigger, side, instrument)),
    stop_direction: side === 'buy' ? 'STOP_DIRECTION_STOP_UP' : 'STOP_DIRECTION_STOP_DOWN',
  };
}

function limitBeyond(trigger: Price, side: Order['side'], { tick }: Instrument): Price {
  const share = ratioFromNumber(STOP_LIMIT_SHARE);
  if (side === 'buy') return roundToTick(raisePrice(trigger, share), tick, 'up');
  const limit = roundToTick(lowerPrice(trigger, share), tick, 'down');
  return limit > 0n ? limit : tick;
}
