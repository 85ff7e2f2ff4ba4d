import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkRestSignature, checkTimestamp, keyKind } from './authorise.ts';
import type { BinanceDesk } from './binance-desk.ts';
import { BinanceError, refusals } from './binance-error.ts';
import { ORDER_LIMITS } from './limits.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { type Asked, breakReply, breakRequest, isLost } from './reply-faults.ts';
import { ACCOUNT_ROUTES } from './routes/account-routes.ts';
import { MARKET_ROUTES } from './routes/market-routes.ts';
import { ORDER_ROUTES } from './routes/order-routes.ts';
import { type Route, SIGNING } from './routes/route.ts';

const ROUTES = new Map(
  [...MARKET_ROUTES, ...ORDER_ROUTES, ...ACCOUNT_ROUTES].map((route) => [`${route.method} ${route.path}`, route]),
);

export const isBinancePath = (path: string): boolean => {
  return (
    (path.startsWith('/api/v3/') && !path.startsWith('/api/v3/brokerage')) ||
    path.startsWith('/sapi/') ||
    path.startsWith('/api/v1/')
  );
};

/** Answers one REST request, faults included. */
export async function answerRest(desk: BinanceDesk, request: IncomingMessage, response: ServerResponse, body: string) {
  const [path = '', query = ''] = splitOnce(request.url ?? '/');
  const asked: Asked = { place: `${request.method} ${path}`, path, query, body, cameMs: desk.wallMs() };
  if (await breakRequest(desk, asked, response)) return;
  desk.core.advance();
  const answer = answerOf(desk, asked, request.headers['x-mbx-apikey']?.toString());
  if (answer.status === 200 && (await breakReply(desk.faults, asked, response))) return;
  send(desk, response, answer);
}

type Answer = { readonly status: number; readonly value: unknown; readonly retryAfterS: number | undefined };

function answerOf(desk: BinanceDesk, asked: Asked, apiKey: string | undefined): Answer {
  try {
    return { status: 200, value: handle(desk, asked, apiKey), retryAfterS: undefined };
  } catch (error) {
    if (!(error instanceof BinanceError)) throw error;
    return { status: error.status, value: refusalBody(error), retryAfterS: error.retryAfterS };
  }
}

function refusalBody({ code, message: msg, data }: BinanceError) {
  return data === undefined ? { code, msg } : { code, msg, data };
}

function handle(desk: BinanceDesk, asked: Asked, apiKey: string | undefined): unknown {
  const route = ROUTES.get(asked.place);
  const parameters = readParameters(asked.query, asked.body);
  const weight = route ? weightOf(route, parameters) : 1;
  desk.limits.spend(weight, asked.place, asked.cameMs);
  if (!route) throw new BinanceError(-1000, `Path ${asked.path} is not served here.`, { status: 404 });
  if (route.isSigned) authorise(desk, asked, apiKey, parameters);
  parameters.check(route.isSigned ? [...route.parameters, ...SIGNING] : route.parameters);
  if (isLost(desk.faults, asked)) throw refusals.unknownFate();
  const value = route.handle(desk, parameters);
  if (route.isFreeWhenDone) desk.limits.giveBack(weight);
  return value;
}

function weightOf(route: Route, parameters: Parameters): number {
  return typeof route.weight === 'number' ? route.weight : route.weight(parameters);
}

function authorise(desk: BinanceDesk, asked: Asked, apiKey: string | undefined, parameters: Parameters): void {
  const kind = keyKind(apiKey, desk.keys);
  checkTimestamp(parameters, desk.core.nowMs());
  checkRestSignature(kind, asked, desk.keys);
}

function send(desk: BinanceDesk, response: ServerResponse, { status, value, retryAfterS }: Answer): void {
  const headers: Record<string, string> = {
    'content-type': 'application/json;charset=UTF-8',
    'x-mbx-used-weight': String(desk.limits.weight),
    'x-mbx-used-weight-1m': String(desk.limits.weight),
  };
  for (const { ms, interval, header } of ORDER_LIMITS) {
    headers[`x-mbx-order-count-${header.toLowerCase()}`] = String(desk.limits.orderCount(ms, interval));
  }
  if (retryAfterS !== undefined) headers['retry-after'] = String(retryAfterS);
  response.writeHead(status, headers).end(JSON.stringify(value));
}

function splitOnce(url: string): [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}
