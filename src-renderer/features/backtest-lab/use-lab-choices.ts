import { useEffect, useState } from 'react';
import type { StoredSeriesView, StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { useFact } from '../../replica/index.ts';
import { strategyInWords, useNavigation } from '../../ui/index.ts';
import { changeForm, offerFirstChoices } from './backtest-store.ts';
import { costsOfFocus } from './costs-of-focus.ts';

/** Everything a backtest can be made of. */
export type LabChoices = {
  readonly instruments: readonly InstrumentView[];
  readonly series: readonly StoredSeriesView[];
  readonly strategies: readonly StrategyView[];
};

/** Asked for each time the page opens, because files may have been imported meanwhile, and when own strategies change. */
export function useLabChoices(): LabChoices | undefined {
  const [choices, setChoices] = useState<LabChoices>();
  const [asked, setAsked] = useState(0);
  useFact('ownStrategies', () => setAsked((count) => count + 1));
  const focus = useNavigation(({ page, focus }) => (page === 'backtest' ? focus : null));
  useEffect(() => {
    const strategy = choices?.strategies.find(({ id }) => id === focus?.strategyId);
    if (strategy !== undefined) changeForm({ strategyId: strategy.id, params: strategy.defaults });
    changeForm(costsOfFocus(focus ?? {}));
  }, [choices, focus]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the person's own strategies changed
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
        strategies: strategies?.strategies.map(strategyInWords) ?? [],
      };
      offerFirstChoices(choices);
      setChoices(choices);
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [asked]);
  return choices;
}
