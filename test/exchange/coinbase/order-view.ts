import { divide, multiply, toAmount, toText } from '../core/amount.ts';
import type { CoreFill } from '../core/core-types.ts';
import { isOpen, type OrderState, uuidOf } from './placement.ts';

type Json = Readonly<Record<string, unknown>>;

const USER_ID = uuidOf('user');
export const PORTFOLIO_ID = uuidOf('portfolio');

export const timeText = (timeMs: number): string => new Date(timeMs).toISOString();

export const averageOf = ({ filledQuantity, filledValue }: OrderState): string =>
  filledQuantity === 0n ? '0' : toText(divide(filledValue, filledQuantity));

const TIME_IN_FORCE: Readonly<Record<string, string>> = {
  GTC: 'GOOD_UNTIL_CANCELLED',
  IOC: 'IMMEDIATE_OR_CANCEL',
  FOK: 'FILL_OR_KILL',
};

export function timeInForceOf({ placement, core }: OrderState): string {
  return placement.endTimeMs === null ? (TIME_IN_FORCE[core.timeInForce] ?? '') : 'GOOD_UNTIL_DATE_TIME';
}

/** The stop of a bracket, where the order is one. */
function bracketStopOf({ placement }: OrderState): string | null {
  const { trigger_bracket_gtc: gtc, trigger_bracket_gtd: gtd } = placement.configuration;
  const bracket = gtc ?? gtd;
  return bracket === undefined ? null : String(bracket.stop_trigger_price);
}

function orderTypeOf(state: OrderState): 'MARKET' | 'LIMIT' | 'STOP_LIMIT' | 'BRACKET' {
  const { core } = state;
  if (bracketStopOf(state) !== null) return 'BRACKET';
  if (core.type === 'market') return 'MARKET';
  return core.type === 'limit' ? 'LIMIT' : 'STOP_LIMIT';
}

const sideOf = ({ core }: OrderState): 'BUY' | 'SELL' => (core.side === 'buy' ? 'BUY' : 'SELL');

const isInQuote = ({ core }: OrderState): boolean => core.type === 'market' && core.quoteQuantity !== null;

function valueAfterFees(state: OrderState): string {
  return toText(state.core.side === 'buy' ? state.filledValue + state.fees : state.filledValue - state.fees);
}

function completionOf(state: OrderState): string {
  if (state.status === 'FILLED') return '100';
  return state.quantity === 0n ? '0' : toText(divide(state.filledQuantity * 100n, state.quantity));
}

const cancelMessageOf = ({ status }: OrderState): string => (status === 'CANCELLED' ? 'User requested cancel' : '');

function holdOf({ core, quantity, filledQuantity }: OrderState): string {
  if (!isOpen(core)) return '0';
  const left = quantity - filledQuantity;
  return toText(core.side === 'buy' ? multiply(left, toAmount(core.price ?? '0')) : left);
}

/** As `/orders/historical` tells it. */
export function orderView(state: OrderState): Json {
  const { placement, core } = state;
  return {
    order_id: placement.orderId,
    product_id: placement.productId,
    user_id: USER_ID,
    order_configuration: placement.configuration,
    side: sideOf(state),
    client_order_id: placement.clientOrderId,
    status: state.status,
    time_in_force: timeInForceOf(state),
    created_time: timeText(placement.createdMs),
    completion_percentage: completionOf(state),
    filled_size: toText(state.filledQuantity),
    average_filled_price: averageOf(state),
    fee: '',
    number_of_fills: String(state.fills.length),
    filled_value: toText(state.filledValue),
    pending_cancel: state.status === 'CANCEL_QUEUED',
    size_in_quote: isInQuote(state),
    total_fees: toText(state.fees),
    size_inclusive_of_fees: false,
    total_value_after_fees: valueAfterFees(state),
    trigger_status: (core.stopPrice ?? bracketStopOf(state)) === null ? 'INVALID_ORDER_TYPE' : 'STOP_PENDING',
    order_type: orderTypeOf(state),
    reject_reason: 'REJECT_REASON_UNSPECIFIED',
    settled: !isOpen(core),
    product_type: 'SPOT',
    reject_message: '',
    cancel_message: cancelMessageOf(state),
    order_placement_source: 'RETAIL_ADVANCED',
    outstanding_hold_amount: holdOf(state),
    is_liquidation: false,
    last_fill_time: state.fills.length === 0 ? null : timeText(state.fills.at(-1)?.timeMs ?? 0),
    edit_history: [],
    leverage: '',
    margin_type: 'UNKNOWN_MARGIN_TYPE',
    retail_portfolio_id: PORTFOLIO_ID,
    originating_order_id: '',
    attached_order_id: '',
  };
}

const CHANNEL_TYPES = { MARKET: 'Market', LIMIT: 'Limit', STOP_LIMIT: 'Stop Limit', BRACKET: 'Bracket' } as const;

/** As the user channel tells it: all texts, cumulative, nothing left once it is over. */
export function channelOrder(state: OrderState): Json {
  const { placement, core } = state;
  return {
    order_id: placement.orderId,
    client_order_id: placement.clientOrderId,
    product_id: placement.productId,
    product_type: 'SPOT',
    status: state.status,
    order_side: sideOf(state),
    order_type: CHANNEL_TYPES[orderTypeOf(state)],
    time_in_force: timeInForceOf(state),
    creation_time: timeText(placement.createdMs),
    end_time: placement.endTimeMs === null ? '' : timeText(placement.endTimeMs),
    cumulative_quantity: toText(state.filledQuantity),
    leaves_quantity: isOpen(core) ? toText(state.quantity - state.filledQuantity) : '0',
    avg_price: averageOf(state),
    total_fees: toText(state.fees),
    filled_value: toText(state.filledValue),
    number_of_fills: String(state.fills.length),
    total_value_after_fees: valueAfterFees(state),
    outstanding_hold_amount: holdOf(state),
    completion_percentage: completionOf(state),
    limit_price: core.price ?? '',
    stop_price: core.stopPrice ?? bracketStopOf(state) ?? '',
    post_only: String(core.postOnly),
    cancel_reason: cancelMessageOf(state),
    reject_reason: '',
    trigger_status: (core.stopPrice ?? bracketStopOf(state)) === null ? 'INVALID_ORDER_TYPE' : 'STOP_PENDING',
    contract_expiry_type: 'UNKNOWN_CONTRACT_EXPIRY_TYPE',
    risk_managed_by: 'UNKNOWN_RISK_MANAGEMENT_TYPE',
    retail_portfolio_id: PORTFOLIO_ID,
  };
}

/** A fill of an order in quote units counts its size in them too. */
export function fillView(fill: CoreFill, state: OrderState): Json {
  const inQuote = isInQuote(state);
  return {
    entry_id: uuidOf(`entry ${fill.id}`),
    trade_id: uuidOf(`fill ${fill.id}`),
    order_id: state.placement.orderId,
    trade_time: timeText(fill.timeMs),
    trade_type: 'FILL',
    price: fill.price,
    size: inQuote ? toText(multiply(toAmount(fill.price), toAmount(fill.quantity))) : fill.quantity,
    commission: fill.fee,
    product_id: state.placement.productId,
    sequence_timestamp: timeText(fill.timeMs),
    liquidity_indicator: fill.maker ? 'MAKER' : 'TAKER',
    size_in_quote: inQuote,
    user_id: USER_ID,
    side: sideOf(state),
    retail_portfolio_id: PORTFOLIO_ID,
  };
}
