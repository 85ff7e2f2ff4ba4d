import type { ServerResponse } from 'node:http';
import type { Faults } from '../core/faults.ts';
import type { BinanceDesk } from './binance-desk.ts';

/** A request before it is understood; `place` is its method and path. */
export type Asked = {
  readonly place: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  /** When it came, by the machine's clock; it may be read later. */
  readonly cameMs: number;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isOrder = (asked: Asked): boolean =>
  asked.place === 'POST /api/v3/order' || asked.place === 'DELETE /api/v3/order';
const placeOf = (asked: Asked): string => `${asked.place}?${asked.query}&${asked.body}`;

/** Before the exchange has read anything. @returns true when there is nothing more to do */
export async function breakRequest(desk: BinanceDesk, asked: Asked, response: ServerResponse): Promise<boolean> {
  const place = placeOf(asked);
  const late = desk.faults.strike('requestLate', place);
  if (late) await pause(Number(late.value ?? 1_000));
  if (desk.faults.strike('requestDropped', place)) {
    response.socket?.destroy();
    return true;
  }
  const failed = desk.faults.strike('requestFails', place);
  if (!failed) return false;
  sendFailure(response, Number(failed.value ?? 500));
  return true;
}

/** The order never gets in, though the reply does not say so. */
export function isLost(faults: Faults, asked: Asked): boolean {
  return isOrder(asked) && faults.strike('orderLost503', placeOf(asked)) !== undefined;
}

/** After the exchange has done what was asked. @returns true when the reply does not go out as it should */
export async function breakReply(faults: Faults, asked: Asked, response: ServerResponse): Promise<boolean> {
  if (!isOrder(asked)) return false;
  const place = placeOf(asked);
  const late = faults.strike('orderReplyLate', place);
  if (late) await pause(Number(late.value ?? 500));
  if (faults.strike('orderReplyHangs', place)) return true;
  if (faults.strike('orderReplyDropped', place)) {
    response.socket?.destroy();
    return true;
  }
  for (const status of [503, 502, 500]) {
    if (!faults.strike(`orderReply${status}`, place)) continue;
    sendFailure(response, status);
    return true;
  }
  return false;
}

function sendFailure(response: ServerResponse, status: number): void {
  if (status === 502) {
    response
      .writeHead(502, { 'content-type': 'text/html' })
      .end('<html><head><title>502 Bad Gateway</title></head></html>');
    return;
  }
  const body =
    status === 503
      ? { code: -1007, msg: UNKNOWN_FATE }
      : { code: -1000, msg: 'An unknown error occurred while processing the request.' };
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(body));
}

const UNKNOWN_FATE = 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.';
