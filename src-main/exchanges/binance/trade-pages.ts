import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { TimestampMs } from '../../model/time.ts';
import { DAY_MS } from '../../model/time.ts';
import type { ProtocolParts } from '../connection/exchange-definition.ts';
import type { VenueFill } from '../connection/order-protocol.ts';
import { TRADES_PER_PAGE, WEIGHTS } from './limits.ts';
import { type NumberedFill, parseTrades } from './parse-orders.ts';
import type { Rest } from './rest.ts';
import { wireSymbol } from './symbols.ts';

type FillQuery = { readonly instrument: Instrument; readonly sinceMs: TimestampMs };
type Page = Outcome<NumberedFill[]>;

/**
 * Our trades of an instrument since a time, oldest first. The newest page says all when it reaches back far enough. Otherwise the
 * first trade is looked for day by day (a request spans 24 h at most), and from its number on they are told without a window.
 */
export async function loadFills(parts: ProtocolParts, rest: Rest, query: FillQuery): Promise<Outcome<VenueFill[]>> {
  const read = (more: Readonly<Record<string, number>>): Promise<Page> => readPage(rest, query.instrument, more);
  const newest = await read({});
  if (!newest.ok) return newest;
  const [oldest] = newest.value;
  const isAll = newest.value.length < TRADES_PER_PAGE || (oldest !== undefined && oldest.fill.timeMs < query.sinceMs);
  const fills = isAll ? newest : await readForward(read, query.sinceMs, parts.serverNowMs() ?? parts.timers.nowMs());
  if (!fills.ok) return fills;
  return succeed(fills.value.map(({ fill }) => fill).filter(({ timeMs }) => timeMs >= query.sinceMs));
}

async function readForward(
  read: (more: Readonly<Record<string, number>>) => Promise<Page>,
  sinceMs: TimestampMs,
  nowMs: TimestampMs,
): Promise<Page> {
  let first: NumberedFill | undefined;
  for (let fromMs = sinceMs; fromMs <= nowMs && first === undefined; fromMs += DAY_MS) {
    const page = await read({ startTime: fromMs, endTime: fromMs + DAY_MS - 1 });
    if (!page.ok) return page;
    first = page.value[0];
  }
  // By fill: a page begins with the number the last one ended with, because a trade with ourselves has two rows.
  const found = new Map<string, NumberedFill>();
  for (let from = first; from !== undefined; ) {
    const page = await read({ fromId: from.tradeId });
    if (!page.ok) return page;
    for (const row of page.value) found.set(row.fill.fillId, row);
    const last = page.value.length < TRADES_PER_PAGE ? undefined : page.value.at(-1);
    from = last?.tradeId === from.tradeId ? undefined : last;
  }
  return succeed([...found.values()]);
}

async function readPage(rest: Rest, instrument: Instrument, more: Readonly<Record<string, number>>): Promise<Page> {
  const page = await rest.ask(
    {
      method: 'GET',
      path: '/api/v3/myTrades',
      params: [
        ['symbol', wireSymbol(instrument)],
        ...Object.entries(more).map(([name, value]): [string, string] => [name, String(value)]),
        ['limit', String(TRADES_PER_PAGE)],
      ],
      weight: WEIGHTS.myTrades,
      priority: 'risk',
      group: 'account',
    },
    (body) => parseTrades(body, instrument),
  );
  if (!page.ok) return page;
  return succeed(page.value.sort((left, right) => left.tradeId - right.tradeId));
}
