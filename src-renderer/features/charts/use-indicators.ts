import { useEffect, useState } from 'react';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import { call } from '../../bridge/index.ts';

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
