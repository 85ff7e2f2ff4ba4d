import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../../../../src-main/backtest/checks/check-report.ts';
import type { CheckOptions } from '../../../../../src-main/backtest/checks/check-strategy.ts';
import { checkStrategy } from '../../../../../src-main/backtest/checks/check-strategy.ts';
import type { Tape } from '../../../../../src-main/backtest/tape.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { ema } from '../../../../../src-main/engine/indicators/ema.ts';
import type { IndicatorRequest } from '../../../../../src-main/engine/indicators/indicator.ts';
import { rsi } from '../../../../../src-main/engine/indicators/rsi.ts';
import { sma } from '../../../../../src-main/engine/indicators/sma.ts';
import { ENTER_LONG, ENTER_SHORT, EXIT, HOLD } from '../../../../../src-main/engine/strategies/intent.ts';
import { smaCross } from '../../../../../src-main/engine/strategies/sma-cross.ts';
import type { SeriesRequest, StrategyDefinition } from '../../../../../src-main/engine/strategies/strategy.ts';
import { request } from '../../../../../src-main/engine/strategies/strategy.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';
import { instrumentFor } from '../../../../fakes/engine-session.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';
import { aboveIndicator, closeStep, fromCloses, indicatorOf, planted } from './planted-strategy.ts';

const tape = seededTape('checks', { bars: 2500, gapShare: 0.002 });
const OPTIONS: CheckOptions = { instrument: instrumentFor('BTC-USDT'), interval: '1m' };

