import type { BinanceDesk } from './binance-desk.ts';
import { BinanceError, refusals } from './binance-error.ts';
import { cancelOrder, placeOrder } from './order-operations.ts';
import { Parameters } from './parameters.ts';

export const CANCEL_REPLACE_PARAMETERS = [
  'cancelReplaceMode!',
  'cancelOrderId',
  'cancelOrigClientOrderId',
  'cancelNewClientOrderId',
  'cancelRestrictions',
  'orderRateLimitExceededMode',
];

type Part = { readonly result: 'SUCCESS' | 'FAILURE'; readonly response: unknown };

/** Cancels one order and places another. Each half may fail: 409 with -2021, or 400 with -2022 when both did. */
export function cancelReplace(desk: BinanceDesk, parameters: Parameters) {
  const mode = parameters.need('cancelReplaceMode');
  if (mode !== 'STOP_ON_FAILURE' && mode !== 'ALLOW_FAILURE')
    throw refusals.illegal('cancelReplaceMode', 'STOP_ON_FAILURE or ALLOW_FAILURE');
  const cancelled = attempt(() => cancelOrder(desk, cancelParameters(parameters)));
  const isStopped = cancelled.result === 'FAILURE' && mode === 'STOP_ON_FAILURE';
  const placed = isStopped ? undefined : attempt(() => placeOrder(desk, parameters));
  const data = {
    cancelResult: cancelled.result,
    newOrderResult: placed?.result ?? 'NOT_ATTEMPTED',
    cancelResponse: cancelled.response,
    newOrderResponse: placed?.response ?? null,
  };
  if (cancelled.result === 'SUCCESS' && placed?.result === 'SUCCESS') return data;
  if (cancelled.result !== 'SUCCESS' && placed?.result !== 'SUCCESS') {
    throw new BinanceError(-2022, 'Order cancel-replace failed.', { status: 400, data });
  }
  throw new BinanceError(-2021, 'Order cancel-replace partially failed.', { status: 409, data });
}

function attempt(act: () => unknown): Part {
  try {
    return { result: 'SUCCESS', response: act() };
  } catch (error) {
    if (!(error instanceof BinanceError)) throw error;
    return { result: 'FAILURE', response: { code: error.code, msg: error.message } };
  }
}

/** The cancel's parameters under the names a cancel has. */
function cancelParameters(parameters: Parameters): Parameters {
  const names = [
    ['symbol', 'symbol'],
    ['cancelOrderId', 'orderId'],
    ['cancelOrigClientOrderId', 'origClientOrderId'],
    ['cancelNewClientOrderId', 'newClientOrderId'],
    ['cancelRestrictions', 'cancelRestrictions'],
  ] as const;
  const values = names.flatMap(([from, to]) => {
    const value = parameters.get(from);
    return value === undefined ? [] : [[to, value] as const];
  });
  return new Parameters(new Map(values));
}
