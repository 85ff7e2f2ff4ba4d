import { useEffect, useState } from 'react';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { useGeneration } from '../../replica/index.ts';

/** Everything that can be charted; undefined until the answer is there. */
export function useInstruments(): readonly InstrumentView[] | undefined {
  const generation = useGeneration();
  const [instruments, setInstruments] = useState<readonly InstrumentView[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new snapshot may come from a main process that knows others
  useEffect(() => {
    let wanted = true;
    void call('instruments.list', {}).then((answer) => {
      if (wanted && answer !== undefined) setInstruments(answer.instruments);
    });
    return () => {
      wanted = false;
    };
  }, [generation]);
  return instruments;
}

const NO_INDICATORS: readonly IndicatorView[] = [];

/** Every indicator there is, with its parameters. */
export function useIndicators(): readonly IndicatorView[] {
  const [indicators, setIndicators] = useState(NO_INDICATORS);
  useEffect(() => {
    let wanted = true;
    void call('indicators.list', {}).then((answer) => {
      if (wanted && answer !== undefined) setIndicators(answer.indicators);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return indicators;
}
