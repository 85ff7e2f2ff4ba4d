import type { RegimeModel } from '../../src-main/engine/ports/regime-model.ts';
import type { Candle } from '../../src-main/model/candle.ts';
import type { Regime } from '../../src-main/model/regime.ts';

function regimeAt(close: number): Regime {
  if (close >= 1_000) return 'crisis';
  if (close >= 500) return 'highVolatility';
  if (close >= 200) return 'trendUp';
  return close < 50 ? 'trendDown' : 'range';
}

/** The regime is what the close says: from 50 range, 200 trend up, 500 high volatility, 1,000 crisis, below 50 trend down. */
export function regimeByClose(warmUp = 0): RegimeModel {
  return {
    warmUp,
    begin() {
      let taken = 0;
      const step = {
        regime: null as Regime | null,
        take({ close }: Candle) {
          if (taken++ >= warmUp) step.regime = regimeAt(close);
        },
      };
      return step;
    },
  };
}
