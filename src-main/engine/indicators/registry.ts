import { fail, type Outcome, succeed } from '../../base/outcome.ts';
import { adl } from './adl.ts';
import { adx } from './adx.ts';
import { alma } from './alma.ts';
import { aroon } from './aroon.ts';
import { atr } from './atr.ts';
import { bollinger } from './bollinger.ts';
import { cci } from './cci.ts';
import { choppiness } from './choppiness.ts';
import { cmf } from './cmf.ts';
import { cmo } from './cmo.ts';
import { dema } from './dema.ts';
import { donchian } from './donchian.ts';
import { ema } from './ema.ts';
import { heikinAshi } from './heikin-ashi.ts';
import { hma } from './hma.ts';
import { hurst } from './hurst.ts';
import { ichimoku } from './ichimoku.ts';
import type { IndicatorDefinition } from './indicator.ts';
import { kama } from './kama.ts';
import { keltner } from './keltner.ts';
import { linearRegression } from './linear-regression.ts';
import { macd } from './macd.ts';
import { mfi } from './mfi.ts';
import { momentum } from './momentum.ts';
import { obv } from './obv.ts';
import { parabolicSar } from './parabolic-sar.ts';
import { candlestickPattern } from './patterns/candlestick-pattern.ts';
import { pivotPoints } from './pivot-points.ts';
import { ppo } from './ppo.ts';
import { roc } from './roc.ts';
import { rsi } from './rsi.ts';
import { sma } from './sma.ts';
import { rma, smma } from './smma.ts';
import { standardDeviation } from './standard-deviation.ts';
import { stochastic } from './stochastic.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { supertrend } from './supertrend.ts';
import { tema } from './tema.ts';
import { trueRange } from './true-range.ts';
import { tsi } from './tsi.ts';
import { ulcerIndex } from './ulcer-index.ts';
import { vwap } from './vwap.ts';
import { vwma } from './vwma.ts';
import { williamsR } from './williams-r.ts';
import { wma } from './wma.ts';
import { zigzag } from './zigzag.ts';

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
  zigzag,
  heikinAshi,
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
  const faults = parsed.error.issues.map((issue) => {
    const value = issue.input === undefined ? '' : ` is ${JSON.stringify(issue.input)}`;
    return `${issue.path.join('.') || 'parameters'}${value}: ${issue.message}`;
  });
  return fail('badParams', `${definition.name}: ${faults.join('; ')}`);
}
