import type { ServerResponse } from 'node:http';
import type { Faults } from '../core/faults.ts';
import { type Reply, refuse } from './reply.ts';

/** `POST /api/v3/brokerage/orders?{query}&{body}`: what `where` of a fault is looked for in. */
export type Place = string;

const isOrder = (place: Place): boolean => /^POST \/api\/v3\/brokerage\/orders(\/batch_cancel|\/edit)?\?/.test(place);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Before the exchange has read anything. @returns true when there is nothing more to do */
export async function breakRequest(faults: Faults, place: Place, response: ServerResponse): Promise<boolean> {
  const late = faults.strike('requestLate', place);
  if (late !== undefined) await pause(Number(late.value ?? 1_000));
  if (faults.strike('requestDropped', place) !== undefined) {
    response.socket?.destroy();
    return true;
  }
  const failed = faults.strike('requestFails', place);
  if (failed === undefined) return false;
  writeReply(response, failureOf(Number(failed.value ?? 500)));
  return true;
}

/** An order that never gets in, though the reply does not say so. */
export const isLost = (faults: Faults, place: Place): boolean =>
  isOrder(place) && faults.strike('orderLost503', place) !== undefined;

/** After the exchange has taken an order: the client cannot know what became of it. @returns as `breakRequest` */
export async function breakReply(faults: Faults, place: Place, response: ServerResponse): Promise<boolean> {
  if (!isOrder(place)) return false;
  const late = faults.strike('orderReplyLate', place);
  if (late !== undefined) await pause(Number(late.value ?? 500));
  if (faults.strike('orderReplyHangs', place) !== undefined) return true;
  if (faults.strike('orderReplyDropped', place) !== undefined) {
    response.socket?.destroy();
    return true;
  }
  const status = [503, 502, 500].find((one) => faults.strike(`orderReply${one}`, place) !== undefined);
  if (status !== undefined) writeReply(response, failureOf(status));
  return status !== undefined;
}

export function failureOf(status: number): Reply {
  if (status === 502) return { status, body: '<html><head><title>502 Bad Gateway</title></head></html>\n' };
  return status === 503
    ? refuse(503, 'UNAVAILABLE', 'Service unavailable')
    : refuse(status, 'INTERNAL', 'Internal server error');
}

export function writeReply(response: ServerResponse, { status, body, headers }: Reply): void {
  if (response.destroyed) return;
  const isText = typeof body === 'string';
  const type = isText ? (body.startsWith('<') ? 'text/html' : 'text/plain') : 'application/json';
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
