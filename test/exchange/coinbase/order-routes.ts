import { divide, multiply, toAmount, toText, unitsToAmount } from '../core/amount.ts';
import { type ApiRequest, pageOf, type Route, type WireParts } from './api.ts';
import type { PlaceRequest } from './order-desk.ts';
import { bracketRefusal, endByFault, isHidden, isOfOtherPortfolio, raceCancel, shown } from './order-faults.ts';
import { fillView, orderView } from './order-view.ts';
import type { OrderState } from './placement.ts';
import { refusalOf } from './refusals.ts';
import { answer, invalidArgument, type Reply, refuse } from './reply.ts';

const MOST_CANCELS = 100;
const NOT_FOUND = 'order with this orderID was not found';

export function orderRoutes(parts: WireParts): readonly Route[] {
  const post = (path: RegExp, handle: Route['handle']): Route => ({ method: 'POST', path, access: 'trade', handle });
  const get = (path: RegExp, handle: Route['handle']): Route => ({ method: 'GET', path, access: 'view', handle });
  return [
    post(/^\/orders$/, (request) => createOrder(parts, request)),
    post(/^\/orders\/batch_cancel$/, (request) => cancelOrders(parts, request)),
    post(/^\/orders\/edit$/, (request) => editOrder(parts, request)),
    post(/^\/orders\/edit_preview$/, (request) => previewEdit(parts, request)),
    post(/^\/orders\/preview$/, (request) => previewOrder(parts, request)),
    get(/^\/orders\/historical\/batch$/, (request) => orderList(parts, request)),
    get(/^\/orders\/historical\/fills$/, (request) => fillList(parts, request)),
    get(/^\/orders\/historical\/([^/]+)$/, (request) => oneOrder(parts, request)),
  ];
}

/** What could not be read is a bad request; what was read and not taken is an answer like any other. */
function placeRequest(
  { catalogue }: WireParts,
  body: ApiRequest['body'],
  clientOrderId: unknown,
): PlaceRequest | string {
  if (typeof clientOrderId !== 'string' || clientOrderId === '') return 'client_order_id is required';
  if (clientOrderId.length > 128) return 'client_order_id: at most 128 characters expected';
  if (typeof body.product_id !== 'string') return 'product_id is required';
  if (body.side !== 'BUY' && body.side !== 'SELL') return 'side: BUY or SELL expected';
  const side = body.side === 'BUY' ? 'buy' : 'sell';
  return { clientOrderId, product: catalogue.find(body.product_id), side, configuration: body.order_configuration };
}

function createOrder(parts: WireParts, { body }: ApiRequest): Reply {
  const request = placeRequest(parts, body, body.client_order_id);
  if (typeof request === 'string') return invalidArgument(request);
  if (isOfOtherPortfolio(parts, body.retail_portfolio_id))
    return refuse(403, 'PERMISSION_DENIED', 'account is not available');
  const placed = bracketRefusal(parts, request.configuration) ?? parts.desk.place(request);
  if ('malformed' in placed) return invalidArgument(placed.malformed);
  const { order_configuration } = body;
  if ('reason' in placed) {
    const { error, preview, message } = refusalOf(placed.reason);
    const error_response = {
      error,
      message,
      error_details: message,
      preview_failure_reason: preview,
      new_order_failure_reason: error,
    };
    return answer({
      success: false,
      failure_reason: 'UNKNOWN_FAILURE_REASON',
      order_id: '',
      error_response,
      order_configuration,
    });
  }
  const state = parts.desk.book.state(placed.placement);
  if (state !== undefined) endByFault(parts, state);
  const { orderId, productId, clientOrderId, configuration } = placed.placement;
  const side = state?.core.side === 'sell' ? 'SELL' : 'BUY';
  const success_response = { order_id: orderId, product_id: productId, side, client_order_id: clientOrderId };
  return answer({ success: true, success_response, order_configuration: configuration });
}

function cancelOrders(parts: WireParts, { body }: ApiRequest): Reply {
  const ids = body.order_ids;
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id) => typeof id === 'string')) {
    return invalidArgument('order_ids: list of texts expected');
  }
  if (ids.length > MOST_CANCELS) return invalidArgument(`order_ids: at most ${MOST_CANCELS} expected`);
  const results = (ids as readonly string[]).map((order_id) => {
    const placement = parts.desk.book.byOrderId(order_id);
    const state = placement && parts.desk.book.state(placement);
    if (state !== undefined) raceCancel(parts, state);
    const failure = parts.desk.cancel(order_id);
    return { success: failure === undefined, failure_reason: failure ?? 'UNKNOWN_CANCEL_FAILURE_REASON', order_id };
  });
  return answer({ results });
}

type Edit = { readonly orderId: string; readonly price: string; readonly size: string };

/** Both price and size are needed, also the one that stays. */
function editOf({ order_id, price, size }: ApiRequest['body']): Edit | string {
  const isAmount = (value: unknown): value is string => typeof value === 'string' && /^[0-9]+(\.[0-9]+)?$/.test(value);
  if (typeof order_id !== 'string') return 'order_id is required';
  if (!isAmount(price) || !isAmount(size)) return 'price and size: decimal texts expected, both';
  return { orderId: order_id, price, size };
}

