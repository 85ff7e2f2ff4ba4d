import { MOST_COMPARED } from '../../../src-preload/contract/chart-kinds.ts';
import type { ChartSetup } from '../../../src-preload/contract/chart-views.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { IndicatorPick } from './chart-session.ts';

export type { ChartSetup };

/** A chart nobody has set up yet. */
export const FIRST_SETUP: ChartSetup = {
  instrumentId: null,
  interval: '1m',
  kind: 'candles',
  picks: [],
  showsMarket: true,
  showsRegimes: false,
  compares: [],
  structure: { swings: false, breaks: false, orderBlocks: false, gaps: false, swingLength: 10 },
};

export function withPick(setup: ChartSetup, { name, defaults }: IndicatorView): ChartSetup {
  const used = new Set(setup.picks.map(({ id }) => id));
  let number = 1;
  while (used.has(`${name}-${number}`)) number++;
  return { ...setup, picks: [...setup.picks, { id: `${name}-${number}`, name, params: { ...defaults } }] };
}

export function withoutPick(setup: ChartSetup, id: string): ChartSetup {
  return { ...setup, picks: setup.picks.filter((pick) => pick.id !== id) };
}

/** With another instrument laid on it, or without one that is. */
export function withCompared(setup: ChartSetup, instrumentId: string, isWanted: boolean): ChartSetup {
  const others = setup.compares.filter((id) => id !== instrumentId);
  return { ...setup, compares: isWanted ? [...others, instrumentId].slice(-MOST_COMPARED) : others };
}

export function withParams(setup: ChartSetup, id: string, params: IndicatorPick['params']): ChartSetup {
  return { ...setup, picks: setup.picks.map((pick) => (pick.id === id ? { ...pick, params: { ...params } } : pick)) };
}
