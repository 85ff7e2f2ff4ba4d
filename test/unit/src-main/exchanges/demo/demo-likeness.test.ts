import { describe, expect, it } from 'vitest';
import { createDemoHistory } from '../../../../../src-main/exchanges/demo/demo-history.ts';
import { createDemoMarket } from '../../../../../src-main/exchanges/demo/demo-market.ts';
import { DEMO_REGIMES } from '../../../../../src-main/exchanges/demo/schedule.ts';
import { DAY_MS } from '../../../../../src-main/model/time.ts';

const TO_MS = Date.UTC(2026, 5, 17);
const SEED = 'bellwether';
const MINUTES_PER_YEAR = 525_600;
const history = createDemoHistory(SEED);
const market = createDemoMarket(SEED);
const ids = market.instruments().map((instrument) => instrument.id);

function logReturns(closes: Float64Array): number[] {
  return Array.from(closes.subarray(1), (close, index) => Math.log(close / (closes[index] as number)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(left: readonly number[], right: readonly number[]): number {
  const leftMean = mean(left);
  const rightMean = mean(right);
  const product = (a: readonly number[], aMean: number, b: readonly number[], bMean: number) =>
    mean(a.map((value, index) => (value - aMean) * ((b[index] as number) - bMean)));
  return (
    product(left, leftMean, right, rightMean) /
    Math.sqrt(product(left, leftMean, left, leftMean) * product(right, rightMean, right, rightMean))
  );
}

const yearly = (returns: readonly number[], perYear: number) =>
  Math.sqrt(mean(returns.map((value) => value * value)) * perYear);

function minutesOf(instrumentId: string, days: number) {
  return history.read({ instrumentId, interval: '1m', fromMs: TO_MS - days * DAY_MS, toMs: TO_MS });
}

describe('the demo market looks like a market', () => {
  it('shows every regime of every symbol within any 30 days', () => {
    for (const instrumentId of ids) {
      for (const endMs of [TO_MS, TO_MS + 17 * DAY_MS, TO_MS + 41 * DAY_MS]) {
        const hours = Array.from({ length: 720 }, (_, hour) => market.regimeAt(instrumentId, endMs - hour * 3_600_000));
        expect(new Set(hours), instrumentId).toEqual(new Set(DEMO_REGIMES));
      }
    }
  });

  it('moves 30 to 140 % a year by symbol, with most of them between 40 and 120', () => {
    const sample = ids.filter((_, index) => index % 3 === 0);
    const volatilities = sample.map((instrumentId) => {
      const hours = history.read({ instrumentId, interval: '1h', fromMs: TO_MS - 60 * DAY_MS, toMs: TO_MS });
      return yearly(logReturns(hours.close), 8_760);
    });
    expect(Math.min(...volatilities)).toBeGreaterThan(0.3);
    expect(Math.max(...volatilities)).toBeLessThan(1.4);
    expect(volatilities.filter((value) => value >= 0.4 && value <= 1.2).length).toBeGreaterThan(0.85 * sample.length);
  });

  it.each(['demo:BTC-USDT', 'demo:XRP-USDT', 'demo:DOGE-USDT'])(
    '%s has fat tails, clustering volatility, volume that follows it, and crises 3 to 6 times as wild as calm',
    (instrumentId) => {
      const minutes = minutesOf(instrumentId, 60);
      const returns = logReturns(minutes.close);
      const variance = mean(returns.map((value) => value * value));
      expect(mean(returns.map((value) => value ** 4)) / variance ** 2).toBeGreaterThan(6);

      const sizes = returns.map(Math.abs);
      expect(correlation(sizes.slice(0, -30), sizes.slice(30))).toBeGreaterThan(0.1);
      expect(Math.abs(correlation(returns.slice(0, -1), returns.slice(1)))).toBeLessThan(0.15);
      expect(correlation(sizes, Array.from(minutes.volume.subarray(1)))).toBeGreaterThan(0.2);

      const crisis = returns.map((_, index) => {
        return market.regimeAt(instrumentId, minutes.openTimeMs[index + 1] as number) === 'crisis';
      });
      const wild = yearly(
        returns.filter((_, index) => crisis[index]),
        MINUTES_PER_YEAR,
      );
      const calm = yearly(
        returns.filter((_, index) => !crisis[index]),
        MINUTES_PER_YEAR,
      );
      expect(wild / calm).toBeGreaterThan(3);
      expect(wild / calm).toBeLessThan(6);
    },
  );

  it('moves together: hourly returns go with those of BTC', () => {
    const hourly = (instrumentId: string) =>
      logReturns(history.read({ instrumentId, interval: '1h', fromMs: TO_MS - 30 * DAY_MS, toMs: TO_MS }).close);
    const bitcoin = hourly('demo:BTC-USDT');
    const correlations = ids.filter((_, index) => index % 3 === 1).map((id) => correlation(bitcoin, hourly(id)));
    expect(Math.min(...correlations)).toBeGreaterThan(0.25);
    expect(mean(correlations)).toBeGreaterThan(0.45);
    expect(Math.max(...correlations)).toBeLessThan(0.98);
  });

  it('widens the spread in a crisis', () => {
    const spreads = { crisis: [] as number[], calm: [] as number[] };
    for (let timeMs = TO_MS - 30 * DAY_MS; timeMs < TO_MS; timeMs += 600_000) {
      const quote = market.quoteAt('demo:LINK-USDT', timeMs);
      if (quote === undefined) throw new Error('LINK-USDT has no quote');
      const side = market.regimeAt('demo:LINK-USDT', timeMs) === 'crisis' ? spreads.crisis : spreads.calm;
      side.push((quote.ask - quote.bid) / quote.bid);
    }
    expect(mean(spreads.crisis)).toBeGreaterThan(2 * mean(spreads.calm));
  });

  it('stays within a factor of four of where it is anchored, over six years', () => {
    for (const instrumentId of ['demo:BTC-USDT', 'demo:PEPE-USDT']) {
      const prices = Array.from({ length: 440 }, (_, index) => {
        return market.quoteAt(instrumentId, Date.UTC(2020, 0, 1) + index * 5 * DAY_MS)?.bid ?? Number.NaN;
      });
      const middle = [...prices].sort((left, right) => left - right)[220] as number;
      expect(Math.max(...prices) / middle).toBeLessThan(4);
      expect(middle / Math.min(...prices)).toBeLessThan(4);
    }
  });
});
