import type { Fill } from '../../model/fill.ts';
import type { Order } from '../../model/order.ts';
import { inOrder } from '../fill-order.ts';
import type { LotMatch, OpenLot } from '../lots/lot-book.ts';
import { LotBook } from '../lots/lot-book.ts';

/** A bot's position of one instrument, from flat to flat. A fill that turns it round belongs to both. */
export type Episode = {
  readonly side: 'long' | 'short';
  readonly fills: readonly Fill[];
  readonly matches: readonly LotMatch[];
  /** What is still held; empty once it is over. */
  readonly open: readonly OpenLot[];
};

/** Of one bot and instrument, oldest first. */
export function episodesOf(fills: readonly Fill[]): readonly Episode[] {
  const episodes: { side: Episode['side']; fills: Fill[]; matches: LotMatch[]; open: readonly OpenLot[] }[] = [];
  const book = new LotBook('fifo');
  for (const fill of inOrder(fills)) {
    const before = book.lots()[0]?.side;
    const { matches } = book.apply(fill);
    const open = book.lots();
    const now = open[0]?.side;
    const current = episodes.at(-1);
    if (before !== undefined && current !== undefined) {
      current.fills.push(fill);
      current.matches.push(...matches);
      current.open = now === before ? open : [];
    }
    if (now !== undefined && now !== before) episodes.push({ side: now, fills: [fill], matches: [], open });
  }
  return episodes;
}

/** The one an order traded in; of an order that only reduces and never traded, the one it was made in. */
export function episodeOf(episodes: readonly Episode[], order: Order): Episode | undefined {
  const root = order.parentId ?? order.clientOrderId;
  const traded = episodes.find(({ fills }) =>
    fills.some(({ clientOrderId, parentId }) => (parentId ?? clientOrderId) === root),
  );
  if (traded !== undefined || !order.reduceOnly) return traded;
  return episodes.findLast((episode) => holdsAt(episode, order.createdMs));
}

/** Between its first fill and its last; one that is still open, from its first on. */
export function holdsAt({ fills, open }: Episode, timeMs: number): boolean {
  const first = fills[0]?.timeMs ?? Number.POSITIVE_INFINITY;
  const last = open.length > 0 ? Number.POSITIVE_INFINITY : (fills.at(-1)?.timeMs ?? Number.NEGATIVE_INFINITY);
  return timeMs >= first && timeMs <= last;
}
