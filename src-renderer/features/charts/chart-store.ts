import { create } from 'zustand';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { IndicatorPick } from './chart-session.ts';
import type { ChartInterval } from './chart-source.ts';

/** What the chart page shows, kept while the window is open so that leaving the page and coming back changes nothing. */
export type ChartChoice = {
  readonly instrumentId: string | null;
  readonly interval: ChartInterval;
  readonly picks: readonly IndicatorPick[];
  /** Whether the order book and the trades stand beside the chart. */
  readonly showsMarket: boolean;
  /** Whether the background shows the market's regimes. */
  readonly showsRegimes: boolean;
};

export const useChartChoice = create<ChartChoice>(() => ({
  instrumentId: null,
  interval: '1m',
  picks: [],
  showsMarket: true,
  showsRegimes: false,
}));

/** Opens a series on the chart page: from a bot, a position, a stored data set. */
export function showOnChart(instrumentId: string, interval: ChartInterval): void {
  useChartChoice.setState({ instrumentId, interval });
}

let picked = 0;

export function addPick(indicator: IndicatorView): void {
  picked += 1;
  const pick: IndicatorPick = { id: `${indicator.name}-${picked}`, name: indicator.name, params: indicator.defaults };
  useChartChoice.setState(({ picks }) => ({ picks: [...picks, pick] }));
}

export function removePick(id: string): void {
  useChartChoice.setState(({ picks }) => ({ picks: picks.filter((pick) => pick.id !== id) }));
}

export function changePick(id: string, params: IndicatorPick['params']): void {
  useChartChoice.setState(({ picks }) => ({
    picks: picks.map((pick) => (pick.id === id ? { ...pick, params } : pick)),
  }));
}
