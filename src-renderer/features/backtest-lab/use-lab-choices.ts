import { useEffect, useState } from 'react';
import type { StoredSeriesView, StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { offerFirstChoices } from './backtest-store.ts';

/** Everything a backtest can be made of. */
export type LabChoices = {
  readonly instruments: readonly InstrumentView[];
  readonly series: readonly StoredSeriesView[];
  readonly strategies: readonly StrategyView[];
};

/** Asked for each time the page opens, because files may have been imported meanwhile. */
export function useLabChoices(): LabChoices | undefined {
  const [choices, setChoices] = useState<LabChoices>();
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const [instruments, series, strategies] = await Promise.all([
        call('instruments.list', {}),
        call('data.series', {}),
        call('strategies.list', {}),
      ]);
      if (!wanted) return;
      const choices = {
        instruments: instruments?.instruments ?? [],
        series: series?.series.filter((one) => !one.simulated) ?? [],
        strategies: strategies?.strategies ?? [],
      };
      offerFirstChoices(choices);
      setChoices(choices);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, []);
  return choices;
}
