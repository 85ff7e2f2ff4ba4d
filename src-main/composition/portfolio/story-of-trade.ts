import type { AskedTradeView, TradeStoryView } from '../../../src-preload/contract/story-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import { toTradeStoryView } from '../../ipc/story-view.ts';
import type { Fill } from '../../model/fill.ts';
import { episodeOf, episodesOf } from '../../portfolio-reports/story/episodes.ts';
import { tradeStory } from '../../portfolio-reports/story/trade-story.ts';
import type { JournalDatabase } from '../../storage/journal/open-journal.ts';

export type StoryParts = {
  readonly journal: Pick<JournalDatabase, 'toldOrder' | 'toldAround'>;
  /** Every fill ever. */
  readonly fills: () => readonly Fill[];
};

/** By any of its orders, or by the bot and the moment of a fill. `badArgument` for one that is not on disk. */
export function storyOfTrade({ journal, fills }: StoryParts, asked: AskedTradeView): Outcome<TradeStoryView> {
  const all = fills();
  const clientOrderId = 'clientOrderId' in asked ? asked.clientOrderId : orderAt(all, asked);
  if (clientOrderId === undefined) return fail('badArgument', `no trade of ${JSON.stringify(asked)} is on disk`);
  // A plan is no order of its own: one of its parts stands for it.
  const part = all.find(({ parentId }) => parentId === clientOrderId)?.clientOrderId;
  const told = journal.toldOrder(part ?? clientOrderId);
  if (told === undefined) return fail('badArgument', `order is "${clientOrderId}", expected one that was sent`);
  const { order } = told;
  const own = all.filter((fill) => fill.botId === order.botId && fill.instrumentId === order.instrumentId);
  const episode = episodeOf(episodesOf(own), order);
  const firstId = episode?.fills[0]?.clientOrderId;
  const first = firstId === undefined ? told : (journal.toldOrder(firstId) ?? told);
  const isOver = episode !== undefined && episode.open.length === 0;
  const lastMs = isOver ? (episode.fills.at(-1)?.timeMs ?? 0) : Number.MAX_SAFE_INTEGER;
  const pasts = journal.toldAround(first.sequence < told.sequence ? first : told, Math.max(lastMs, order.createdMs));
  const withFills = pasts.map(({ sequence: _sequence, ...past }) => {
    return { ...past, fills: own.filter((fill) => fill.clientOrderId === past.order.clientOrderId) };
  });
  return succeed(toTradeStoryView(tradeStory(order, episode, withFills)));
}

function orderAt(fills: readonly Fill[], { botId, timeMs }: { readonly botId: string; readonly timeMs: number }) {
  return fills.findLast((fill) => fill.botId === botId && fill.timeMs === timeMs && fill.quantity > 0n)?.clientOrderId;
}
