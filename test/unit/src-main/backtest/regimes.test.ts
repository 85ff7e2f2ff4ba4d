import { describe, expect, it } from 'vitest';
import type { BacktestRequest } from '../../../../src-main/backtest/backtest-request.ts';
import { entryRegimes } from '../../../../src-main/backtest/entry-regimes.ts';
import { resultToJson } from '../../../../src-main/backtest/exports/result-json.ts';
import { resultOf } from '../../../../src-main/backtest/exports/run-result.ts';
import { tearSheetOf } from '../../../../src-main/backtest/exports/tear-sheet/tear-sheet.ts';
import { tradesToCsv } from '../../../../src-main/backtest/exports/trades-csv.ts';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { Regime } from '../../../../src-main/model/regime.ts';
import { REGIMES } from '../../../../src-main/model/regime.ts';
import { DAY_MS } from '../../../../src-main/model/time.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { bitcoinDays } from '../../../fakes/bitcoin-days.ts';
import { regimeOracle } from '../../../fakes/regime-oracle.ts';

const CANDLES = bitcoinDays();
const ORACLE = regimeOracle(CANDLES);

function run(changes: Partial<BacktestRequest> = {}) {
  const params = { fast: 2, slow: 5, direction: 'both' };
  return unwrap(runBacktest(requestOf(CANDLES, { interval: '1d', params, ...changes })));
}

/** What could be known when the trade was entered: the candle before the one it was entered in. */
function expectedRegimes(of: ReturnType<typeof run>): (Regime | null)[] {
  return of.trades.map(({ entryTimeMs }) => {
    const row = CANDLES.openTimeMs.indexOf(entryTimeMs - DAY_MS);
    return ORACLE[row]?.regime ?? null;
  });
}

describe('the regime at entry', () => {
  const plain = run();

  it('is what was known when the trade was entered, for each of them', () => {
    const regimes = entryRegimes(plain);
    expect(regimes).toEqual(expectedRegimes(plain));
    expect(new Set(regimes).size).toBeGreaterThan(4);
  });

  it('stands in the CSV, the JSON and the tear sheet, and groups the trades', () => {
    const result = resultOf(plain);
    const regimes = entryRegimes(plain);
    const cells = tradesToCsv(result).trimEnd().split('\n').slice(1);
    expect(cells.map((row) => row.trim().split(',').at(-1)?.replaceAll('"', ''))).toEqual(
      regimes.map((regime) => regime ?? ''),
    );
    const { trades, groups } = JSON.parse(resultToJson(result));
    expect(trades.map(({ entryRegime }: { entryRegime: unknown }) => entryRegime)).toEqual(regimes);
    for (const regime of REGIMES) {
      const expected = plain.trades.filter((_, index) => regimes[index] === regime);
      const group = groups.regime.find(({ name }: { name: string }) => name === regime);
      expect(group?.trades ?? 0).toBe(expected.length);
      if (expected.length > 0) {
        expect(group.winRate).toBe(expected.filter(({ profit }) => profit > 0n).length / expected.length);
      }
    }
    expect(tearSheetOf(result)).toContain('high volatility');
  });
});

describe('a run that goes by regimes', () => {
  it('enters in those that are allowed alone, and counts what the rule refused', () => {
    const only = run({ regimes: { allowed: ['trendUp', 'range'], sizeFactors: {} } });
    expect(only.trades.length).toBeGreaterThan(5);
    expect(new Set(entryRegimes(only))).toEqual(new Set(['trendUp', 'range']));
    expect(only.refusalLog.rules.map(({ rule }) => rule)).toEqual(['regime']);
  });

  it('is the plain run as soon as the regime is known, where all are allowed and none is smaller', () => {
    const plain = run();
    const all = run({ regimes: { allowed: REGIMES, sizeFactors: {} } });
    const known = plain.trades.filter((_, index) => entryRegimes(plain)[index] !== null);
    const placesOf = (trades: typeof known) =>
      trades.map(({ side, entryTimeMs, exitTimeMs }) => [side, entryTimeMs, exitTimeMs]);
    expect(placesOf([...all.trades]).slice(-known.length)).toEqual(placesOf(known));
  });

  it('takes a part of the size in a regime with a factor', () => {
    const whole = run({ regimes: { allowed: REGIMES, sizeFactors: {} } });
    const halved = run({ regimes: { allowed: REGIMES, sizeFactors: { [entryRegimes(whole)[0] as Regime]: 0.5 } } });
    expect(Number(halved.trades[0]?.quantity) / Number(whole.trades[0]?.quantity)).toBeCloseTo(0.5, 6);
  });
});