function editOrder({ desk }: WireParts, { body }: ApiRequest): Reply {
  const edit = editOf(body);
  if (typeof edit === 'string') return invalidArgument(edit);
  const failure = desk.edit(edit.orderId, edit.price, edit.size);
  if (failure === undefined) return answer({ success: true, success_response: { order_id: edit.orderId }, errors: [] });
  const errors = [{ edit_failure_reason: failure, preview_failure_reason: refusalOf(failure).preview }];
  return answer({
    success: false,
    error_response: { error_details: '', edit_order_failure_reason: failure, errors },
    errors,
  });
}

function previewEdit(parts: WireParts, { body }: ApiRequest): Reply {
  const edit = editOf(body);
  if (typeof edit === 'string') return invalidArgument(edit);
  const placement = parts.desk.book.byOrderId(edit.orderId);
  if (placement === undefined) return answer({ errors: [{ edit_failure_reason: 'ORDER_NOT_FOUND' }] });
  return answer({
    errors: [],
    ...totals(parts, multiply(toAmount(edit.price), toAmount(edit.size)), toAmount(edit.size)),
    average_filled_price: '0',
  });
}

function totals({ core }: WireParts, value: bigint, size: bigint): Readonly<Record<string, unknown>> {
  const commission = multiply(value, unitsToAmount(Math.round(core.feeBps * 100), 6));
  return {
    slippage: '0',
    order_total: toText(value + commission),
    commission_total: toText(commission),
    quote_size: toText(value),
    base_size: toText(size),
  };
}

function previewOrder(parts: WireParts, { body }: ApiRequest): Reply {
  const request = placeRequest(parts, body, 'preview');
  if (typeof request === 'string') return invalidArgument(request);
  const checked = parts.desk.check(request);
  if ('malformed' in checked) return invalidArgument(checked.malformed);
  if ('reason' in checked) return answer({ errs: [refusalOf(checked.reason).preview], warning: [], preview_id: '' });
  const { order } = checked;
  const { bids, asks } = parts.core.book(order.symbol, 1);
  const price = toAmount(order.price ?? parts.core.lastPrice(order.symbol));
  const size = order.quantity === null ? divide(toAmount(order.quoteQuantity ?? '0'), price) : toAmount(order.quantity);
  const value = order.quoteQuantity === null ? multiply(price, size) : toAmount(order.quoteQuantity);
  const best = { best_bid: bids[0]?.[0] ?? '', best_ask: asks[0]?.[0] ?? '' };
  return answer({
    ...totals(parts, value, size),
    ...best,
    errs: [],
    warning: [],
    is_max: false,
    preview_id: order.symbol,
  });
}

function oneOrder(parts: WireParts, { id }: ApiRequest): Reply {
  const placement = parts.desk.book.byOrderId(id);
  const state = placement && parts.desk.book.state(placement);
  return state === undefined || isHidden(parts, state)
    ? refuse(404, 'NOT_FOUND', NOT_FOUND)
    : answer({ order: orderView(shown(parts, state)) });
}

function orderList(parts: WireParts, { query }: ApiRequest): Reply {
  const statuses = query.getAll('order_status');
  if (statuses.includes('OPEN') && statuses.length > 1)
    return invalidArgument('Cannot pair OPEN orders with other statuses');
  const side = query.get('order_side');
  const fits = ({ placement, status, core }: OrderState): boolean =>
    allows(statuses, status) &&
    allows(query.getAll('order_ids'), placement.orderId) &&
    allows(query.getAll('product_ids'), placement.productId) &&
    (side === null || side === (core.side === 'buy' ? 'BUY' : 'SELL')) &&
    isWithin(placement.createdMs, query.get('start_date'), query.get('end_date'));
  const states = parts.desk.book.all
    .flatMap((placement) => parts.desk.book.state(placement) ?? [])
    .filter((state) => !isHidden(parts, state))
    .map((state) => shown(parts, state))
    .filter(fits);
  const { rows, cursor, hasNext } = pageOf(states.reverse(), query, 1_000);
  return answer({ orders: rows.map(orderView), sequence: '0', has_next: hasNext, cursor });
}

const allows = (wanted: readonly string[], value: string): boolean => wanted.length === 0 || wanted.includes(value);

/** From `start` on, this included, up to `end`. */
function isWithin(timeMs: number, start: string | null, end: string | null): boolean {
  return timeMs >= (start ? Date.parse(start) : 0) && timeMs < (end ? Date.parse(end) : Number.POSITIVE_INFINITY);
}

function fillList({ desk }: WireParts, { query }: ApiRequest): Reply {
  const [start, end] = [query.get('start_sequence_timestamp'), query.get('end_sequence_timestamp')];
  const states = desk.book.all
    .filter(({ orderId }) => allows(query.getAll('order_ids'), orderId))
    .filter(({ productId }) => allows(query.getAll('product_ids'), productId))
    .flatMap((placement) => desk.book.state(placement) ?? []);
  const fills = states
    .flatMap((state) => state.fills.map((fill) => ({ state, fill })))
    .filter(({ fill }) => isWithin(fill.timeMs, start, end))
    .sort((a, b) => b.fill.timeMs - a.fill.timeMs || b.fill.id - a.fill.id);
  const { rows, cursor } = pageOf(fills, query, 100);
  return answer({ fills: rows.map(({ fill, state }) => fillView(fill, state)), cursor });
}
