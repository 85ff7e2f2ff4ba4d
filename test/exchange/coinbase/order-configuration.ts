import { divide, floorTo, toAmount, toText } from '../core/amount.ts';
import type { MarketSpec, NewOrder } from '../core/core-types.ts';

/** An `order_configuration` as it was sent: one key, one object of texts. */
export type OrderConfiguration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What a configuration asks of the core, without the words about whose order it is. */
export type ConfiguredOrder = Pick<
  NewOrder,
  'type' | 'timeInForce' | 'postOnly' | 'price' | 'stopPrice' | 'quantity' | 'quoteQuantity' | 'bracketStop'
> & { readonly endTimeMs: number | null; readonly stopDirection: 'up' | 'down' | null };

/** `reason` is the exchange's own name for it. A malformed request is another thing: it never reaches the desk. */
export type Configured =
  | { readonly order: ConfiguredOrder }
  | { readonly reason: string }
  | { readonly malformed: string };

type Kind = Pick<NewOrder, 'type' | 'timeInForce'> & { readonly texts: readonly string[] };

const KINDS: Readonly<Record<string, Kind>> = {
  market_market_ioc: { type: 'market', timeInForce: 'IOC', texts: [] },
  sor_limit_ioc: { type: 'limit', timeInForce: 'IOC', texts: ['limit_price'] },
  limit_limit_gtc: { type: 'limit', timeInForce: 'GTC', texts: ['base_size', 'limit_price'] },
  limit_limit_gtd: { type: 'limit', timeInForce: 'GTC', texts: ['base_size', 'limit_price', 'end_time'] },
  limit_limit_fok: { type: 'limit', timeInForce: 'FOK', texts: ['base_size', 'limit_price'] },
  stop_limit_stop_limit_gtc: {
    type: 'stopLimit',
    timeInForce: 'GTC',
    texts: ['base_size', 'limit_price', 'stop_price'],
  },
  stop_limit_stop_limit_gtd: {
    type: 'stopLimit',
    timeInForce: 'GTC',
    texts: ['base_size', 'limit_price', 'stop_price', 'end_time'],
  },
  trigger_bracket_gtc: { type: 'limit', timeInForce: 'GTC', texts: ['base_size', 'limit_price', 'stop_trigger_price'] },
  trigger_bracket_gtd: {
    type: 'limit',
    timeInForce: 'GTC',
    texts: ['base_size', 'limit_price', 'stop_trigger_price', 'end_time'],
  },
};

/** A bracket's stop is a limit order this share beyond its trigger, percent. */
const BRACKET_STOP_PERCENT = 5n;

const AMOUNTS = ['base_size', 'quote_size', 'limit_price', 'stop_price', 'stop_trigger_price'];
const DIRECTIONS: Readonly<Record<string, 'up' | 'down'>> = {
  STOP_DIRECTION_STOP_UP: 'up',
  STOP_DIRECTION_STOP_DOWN: 'down',
};

export function configuredOrder(configuration: unknown, side: 'buy' | 'sell', spec: MarketSpec): Configured {
  const entries = isObject(configuration) ? Object.entries(configuration) : [];
  const [entry, ...more] = entries;
  if (entry === undefined || more.length > 0)
    return { malformed: 'order_configuration: exactly one configuration expected' };
  const [name, fields] = entry;
  const kind = KINDS[name];
  if (kind === undefined || !isObject(fields)) return { reason: 'UNSUPPORTED_ORDER_CONFIGURATION' };
  const malformed = fieldFault(fields, kind);
  if (malformed !== undefined) return { malformed };
  const reason = sizeFault(fields, kind, side, spec);
  return reason === undefined
    ? { order: { ...orderOf(fields, kind, spec), ...bracketOf(fields, side, spec) } }
    : { reason };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function fieldFault(fields: Readonly<Record<string, unknown>>, kind: Kind): string | undefined {
  const missing = kind.texts.find((name) => textOf(fields[name]) === null);
  if (missing !== undefined) return `${missing}: required text is missing`;
  const unread = AMOUNTS.find((name) => {
    const value = fields[name];
    return value !== undefined && !(typeof value === 'string' && /^[0-9]+(\.[0-9]+)?$/.test(value));
  });
  if (unread !== undefined) return `${unread}: decimal text expected`;
  if (kind.texts.includes('end_time') && Number.isNaN(Date.parse(String(fields.end_time))))
    return 'end_time: RFC3339 expected';
  if (kind.type === 'stopLimit' && DIRECTIONS[String(fields.stop_direction)] === undefined)
    return 'stop_direction: required';
  if (fields.post_only !== undefined && typeof fields.post_only !== 'boolean')
    return 'post_only: true or false expected';
  return undefined;
}

function sizeFault(
  { base_size: base, quote_size: quote }: Readonly<Record<string, unknown>>,
  kind: Kind,
  side: 'buy' | 'sell',
  spec: MarketSpec,
): string | undefined {
  if ((base === undefined) === (quote === undefined)) return 'UNSUPPORTED_ORDER_CONFIGURATION';
  if (typeof quote === 'string') {
    if (kind.timeInForce !== 'IOC' || (side === 'sell' && kind.type === 'market'))
      return 'UNSUPPORTED_ORDER_CONFIGURATION';
    if (toAmount(quote) % toAmount(spec.tick) !== 0n) return 'PREVIEW_INVALID_QUOTE_SIZE_PRECISION';
    if (toAmount(quote) < toAmount(spec.minNotional)) return 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL';
  }
  return undefined;
}

function orderOf(fields: Readonly<Record<string, unknown>>, kind: Kind, spec: MarketSpec): ConfiguredOrder {
  const price = textOf(fields.limit_price);
  const quote = textOf(fields.quote_size);
  const endTime = kind.texts.includes('end_time') ? Date.parse(String(fields.end_time)) : null;
  return {
    type: kind.type,
    timeInForce: kind.timeInForce,
    postOnly: fields.post_only === true,
    price,
    stopPrice: textOf(fields.stop_price),
    quantity: textOf(fields.base_size) ?? limitedQuantity(quote, price, spec),
    quoteQuantity: price === null ? quote : null,
    endTimeMs: endTime,
    stopDirection: DIRECTIONS[String(fields.stop_direction)] ?? null,
  };
}

function bracketOf(
  fields: Readonly<Record<string, unknown>>,
  side: 'buy' | 'sell',
  { tick }: MarketSpec,
): Pick<ConfiguredOrder, 'bracketStop'> {
  const trigger = textOf(fields.stop_trigger_price);
  if (trigger === null) return {};
  const share = side === 'sell' ? 100n - BRACKET_STOP_PERCENT : 100n + BRACKET_STOP_PERCENT;
  const price = floorTo((toAmount(trigger) * share) / 100n, toAmount(tick));
  return { bracketStop: { trigger, price: toText(price) } };
}

/** A limit order knows no quote amount in the core: what it buys at its limit, whole steps. */
function limitedQuantity(quote: string | null, price: string | null, spec: MarketSpec): string | null {
  if (quote === null || price === null) return null;
  return toText(floorTo(divide(toAmount(quote), toAmount(price)), toAmount(spec.step)));
}
