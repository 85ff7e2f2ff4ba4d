import { describe, expect, it } from 'vitest';
import { regimeIndicator } from '../../../../../src-main/engine/regime/regime-indicator.ts';
import { SHIPPED_REGIME_MODEL } from '../../../../../src-main/engine/regime/regime-model.ts';
import type { CandleColumns } from '../../../../../src-main/model/candle.ts';
import { candleAt, sliceCandleColumns } from '../../../../../src-main/model/candle.ts';
import type { Regime } from '../../../../../src-main/model/regime.ts';
import { REGIMES, regimeOfCode } from '../../../../../src-main/model/regime.ts';
import { bitcoinDays } from '../../../../fakes/bitcoin-days.ts';
import { regimeOracle } from '../../../../fakes/regime-oracle.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';
import { referenceFolderIsAbsent, stockQuotes } from '../indicators/reference-values.ts';

const BITCOIN = bitcoinDays();

function seriesOf(candles: CandleColumns): readonly Float64Array[] {
  return regimeIndicator.series(candles, regimeIndicator.params.parse({}));
}

function regimesOf(candles: CandleColumns): (Regime | null)[] {
  return Array.from(seriesOf(candles)[0] as Float64Array, regimeOfCode);
}

function regimesByDay(candles: CandleColumns): Map<string, Regime | null> {
  return new Map(
    regimesOf(candles).map((regime, i) => [
      new Date(candles.openTimeMs[i] as number).toISOString().slice(0, 10),
      regime,
    ]),
  );
}

function sharesAndSwitches(regimes: readonly (Regime | null)[]) {
  const known = regimes.filter((regime) => regime !== null);
  const share = (regime: Regime): number => known.filter((one) => one === regime).length / known.length;
  return {
    shares: Object.fromEntries(REGIMES.map((regime) => [regime, share(regime)])) as Record<Regime, number>,
    switches: known.filter((regime, i) => i > 0 && regime !== known[i - 1]).length,
    known: known.length,
  };
}

function expectOracle(candles: CandleColumns): void {
  const [code, ...measures] = seriesOf(candles);
  const expected = regimeOracle(candles);
  expect(Array.from(code as Float64Array, regimeOfCode)).toEqual(expected.map(({ regime }) => regime));
  for (const [k, name] of (['trend', 'volatilityRank', 'fall'] as const).entries()) {
    expected.forEach((row, i) => {
      const actual = measures[k]?.[i] as number;
      if (Number.isNaN(row[name])) expect(Number.isNaN(actual), `${name} ${i}`).toBe(true);
      else if (!(Math.abs(actual - row[name]) <= 1e-9 * (1 + Math.abs(row[name]))))
        expect(actual, `${name} ${i}`).toBe(row[name]);
    });
  }
}

describe('against the definition written slowly', () => {
  it('1,246 days of BTC', () => expectOracle(BITCOIN));

  it.each(['a', 'b', 'c'])('a seeded walk: %s', (seed) => expectOracle(seededTape(seed, { bars: 1_500, places: 6 })));
});

describe('days of which everybody knows what they were', () => {
  const byDay = regimesByDay(BITCOIN);

  it('the crash of March 2020 is a crisis from its first day on', () => {
    expect(byDay.get('2020-03-11')).not.toBe('crisis');
    for (const day of ['2020-03-12', '2020-03-13', '2020-03-16', '2020-03-20']) expect(byDay.get(day)).toBe('crisis');
    expect(byDay.get('2020-04-05')).not.toBe('crisis');
  });

  it('the climb at the end of 2020 is a trend up, the fall of autumn 2018 none', () => {
    expect(byDay.get('2020-11-15')).toBe('trendUp');
    expect(byDay.get('2020-12-15')).toBe('trendUp');
    expect([...byDay].filter(([day, regime]) => day.startsWith('2018-1') && regime === 'trendUp')).toEqual([]);
  });

  it('every state is met, a crisis is rare, and a spell lasts weeks', () => {
    const { shares, switches, known } = sharesAndSwitches([...byDay.values()]);
    for (const regime of REGIMES) expect(shares[regime], regime).toBeGreaterThan(0.01);
    expect(shares.crisis).toBeLessThan(0.05);
    expect(shares.highVolatility).toBeLessThan(0.2);
    expect(known / (switches + 1)).toBeGreaterThan(30);
  });
});

describe.skipIf(referenceFolderIsAbsent)('twenty years of the S&P 500', () => {
  it('are in a crisis in October 2008 and March 2020 and not in 2017', () => {
    const byDay = regimesByDay(stockQuotes('longish.csv.gz'));
    for (const day of ['2008-09-29', '2008-10-10', '2008-10-27', '2020-03-09', '2020-03-16', '2020-03-23']) {
      expect(byDay.get(day), day).toBe('crisis');
    }
    expect([...byDay].filter(([day, regime]) => day.startsWith('2017') && regime === 'crisis')).toEqual([]);
    expect(sharesAndSwitches([...byDay.values()]).shares.crisis).toBeLessThan(0.06);
  });
});

it('where the candles begin is forgotten soon after the warm-up', () => {
  const whole = regimesOf(BITCOIN);
  const length = whole.length;
  for (let from = 10; from < 700; from += 30) {
    const part = regimesOf(sliceCandleColumns(BITCOIN, from, length));
    const settled = SHIPPED_REGIME_MODEL.warmUp + 100;
    expect(part.slice(settled), `from ${from}`).toEqual(whole.slice(from + settled));
  }
});

it('the model that bots go by says what the indicator says', () => {
  const step = SHIPPED_REGIME_MODEL.begin();
  const regimes = regimesOf(BITCOIN);
  const told = regimes.map((_, i) => {
    step.take(candleAt(BITCOIN, i));
    return step.regime;
  });
  expect(told).toEqual(regimes);
  expect(regimes.findIndex((regime) => regime !== null)).toBe(SHIPPED_REGIME_MODEL.warmUp);
});
