import { useEffect } from 'react';
import { create } from 'zustand';
import type { InstrumentView } from '../../src-preload/contract/views.ts';
import { ask } from '../bridge/index.ts';
import { useGeneration } from './use-replica.ts';

type Known = {
  readonly byId: Readonly<Record<string, InstrumentView>>;
  /** The snapshot they were asked for after; -1 before the first. */
  readonly generation: number;
};

const useKnownInstruments = create<Known>(() => ({ byId: {}, generation: -1 }));

/** Tick, step and assets of an instrument; undefined until they are known. All are asked for once a snapshot. */
export function useInstrument(instrumentId: string): InstrumentView | undefined {
  const generation = useGeneration();
  useEffect(() => void load(generation), [generation]);
  return useKnownInstruments(({ byId }) => byId[instrumentId]);
}

async function load(generation: number): Promise<void> {
  if (useKnownInstruments.getState().generation >= generation) return;
  useKnownInstruments.setState({ generation });
  const outcome = await ask('instruments.list', {});
  // Without them prices are shown to six figures; whoever lists instruments shows the failure.
  if (!outcome.ok) return;
  useKnownInstruments.setState({ byId: Object.fromEntries(outcome.value.instruments.map((one) => [one.id, one])) });
}