function check(definition: StrategyDefinition, candles: CandleColumns = tape, options = OPTIONS): CheckReport {
  return unwrap(checkStrategy(definition, {}, candles, options));
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const last = (values: Float64Array): number => values[values.length - 1] as number;

const NEXT_CLOSE = fromCloses((close, row) => close[row + 1] ?? last(close));
const CENTRED_MEAN = fromCloses((close, row) => meanOf(close.subarray(Math.max(0, row - 5), row + 6)));

const WHOLE_MAXIMUM = indicatorOf({
  series: ({ close }) => new Float64Array(close.length).fill(0.8 * Math.max(...close)),
  step: closeStep,
});
/** Long below the mean of the whole tape: close² ÷ mean is below the close there. */
const SCALED = indicatorOf({
  series({ close }) {
    const mean = meanOf(close);
    return close.map((value) => value ** 2 / mean);
  },
  step: closeStep,
});

/** A fresh one for each test: some keep what they should not. */
const PEEKING: Readonly<Record<string, () => StrategyDefinition>> = {
  'the next close as an indicator': () => aboveIndicator(NEXT_CLOSE),
  'a centred mean': () => aboveIndicator(CENTRED_MEAN),
  'an average moved back by one candle': () =>
    aboveIndicator(
      indicatorOf({
        series(candles) {
          const [values] = ema.series(candles, { period: 20, source: 'close' }) as [Float64Array];
          return values.map((_value, row) => values[row + 1] ?? Number.NaN);
        },
        step: closeStep,
      }),
      30,
    ),
  'the maximum of the whole tape': () => aboveIndicator(WHOLE_MAXIMUM),
  'closes scaled by the mean of the whole tape': () => aboveIndicator(SCALED),
  'gaps filled from behind': () =>
    aboveIndicator(fromCloses((close, row) => close[Math.min(close.length - 1, row + (7 - (row % 7)))] as number)),
  'what lies behind the candles in memory': () =>
    aboveIndicator(fromCloses((close, row) => new Float64Array(close.buffer)[row + 1] ?? (close[row] as number))),
  'a candle that is not there yet': () =>
    planted({
      warmUp: 3,
      decider:
        ({ close }) =>
        () =>
          close.at(-1) > close.at(0) ? ENTER_LONG : EXIT,
    }),
  'all candles, kept by an indicator': () => {
    let all: CandleColumns | null = null;
    const keeper = indicatorOf({
      series(candles) {
        all = candles;
        return candles.close;
      },
      step: closeStep,
    });
    return planted({
      indicators: { keeper },
      decider({ indicator }) {
        const close = indicator('keeper');
        let row = 0;
        return () => ((all?.close[++row] ?? 0) > close.at(0) ? ENTER_LONG : EXIT);
      },
    });
  },
  'closes of an earlier run': () => {
    const known = new Map<number, number>();
    return planted({
      decider({ close }) {
        let row = 0;
        return () => {
          known.set(row, close.at(0));
          return (known.get(++row) ?? 0) > close.at(0) ? ENTER_LONG : EXIT;
        };
      },
    });
  },
  'a count that goes on from run to run': () => {
    let bars = 0;
    return planted({ decider: () => () => (bars++ % 7 === 0 ? ENTER_LONG : EXIT) });
  },
  'the same tape, known from elsewhere': () =>
    planted({
      decider() {
        let row = -1;
        return () => {
          row++;
          return (tape.close[row + 1] ?? 0) > (tape.close[row] as number) ? ENTER_LONG : ENTER_SHORT;
        };
      },
    }),
};

describe('look-ahead', () => {
  it.each(Object.entries(PEEKING))('catches %s', (_what, plant) => {
    const { verdict, checks } = check(plant());
    expect([verdict, checks.lookAhead.verdict]).toEqual(['failed', 'failed']);
    const [first] = checks.lookAhead.evidence;
    expect(first?.timeMs).toBe(tape.openTimeMs[first?.bar ?? -1]);
    expect(first?.expected).not.toEqual(first?.actual);
  });

  it('says what, at which bar, and what it should have been', () => {
    const { sentence, evidence } = check(aboveIndicator(NEXT_CLOSE)).checks.lookAhead;
    const value = evidence.find(({ what, probe }) => what === 'indicator' && probe === 'cut');
    const bar = value?.bar ?? -1;
    expect(value).toMatchObject({ name: 'line.value', probeBar: bar, actual: tape.close[bar] });
    expect(value?.expected).toBe(tape.close[bar + 1]);
    expect(sentence).toMatch(/^It sees the future: what it wants at bar \d+ is .* on the whole tape, and .*\.$/);
  });

  it('names the bar that was asked for too early', () => {
    const { lookAhead } = check((PEEKING['a candle that is not there yet'] as () => StrategyDefinition)()).checks;
    expect(lookAhead.sentence).toMatch(/has not closed yet: threw: barsAgo is -1/);
    expect(lookAhead.evidence[0]).toMatchObject({ bar: 3, probe: 'whole' });
  });

  it('does not take a strategy for a seer because it goes by a count of bars', () => {
    const every = planted({
      decider() {
        let bars = 0;
        return () => (bars++ % 10 === 0 ? ENTER_LONG : bars % 10 === 5 ? EXIT : HOLD);
      },
    });
    expect(check(every).checks.lookAhead.verdict).toBe('passed');
  });

  it('has nothing to say of one that does nothing and looks at nothing', () => {
    const { lookAhead, repainting } = check(planted({ decider: () => () => HOLD })).checks;
    expect([lookAhead.verdict, repainting.verdict]).toEqual(['notApplicable', 'notApplicable']);
  });
});

/** Wilder's averages from the first candle on, seeded by nothing: 0 or 100 at once. */
const UNSEEDED_RSI = indicatorOf({
  series({ close }) {
    let [gain, loss] = [0, 0];
    return close.map((value, row) => {
      const change = row === 0 ? 0 : value - (close[row - 1] as number);
      const weight = row === 1 ? 1 : 1 / 14;
      gain += (Math.max(0, change) - gain) * weight;
      loss += (Math.max(0, -change) - loss) * weight;
      return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
    });
  },
  step: () => {
    let [gain, loss, before, row] = [0, 0, Number.NaN, 0];
    return {
      update({ close }, out) {
        const change = row === 0 ? 0 : close - before;
        const weight = row === 1 ? 1 : 1 / 14;
        gain += (Math.max(0, change) - gain) * weight;
        loss += (Math.max(0, -change) - loss) * weight;
        out[0] = gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
        before = close;
        row++;
      },
    };
  },
});

/** Buys below 45, leaves above 55. */
const byRsi = (indicator: IndicatorRequest, warmUp: number) =>
  planted({
    indicators: { rsi: indicator },
    warmUp,
    decider(inputs) {
      const value = inputs.indicator('rsi');
      return () => (value.at(0) < 45 ? ENTER_LONG : value.at(0) > 55 ? EXIT : HOLD);
    },
  });

const SHORT: Readonly<Record<string, readonly [StrategyDefinition, RegExp]>> = {
  'none for an average of 200': [aboveIndicator(request(sma, { period: 200 })), /bar 0.*line\.sma has no value yet/],
  'one candle less than an average needs': [aboveIndicator(request(sma, { period: 30 }), 28), /at bar 28/],
  'five candles for an RSI of 14': [byRsi(request(rsi, { period: 14 }), 5), /at bar 5.*rsi\.rsi has no value yet/],
  'an RSI that says something from its first candle on': [byRsi(UNSEEDED_RSI, 1), /warm-up of 1 is too short/],
  'an average of as many of 200 as there are': [
    aboveIndicator(fromCloses((close, row) => meanOf(close.subarray(Math.max(0, row - 199), row + 1)))),
    /warm-up of 0 is too short/,
  ],
  'an average since the tape began': [
    aboveIndicator(fromCloses((close, row) => meanOf(close.subarray(0, row + 1)))),
    /Where the tape begins never stops to matter/,
  ],
  'a memory of its own that begins with the tape': [
    planted({
      decider({ close }) {
        let [sum, bars] = [0, 0];
        return () => {
          sum += close.at(0);
          return close.at(0) > sum / ++bars ? ENTER_LONG : EXIT;
        };
      },
    }),
    /Where the tape begins never stops to matter/,
  ],
};

describe('warm-up', () => {
  it.each(Object.entries(SHORT))('catches %s', (_what, [definition, sentence]) => {
    const { warmUp } = check(definition).checks;
    expect(warmUp.verdict).toBe('failed');
    expect(warmUp.sentence).toMatch(sentence);
    expect(warmUp.evidence.length).toBeGreaterThan(0);
  });

  it('tells how long values take to settle: an average of closes at once, an exponential one geometrically', () => {
    const period = 20;
    const definition = planted({
      indicators: { plain: request(sma, { period }), exponential: request(ema, { period }) },
      warmUp: 19,
      decider: () => () => HOLD,
    });
    const { warmUp } = check(definition).checks;
    const [plain, exponential] = warmUp.startUp;
    expect(warmUp).toMatchObject({ verdict: 'passed', declaredBars: 19, decisionsSettledAfterBars: 19 });
    expect(plain).toMatchObject({ indicator: 'plain.sma', settledAfterBars: 19 });
    // What is left of the start after n bars is (19/21)^n of it: some hundred bars to a millionth.
    expect(exponential?.settledAfterBars).toBeGreaterThan(60);
    expect(exponential?.settledAfterBars).toBeLessThan(160);
    const percents = exponential?.differences.map(({ percent }) => percent ?? 0) ?? [];
    expect(exponential?.differences[0]?.bars).toBe(19);
    expect(percents[0]).toBeGreaterThan(0.01);
    expect(percents[1]).toBeLessThan(percents[0] as number);
    expect(percents[5]).toBeLessThan(1e-6);
  });

  it('shows later starts the position of the whole run', () => {
    const pyramid = planted({
      warmUp: 1,
      decider({ close, position }) {
        return () => {
          if (close.at(0) < close.at(1)) return position.side === 'flat' ? HOLD : EXIT;
          return position.entries < 3 ? { ...ENTER_LONG, maxEntries: 3 } : HOLD;
        };
      },
    });
    const { verdict, decisions, checks } = check(pyramid);
    expect([verdict, checks.warmUp.decisionsSettledAfterBars]).toEqual(['passed', 1]);
    expect(decisions).toBeGreaterThan(500);
  });

  it('says how many candles it needs', () => {
    const { warmUp } = check(smaCross, seededTape('short', { bars: 40 })).checks;
    expect(warmUp.verdict).toBe('notApplicable');
    expect(warmUp.sentence).toMatch(/40 candles are too few .* it needs 75 or more/);
  });
});

/** A high of five candles drawn where it stood, known two candles later. */
const HINDSIGHT_PIVOT = indicatorOf({
  sparse: true,
  series: ({ high }) =>
    high.map((value, row) => {
      const around = high.subarray(Math.max(0, row - 2), row + 3);
      return around.length === 5 && value === Math.max(...around) ? value : Number.NaN;
    }),
  step: () => ({
    update(_candle, out) {
      out[0] = Number.NaN;
    },
  }),
});

const REPAINTING: Readonly<Record<string, () => StrategyDefinition>> = {
  'a pivot drawn where it stood': () =>
    planted({
      indicators: { pivot: HINDSIGHT_PIVOT },
      decider({ indicator }) {
        const pivot = indicator('pivot');
        return () => (Number.isNaN(pivot.at(0)) ? HOLD : ENTER_SHORT);
      },
    }),
  'a live form that is another one': () =>
    aboveIndicator(
      indicatorOf({
        series: (candles) => ema.series(candles, { period: 20, source: 'close' })[0] as Float64Array,
        step: closeStep,
      }),
      30,
    ),
  'the open of the candle that forms': () =>
    aboveIndicator(
      indicatorOf({ series: ({ open, close }) => close.map((value, row) => open[row + 1] ?? value), step: closeStep }),
    ),
  'the maximum of the whole tape': () => aboveIndicator(WHOLE_MAXIMUM),
  'values that are rewritten while the run goes on': () => {
    let column = new Float64Array(0);
    const indicator = indicatorOf({
      series({ close }) {
        column = close.slice();
        return column;
      },
      step: closeStep,
    });
    return planted({
      indicators: { line: indicator },
      decider({ close }) {
        let row = 0;
        return () => {
          column[row++] = close.at(0) * 1.01;
          return close.at(0) > close.at(5) ? ENTER_LONG : EXIT;
        };
      },
    });
  },
};

describe('repainting', () => {
  it.each(Object.entries(REPAINTING))('catches %s', (_what, plant) => {
    const { repainting } = check(plant()).checks;
    expect(repainting.verdict).toBe('failed');
    expect(repainting.sentence).toMatch(/^It repaints: /);
    expect(repainting.evidence.length).toBeGreaterThan(0);
  });

  it('names the bar, what was said then and what is said later', () => {
    const { repainting } = check((REPAINTING['a pivot drawn where it stood'] as () => StrategyDefinition)()).checks;
    const [first] = repainting.evidence;
    expect(first).toMatchObject({ what: 'indicator', name: 'pivot.value', probe: 'live', actual: null });
    expect(first?.expected).toBe(tape.high[first?.bar ?? -1]);
  });

  it('is no look-ahead when the series form alone is causal', () => {
    const { lookAhead, repainting } = check(
      (REPAINTING['a live form that is another one'] as () => StrategyDefinition)(),
    ).checks;
    expect([lookAhead.verdict, repainting.verdict]).toEqual(['passed', 'failed']);
  });
});

/** Long while the latest close of the further series is above the indicator on it. */
const onFurther = (series: SeriesRequest, line: IndicatorRequest): StrategyDefinition =>
  planted({
    series: { further: series },
    indicators: { line: { ...line, series: 'further' } },
    decider(inputs) {
      const [{ close }, value] = [inputs.series('further'), inputs.indicator('line')];
      return () => (close.at(0) > value.at(0) ? ENTER_LONG : EXIT);
    },
  });

describe('a strategy that looks further', () => {
  const others: readonly Tape[] = [
    {
      instrument: instrumentFor('ETH-USDT'),
      interval: '1m',
      candles: seededTape('other', { bars: 9000 }),
    },
  ];
  const options = { ...OPTIONS, others };

  it.each([
    ['longer bars', { interval: '15m' }],
    ['another symbol', { symbol: 'ETH-USDT' }],
  ] as const)('at %s passes, and is caught when it sees what comes there', (_what, series) => {
    const clean = check(onFurther(series, request(sma, { period: 5 })), tape, options);
    expect(Object.values(clean.checks).map(({ verdict, sentence }) => [verdict, sentence])).toEqual([
      ['passed', expect.any(String)],
      ['passed', expect.any(String)],
      ['passed', expect.any(String)],
    ]);
    expect(clean.decisions).toBeGreaterThan(1000);
    const peeking = check(onFurther(series, NEXT_CLOSE), tape, options);
    expect(peeking.checks.lookAhead.verdict).toBe('failed');
  });
});

describe('a strategy that throws', () => {
  it.each([
    [
      'at a bar',
      planted({
        decider:
          ({ close }) =>
          () => {
            if (close.at(30) > 0) throw new Error('no more');
            return HOLD;
          },
      }),
      /at bar 30.*no more/,
    ],
    [
      'as it begins',
      planted({
        decider: () => {
          throw new Error('not today');
        },
      }),
      /before its first bar.*not today/,
    ],
    [
      'in an indicator',
      aboveIndicator(
        fromCloses(() => {
          throw new Error('cannot count');
        }),
      ),
      /before its first bar.*cannot count/,
    ],
    [
      'by wanting what cannot be',
      planted({ decider: () => () => ({ kind: 'enter', side: 'long', size: { kind: 'share', share: -1 } }) }),
      /at bar 0/,
    ],
  ])('%s has failed, with its message', (_when, definition, sentence) => {
    const { verdict, checks } = check(definition);
    expect([verdict, checks.lookAhead.verdict, checks.warmUp.verdict]).toEqual(['failed', 'failed', 'failed']);
    expect(checks.lookAhead.sentence).toMatch(sentence);
  });
});

describe('the report', () => {
  it('is the same again, and of the latest candles', () => {
    const first = check(smaCross);
    expect(check(smaCross)).toEqual(first);
    const short = check(smaCross, tape, { ...OPTIONS, mostCandles: 1600 });
    expect(short).toMatchObject({ candles: 1600, lastMs: tape.openTimeMs[2499], verdict: 'passed' });
    expect(short.firstMs).toBe(tape.openTimeMs[900]);
  });

  it('leaves the candles it was given as they were', () => {
    const before = tape.close.slice();
    check(aboveIndicator(CENTRED_MEAN));
    expect(tape.close).toEqual(before);
  });

  it('says nothing can be judged on a tape within the warm-up', () => {
    const { checks, verdict, judgedBars } = check(smaCross, seededTape('tiny', { bars: 20 }));
    expect([verdict, judgedBars]).toEqual(['passed', 0]);
    for (const { verdict: one } of Object.values(checks)) expect(one).toBe('notApplicable');
  });

  it('tells how far it is, and ends when it is cancelled', () => {
    const progress: number[] = [];
    const cancelled = checkStrategy(smaCross, {}, tape, {
      ...OPTIONS,
      onProgress: (fraction) => progress.push(fraction),
      isCancelled: () => progress.length > 20,
    });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress).toHaveLength(21);
  });

  it('refuses parameters that do not fit and an empty tape', () => {
    expect(checkStrategy(smaCross, { fast: 0 }, tape, OPTIONS)).toMatchObject({ error: { code: 'badParams' } });
    expect(checkStrategy(smaCross, {}, seededTape('none', { bars: 0 }), OPTIONS)).toMatchObject({
      error: { code: 'noCandles' },
    });
  });
});
