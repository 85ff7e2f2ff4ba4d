import type { IncomingMessage } from 'node:http';
import { accountRoutes, legacyRoutes } from './account-routes.ts';
import type { ApiRequest, Route, WireParts } from './api.ts';
import type { CoinbaseKey, CoinbasePermissions } from './keys.ts';
import { marketRoutes } from './market-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { invalidArgument, type Reply, refuse, refuseWithId } from './reply.ts';
import type { RequestLimits } from './request-limits.ts';
import type { TokenVerifier } from './verify-token.ts';

const PREFIX = '/api/v3/brokerage';
const LEGACY_PREFIX = '/v2';

export const isCoinbasePath = (path: string): boolean =>
  path.startsWith(`${PREFIX}/`) || path.startsWith(`${LEGACY_PREFIX}/`);

/** Takes requests to their routes: who asks, may they, how often, and what is asked. */
export class RequestDesk {
  readonly #parts: WireParts;
  readonly #verifier: TokenVerifier;
  readonly #limits: RequestLimits;
  readonly #routes: readonly Route[];
  readonly #legacy: readonly Route[];

  constructor(parts: WireParts, verifier: TokenVerifier, limits: RequestLimits) {
    this.#parts = parts;
    this.#verifier = verifier;
    this.#limits = limits;
    this.#routes = [...marketRoutes(parts), ...accountRoutes(parts), ...orderRoutes(parts)];
    this.#legacy = legacyRoutes(parts);
  }

  /** @param cameMs when it came, by the machine's clock */
  answer(request: IncomingMessage, body: string, cameMs: number): Reply {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isLegacy = url.pathname.startsWith(`${LEGACY_PREFIX}/`);
    const path = url.pathname.slice((isLegacy ? LEGACY_PREFIX : PREFIX).length);
    const routes = (isLegacy ? this.#legacy : this.#routes).filter((route) => route.path.test(path));
    const route = routes.find(({ method }) => method === request.method);
    if (route === undefined)
      return routes.length > 0 ? refuse(405, 'UNIMPLEMENTED', 'Method Not Allowed') : notFound(isLegacy);
    return this.#admit(route, { request, url, path, body, isLegacy, cameMs });
  }

  #admit(route: Route, asked: Asked): Reply {
    const { request, url, isLegacy, cameMs } = asked;
    const key = route.access === 'public' ? undefined : this.#keyOf(request, url.pathname);
    const { privatePerSecond, publicPerSecond } = this.#parts.options;
    const taken =
      key === undefined
        ? this.#limits.take(request.socket.remoteAddress ?? 'address', publicPerSecond, url.pathname, cameMs)
        : this.#limits.take(key.name, privatePerSecond, url.pathname, cameMs);
    const reply = this.#decide(route, asked, key, taken.retryAfterSeconds);
    const retry = taken.retryAfterSeconds === undefined ? {} : { 'retry-after': String(taken.retryAfterSeconds) };
    return { ...reply, headers: { ...taken.headers, ...retry, ...(isLegacy ? LEGACY_HEADERS : {}), ...reply.headers } };
  }

  #decide(route: Route, asked: Asked, key: CoinbaseKey | undefined, retryAfterSeconds: number | undefined): Reply {
    if (retryAfterSeconds !== undefined) return refuseWithId(429, 'rate_limit_exceeded', 'Too many requests');
    if (route.access === 'public') return handle(route, asked, NOBODY);
    if (key === undefined) return unauthorised(asked.isLegacy);
    const permissions = this.#permissions();
    const may = route.access === 'trade' ? permissions.canTrade : permissions.canView;
    return may ? handle(route, asked, permissions) : refuse(403, 'PERMISSION_DENIED', 'Missing required scopes');
  }

  /** Faults `keyMayWithdraw`, `keyCannotTrade`. */
  #permissions(): CoinbasePermissions {
    const { faults, options } = this.#parts;
    const { canView, canTrade, canTransfer } = options.permissions;
    return {
      canView,
      canTrade: canTrade && faults.isOn('keyCannotTrade') === undefined,
      canTransfer: canTransfer || faults.isOn('keyMayWithdraw') !== undefined,
    };
  }

  #keyOf(request: IncomingMessage, path: string): CoinbaseKey | undefined {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || token === undefined) return undefined;
    const asked = { method: request.method ?? '', path };
    const verdict = this.#verifier.verify({ token, nowMs: this.#parts.core.nowMs(), request: asked });
    return 'key' in verdict ? verdict.key : undefined;
  }
}

type Asked = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly path: string;
  readonly body: string;
  readonly isLegacy: boolean;
  readonly cameMs: number;
};

const NOBODY: CoinbasePermissions = { canView: false, canTrade: false, canTransfer: false };
const LEGACY_HEADERS = { 'cb-version': '2019-11-15' };

function notFound(isLegacy: boolean): Reply {
  return isLegacy ? refuseWithId(404, 'not_found', 'Not found') : refuse(404, 'NOT_FOUND', 'Not Found');
}

/** The newer half says it in plain text. */
function unauthorised(isLegacy: boolean): Reply {
  return isLegacy
    ? refuseWithId(401, 'authentication_error', 'invalid token')
    : { status: 401, body: 'Unauthorized\n' };
}

function handle(route: Route, { url, path, body }: Asked, permissions: CoinbasePermissions): Reply {
  const parsed = route.method === 'GET' ? {} : parseBody(body);
  if (parsed === undefined) return invalidArgument('body: JSON object expected');
  const id = decodeURIComponent(route.path.exec(path)?.[1] ?? '');
  return route.handle({ id, query: url.searchParams, body: parsed, permissions });
}

function parseBody(body: string): ApiRequest['body'] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as ApiRequest['body'])
      : undefined;
  } catch {
    return undefined;
  }
}
