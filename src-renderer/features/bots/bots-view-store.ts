import { create } from 'zustand';
import type { GridSort } from '../../ui/data-grid.tsx';
import { type BotFilter, NO_FILTER } from './bot-rows.ts';
import { BOT_TIERS } from './bot-tier.ts';

export type BotSort = GridSort;

/** How the grid of bots is looked at; kept for the next time on this machine. */
export type BotsView = { readonly filter: BotFilter; readonly sort: BotSort | null; readonly isLarge: boolean };

const KEY = 'bots-view';
const PLAIN: BotsView = { filter: NO_FILTER, sort: null, isLarge: false };

/** What was kept may be of an older version or anybody's hand: what does not fit is left out. */
export function readBotsView(text: string | null): BotsView {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<BotsView>;
    const { filter, sort } = kept;
    const tiers = BOT_TIERS.filter((tier) => filter?.tiers?.includes(tier));
    const isSort = typeof sort?.columnId === 'string' && (sort.direction === 'asc' || sort.direction === 'desc');
    return {
      filter: { words: typeof filter?.words === 'string' ? filter.words : '', tiers },
      sort: isSort ? { columnId: sort.columnId, direction: sort.direction } : null,
      isLarge: kept.isLarge === true,
    };
  } catch {
    return PLAIN;
  }
}

export const useBotsView = create<BotsView>(() =>
  typeof localStorage === 'undefined' ? PLAIN : readBotsView(localStorage.getItem(KEY)),
);

export function changeBotsView(change: Partial<BotsView>): void {
  useBotsView.setState(change);
  const { filter, sort, isLarge } = useBotsView.getState();
  localStorage.setItem(KEY, JSON.stringify({ filter, sort, isLarge }));
}
