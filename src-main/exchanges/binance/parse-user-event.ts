import { z } from 'zod';
import type { Instrument } from '../../model/instrument.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../model/money.ts';
import type { VenueFill, VenueOrder } from '../connection/order-protocol.ts';
import {
  decimalText,
  filledValueOf,
  fillIdOf,
  orderStatusOf,
  type SymbolLookup,
  signedText,
  statusTextOf,
  timestamp,
  venueId,
} from './parse-orders.ts';

/** `retryAtMs` is the exchange's own time to be silent until; null when it asks for none. */
export type SocketRefusal = {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly retryAtMs: number | null;
};

/** What a frame of the WebSocket API says. */
export type UserFrame =
  /** `usedWeight` of the minute that REST counts in too. */
  | {
      readonly kind: 'reply';
      readonly id: string;
      readonly usedWeight: number | null;
      readonly error: SocketRefusal | null;
    }
  /** `executionId` is the same when an event is told twice. `fill` is null where nothing whole was traded. */
  | {
      readonly kind: 'order';
      readonly executionId: string;
      readonly order: VenueOrder;
      readonly fill: VenueFill | null;
    }
  /** The subscription ended, the socket did not. */
  | { readonly kind: 'terminated' }
  | { readonly kind: 'shutdown' }
  /** Balances, order lists: known, and asked for elsewhere. */
  | { readonly kind: 'ignored' }
  /** Of a kind we do not know. */
  | { readonly kind: 'foreign'; readonly name: string }
  | { readonly kind: 'malformed'; readonly what: string };

const report = z.object({
  s: z.string(),
  /** Client id; of a cancelled order the cancel's own, and then `C` is ours. */
  c: z.string(),
  C: z.string().nullish(),
  x: z.string(),
  X: z.string(),
  r: z.string(),
  i: venueId,
  l: decimalText,
  z: decimalText,
  L: decimalText,
  n: signedText.nullish(),
  N: z.string().nullish(),
  E: timestamp,
  T: timestamp,
  t: venueId,
  I: venueId.optional(),
  m: z.boolean(),
  Z: signedText,
  eR: z.string().nullish(),
});
type Report = z.infer<typeof report>;

const KNOWN_OTHERS = ['outboundAccountPosition', 'balanceUpdate', 'externalLockUpdate', 'listStatus'];

const frameShape = z.looseObject({
  id: z.union([z.string(), z.number()]).nullish(),
  status: z.number().optional(),
  error: z
    .looseObject({
      code: z.number().catch(0),
      msg: z.string().catch(''),
      data: z.looseObject({ retryAfter: timestamp }).optional().catch(undefined),
    })
    .optional(),
  rateLimits: z
    .array(z.looseObject({ rateLimitType: z.string(), interval: z.string(), count: z.number() }))
    .optional()
    .catch(undefined),
  event: z.looseObject({ e: z.string() }).optional(),
});
type Frame = z.infer<typeof frameShape>;

/** Never throws. */
export function parseUserFrame(text: string, findSymbol: SymbolLookup): UserFrame {
  const frame = frameShape.safeParse(parseJson(text));
  if (!frame.success) return { kind: 'malformed', what: 'frame' };
  return frame.data.event === undefined ? toReply(frame.data) : parseUserEvent(frame.data.event, findSymbol);
}

function toReply({ id, status, error, rateLimits }: Frame): UserFrame {
  if (id === undefined || id === null || status === undefined) return { kind: 'malformed', what: 'frame' };
  const weight = rateLimits?.find(({ rateLimitType, interval }) => `${rateLimitType} ${interval}` === WEIGHT_LIMIT);
  const reply = { kind: 'reply', id: String(id), usedWeight: weight?.count ?? null } as const;
  if (status === 200) return { ...reply, error: null };
  const { code = 0, msg = '', data } = error ?? {};
  return { ...reply, error: { status, code, message: msg.slice(0, 200), retryAtMs: data?.retryAfter ?? null } };
}

const WEIGHT_LIMIT = 'REQUEST_WEIGHT MINUTE';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** One event without its envelope. */
export function parseUserEvent(event: { readonly e: string }, findSymbol: SymbolLookup): UserFrame {
  if (event.e === 'serverShutdown') return { kind: 'shutdown' };
  if (event.e === 'eventStreamTerminated') return { kind: 'terminated' };
  if (KNOWN_OTHERS.includes(event.e)) return { kind: 'ignored' };
  if (event.e !== 'executionReport') return { kind: 'foreign', name: event.e.slice(0, 40) };
  const parsed = report.safeParse(event);
  if (!parsed.success) return { kind: 'malformed', what: 'executionReport' };
  return toOrderFrame(parsed.data, findSymbol(parsed.data.s));
}

function toOrderFrame(row: Report, instrument: Instrument | undefined): UserFrame {
  const clientOrderId = row.C === undefined || row.C === null || row.C === '' ? row.c : row.C;
  const order: VenueOrder = {
    venueOrderId: row.i,
    clientOrderId,
    instrumentId: instrument?.id,
    status: orderStatusOf(row.X),
    statusText: statusTextOf(row.X, row.eR ?? row.r),
    filledQuantity: quantityFromText(row.z),
    filledValue: filledValueOf(row.Z),
    updatedMs: row.T,
  };
  const executionId = row.I === undefined ? `${row.i}-${row.x}-${row.z}-${row.T}` : `${row.s}-${row.I}`;
  return { kind: 'order', executionId, order, fill: fillIn(row, order, instrument) };
}

/** A trade without a number, a price or a quantity is none: the order's cumulative figures still tell that something is missing. */
function fillIn(row: Report, order: VenueOrder, instrument: Instrument | undefined): VenueFill | null {
  if (row.x !== 'TRADE' || row.t === '-1' || instrument === undefined) return null;
  const price = priceFromText(row.L);
  const quantity = quantityFromText(row.l);
  if (price === 0n || quantity === 0n) return null;
  return {
    fillId: fillIdOf(row.s, row.t, row.i),
    venueOrderId: row.i,
    clientOrderId: order.clientOrderId,
    instrumentId: instrument.id,
    price,
    quantity,
    fee: { asset: row.N ?? instrument.quoteAsset, amount: moneyFromText(row.n ?? '0') },
    liquidity: row.m ? 'maker' : 'taker',
    timeMs: row.T,
  };
}
