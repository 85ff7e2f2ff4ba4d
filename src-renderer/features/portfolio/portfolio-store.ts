import { create } from 'zustand';
import type { GroupingView, LotMethodView } from '../../../src-preload/contract/portfolio-views.ts';

/** What the person looks at; outlives the page. */
export type PortfolioChoices = {
  /** Null for the first account, paper. */
  readonly accountId: string | null;
  readonly grouping: GroupingView;
  readonly method: LotMethodView;
  /** UTC; null for all. */
  readonly year: number | null;
};

export const usePortfolio = create<PortfolioChoices>(() => ({
  accountId: null,
  grouping: 'bot',
  method: 'fifo',
  year: null,
}));

export function choose(change: Partial<PortfolioChoices>): void {
  usePortfolio.setState(change);
}
