import { create } from 'zustand';
import { call } from '../../bridge/index.ts';
import { type ChartSetup, FIRST_SETUP } from './chart-setup.ts';
import type { ChartInterval } from './chart-source.ts';

/** The chart of the Chart page; the main side keeps it for the next start. */
export const usePageSetup = create<ChartSetup>(() => FIRST_SETUP);

/** Parameters change with every key that is pressed: kept when the hand rests. */
const QUIET_MS = 500;

let loading: Promise<void> | undefined;

/** Puts on what was shown last, once; what a person or another page chose meanwhile stays. */
export function loadPageSetup(): Promise<void> {
  loading ??= call('charts.pageSetup', {}).then((answer) => {
    const kept = answer?.setup ?? null;
    if (kept !== null && usePageSetup.getState() === FIRST_SETUP) usePageSetup.setState(kept, true);
    let timer: number | undefined;
    usePageSetup.subscribe((setup) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void keepPageSetup(setup), QUIET_MS);
    });
  });
  return loading;
}

const keepPageSetup = (setup: ChartSetup) =>
  call('charts.keepPageSetup', {
    ...setup,
    picks: setup.picks.map(({ id, name, params }) => ({ id, name, params: { ...params } })),
  });

/** Opens a series on the Chart page: from a bot, a position, a stored data set. */
export function showOnChart(instrumentId: string, interval: ChartInterval): void {
  usePageSetup.setState({ instrumentId, interval });
}
