import type { ExchangeCore } from '../core/core-types.ts';
import type { Faults } from '../core/faults.ts';
import type { DayStatisticsReader } from './day-statistics.ts';
import type { CoinbasePermissions } from './keys.ts';
import type { CoinbaseOptions } from './options.ts';
import type { OrderDesk } from './order-desk.ts';
import type { Catalogue } from './products.ts';
import type { Reply } from './reply.ts';

/** What both halves of the wire, requests and streams, are made of. */
export type WireParts = {
  readonly core: ExchangeCore;
  readonly faults: Faults;
  readonly options: CoinbaseOptions;
  readonly catalogue: Catalogue;
  readonly desk: OrderDesk;
  readonly dayOf: DayStatisticsReader;
};

export type ApiRequest = {
  /** What the path says where the route has a group, otherwise empty. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly permissions: CoinbasePermissions;
};

/** `public` needs no token, `view` and `trade` a key that may. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly access: 'public' | 'view' | 'trade';
  readonly handle: (request: ApiRequest) => Reply;
};

/** A part of a list from `cursor` on: how a list is told in pages. */
export type Page<T> = { readonly rows: readonly T[]; readonly cursor: string; readonly hasNext: boolean };

export function pageOf<T>(rows: readonly T[], query: URLSearchParams, most: number): Page<T> {
  const from = Number(query.get('cursor') || query.get('offset') || '0') || 0;
  const limit = Math.max(1, Math.min(most, Number(query.get('limit') || most) || most));
  const hasNext = rows.length > from + limit;
  return { rows: rows.slice(from, from + limit), cursor: hasNext ? String(from + limit) : '', hasNext };
}
