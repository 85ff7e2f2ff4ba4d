import { create } from 'zustand';
import { type PageId, useNavigation } from '../../ui/navigation.ts';

export type HelpPlace = { readonly chapterId: string; readonly anchor: string };
export type HelpState = { readonly isOpen: boolean; readonly place: HelpPlace };

/** Which chapter is about a page. */
export const CHAPTER_OF_PAGE: Readonly<Record<PageId, string>> = {
  dashboard: 'window',
  workspace: 'window#workspaces',
  chart: 'charts',
  orders: 'trading',
  backtest: 'metrics',
  strategies: 'own-strategies',
  data: 'window#data',
  exchanges: 'exchanges',
  risk: 'risk',
  portfolio: 'metrics',
  parity: 'parity',
  log: 'window#log',
  settings: 'window#settings',
};

export const useHelp = create<HelpState>(() => ({ isOpen: false, place: { chapterId: 'window', anchor: '' } }));

/** Opens a chapter, or a part of it: `risk`, `window#settings`. */
export function openHelp(target: string): void {
  const [chapterId = '', anchor = ''] = target.split('#');
  useHelp.setState({ isOpen: true, place: { chapterId, anchor } });
}

export const openHelpOnPage = (): void => openHelp(CHAPTER_OF_PAGE[useNavigation.getState().page]);
export const closeHelp = (): void => useHelp.setState({ isOpen: false });
