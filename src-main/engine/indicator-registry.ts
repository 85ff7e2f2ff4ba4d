import { describeIssues } from '../base/describe-issues.ts';
import { fail, type Outcome, succeed } from '../base/outcome.ts';
import { adl } from './indicators/adl.ts';
import { adx } from './indicators/adx.ts';
import { alma } from './indicators/alma.ts';
import { aroon } from './indicators/aroon.ts';
import { atr } from './indicators/atr.ts';
import { bollinger } from './indicators/bollinger.ts';
import { cci } from './indicators/cci.ts';
import { choppiness } from './indicators/choppiness.ts';
import { cmf } from './indicators/cmf.ts';
import { cmo } from './indicators/cmo.ts';
import { dema } from './indicators/dema.ts';
import { donchian } from './indicators/donchian.ts';
import { ema } from './indicators/ema.ts';
import { heikinAshi } from './indicators/heikin-ashi.ts';
import { hma } from './indicators/hma.ts';
import { hurst } from './indicators/hurst.ts';
import { ichimoku } from './indicators/ichimoku.ts';
import type { IndicatorDefinition } from './indicators/indicator.ts';
import { kama } from './indicators/kama.ts';
import { keltner } from './indicators/keltner.ts';
import { linearRegression } from './indicators/linear-regression.ts';
import { macd } from './indicators/macd.ts';
import { mfi } from './indicators/mfi.ts';
import { momentum } from './indicators/momentum.ts';
import { obv } from './indicators/obv.ts';
import { parabolicSar } from './indicators/parabolic-sar.ts';
import { candlestickPattern } from './indicators/patterns/candlestick-pattern.ts';
import { pivotHighLow } from './indicators/pivot-high-low.ts';
import { pivotPoints } from './indicators/pivot-points.ts';
import { ppo } from './indicators/ppo.ts';
import { roc } from './indicators/roc.ts';
import { rsi } from './indicators/rsi.ts';
import { sma } from './indicators/sma.ts';
import { rma, smma } from './indicators/smma.ts';
import { standardDeviation } from './indicators/standard-deviation.ts';
import { stochastic } from './indicators/stochastic.ts';
import { stochasticRsi } from './indicators/stochastic-rsi.ts';
import { supertrend } from './indicators/supertrend.ts';
import { tema } from './indicators/tema.ts';
import { trueRange } from './indicators/true-range.ts';
import { tsi } from './indicators/tsi.ts';
import { ulcerIndex } from './indicators/ulcer-index.ts';
import { vwap } from './indicators/vwap.ts';
import { vwma } from './indicators/vwma.ts';
import { williamsR } from './indicators/williams-r.ts';
import { wma } from './indicators/wma.ts';
import { zigzag } from './indicators/zigzag.ts';
import { regimeIndicator } from './regime/regime-indicator.ts';
import { marketStructure } from './structure/market-structure.ts';

const DEFINITIONS: readonly IndicatorDefinition[] = [
  sma,
  ema,
  wma,
  smma,
  rma,
  hma,
  dema,
  tema,
  kama,
  alma,
  vwma,
  vwap,
  bollinger,
  keltner,
  donchian,
  ichimoku,
  supertrend,
  parabolicSar,
  linearRegression,
  pivotPoints,
  pivotHighLow,
  zigzag,
  heikinAshi,
  marketStructure,
  rsi,
  stochastic,
  stochasticRsi,
  macd,
  ppo,
  roc,
  momentum,
  tsi,
  cci,
  cmo,
  williamsR,
  mfi,
  aroon,
  adx,
  obv,
  adl,
  cmf,
  trueRange,
  atr,
  standardDeviation,
  ulcerIndex,
  choppiness,
  hurst,
  regimeIndicator,
  candlestickPattern,
];

/** Every indicator by the name it is asked for with. */
export const INDICATORS: ReadonlyMap<string, IndicatorDefinition> = new Map(
  DEFINITIONS.map((definition) => [definition.name, definition]),
);

/** The definition of that name, or `unknownIndicator`. */
export function findIndicator(name: string): Outcome<IndicatorDefinition> {
  const definition = INDICATORS.get(name);
  if (definition !== undefined) return succeed(definition);
  return fail('unknownIndicator', `indicator is "${name}", expected one of ${[...INDICATORS.keys()].join(', ')}`);
}

/** Parameters from outside, checked and with defaults filled in, or `badParams` naming each field and what it takes. */
export function readIndicatorParams(definition: IndicatorDefinition, raw: unknown): Outcome<object> {
  const parsed = definition.params.safeParse(raw, { reportInput: true });
  if (parsed.success) return succeed(parsed.data);
  return fail('badParams', `${definition.name}: ${describeIssues(parsed.error.issues, 'parameters')}`);
}
