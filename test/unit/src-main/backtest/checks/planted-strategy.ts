import { z } from 'zod';
import type { IndicatorDefinition, IndicatorRequest } from '../../../../../src-main/engine/indicators/indicator.ts';
import { defineIndicator } from '../../../../../src-main/engine/indicators/indicator.ts';
import type { Intent } from '../../../../../src-main/engine/strategies/intent.ts';
import { ENTER_LONG, EXIT } from '../../../../../src-main/engine/strategies/intent.ts';
import type {
  SeriesRequest,
  StrategyDefinition,
  StrategyInputs,
} from '../../../../../src-main/engine/strategies/strategy.ts';
import { defineStrategy } from '../../../../../src-main/engine/strategies/strategy.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';

type Plan = {
  readonly series?: Readonly<Record<string, SeriesRequest>>;
  readonly indicators?: Readonly<Record<string, IndicatorRequest>>;
  readonly warmUp?: number;
  /** A fresh one for each run. */
  decider(inputs: StrategyInputs): () => Intent | readonly Intent[];
};

/** A strategy without parameters that does what the test says. */
export function planted({ series, indicators = {}, warmUp = 0, decider }: Plan): StrategyDefinition {
  return defineStrategy({
    id: 'planted',
    title: 'Planted',
    description: 'For tests',
    params: z.strictObject({}),
    indicators: () => indicators,
    ...(series === undefined ? {} : { series: () => series }),
    warmUp: () => warmUp,
    create: (_params, inputs) => ({ decide: decider(inputs) }),
  });
}

/** Long while the close is above the indicator, flat below. */
export function aboveIndicator(request: IndicatorRequest, warmUp = 0): StrategyDefinition {
  return planted({
    indicators: { line: request },
    warmUp,
    decider({ close, indicator }) {
      const line = indicator('line');
      return () => (close.at(0) > line.at(0) ? ENTER_LONG : EXIT);
    },
  });
}

type Forms = Pick<IndicatorDefinition, 'step'> & {
  series(candles: CandleColumns): Float64Array;
  readonly sparse?: boolean;
};

/** An indicator with one output whose two forms the test writes. */
export function indicatorOf({ series, step, sparse = false }: Forms): IndicatorRequest {
  const definition = defineIndicator({
    name: 'planted',
    title: 'Planted',
    outputs: ['value'],
    pane: 'price',
    params: z.strictObject({}),
    sparse,
    warmUp: () => 0,
    series: (candles) => [series(candles)],
    step,
  });
  return { definition, params: {} };
}

/** Its live form says the close: for an indicator whose fault is in its series. */
export const closeStep: IndicatorDefinition['step'] = () => ({
  update(candle, out) {
    out[0] = candle.close;
  },
});

/** One value a candle from the closes. */
export function fromCloses(valueAt: (close: Float64Array, row: number) => number): IndicatorRequest {
  return indicatorOf({ series: ({ close }) => close.map((_value, row) => valueAt(close, row)), step: closeStep });
}
