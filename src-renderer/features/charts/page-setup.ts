import { create } from 'zustand';
import { type ChartSetup, FIRST_SETUP } from './chart-setup.ts';
import type { ChartInterval } from './chart-source.ts';

/** The chart of the Chart page, kept while the window is open so that leaving the page and coming back changes nothing. */
export const usePageSetup = create<ChartSetup>(() => FIRST_SETUP);

/** Opens a series on the Chart page: from a bot, a position, a stored data set. */
export function showOnChart(instrumentId: string, interval: ChartInterval): void {
  usePageSetup.setState({ instrumentId, interval });
}
