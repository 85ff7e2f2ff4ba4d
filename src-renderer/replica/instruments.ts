import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { InstrumentView, JobView } from '../../src-preload/contract/views.ts';
import { call } from '../bridge/index.ts';
import { useGeneration, useReplica } from './use-replica.ts';

const FIRST_SYMBOL = 'BTC-USDT';

type Known = {
  readonly list: readonly InstrumentView[] | undefined;
  readonly byId: Readonly<Record<string, InstrumentView>>;
  /** What they were asked for after; empty before the first. */
  readonly edition: string;
};

const useKnown = create<Known>(() => ({ list: undefined, byId: {}, edition: '' }));

/** Everything that can be charted or traded; undefined until the answer is there. */
export function useInstruments(): readonly InstrumentView[] | undefined {
  useCurrent();
  return useKnown(({ list }) => list);
}

/** Of a list: the one of that id, else what is shown before anything was chosen. */
export function instrumentOrFirst(all: readonly InstrumentView[], id: string | null): InstrumentView | undefined {
  return (
    all.find((instrument) => instrument.id === id) ??
    all.find(({ simulated, symbol }) => simulated && symbol === FIRST_SYMBOL) ??
    all[0]
  );
}

/** Tick, step and assets of an instrument; undefined until they are known. */
export function useInstrument(instrumentId: string): InstrumentView | undefined {
  useCurrent();
  return useKnown(({ byId }) => byId[instrumentId]);
}

/** All are asked for once a snapshot, and again when a connection lists others or candles of others have come in. */
function useCurrent(): void {
  const generation = useGeneration();
  const connections = useReplica((state) => state.connections);
  const arrivals = useReplica(({ jobs }) => Object.values(jobs).filter(bringsCandles).length);
  const edition = useMemo(() => {
    const listings = Object.values(connections).map(({ venue, instruments }) => `${venue} ${instruments}`);
    return [generation, arrivals, ...listings].join('|');
  }, [generation, arrivals, connections]);
  useEffect(() => void load(edition), [edition]);
}

function bringsCandles({ kind, state }: JobView): boolean {
  return (kind === 'import' || kind === 'download') && state !== 'running';
}

async function load(edition: string): Promise<void> {
  if (useKnown.getState().edition === edition) return;
  useKnown.setState({ edition });
  const answer = await call('instruments.list', {});
  // Without them prices are shown to six figures; the failure was shown.
  if (answer === undefined || useKnown.getState().edition !== edition) return;
  const { instruments } = answer;
  useKnown.setState({ list: instruments, byId: Object.fromEntries(instruments.map((one) => [one.id, one])) });
}
