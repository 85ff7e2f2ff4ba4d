import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runBacktest } from '../../../../src-main/backtest/run-backtest.ts';
import type { VenueSettings } from '../../../../src-main/backtest/venue-settings.ts';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import type { LimitModel } from '../../../../src-main/exchanges/paper/limit-model.ts';
import type { SlippageModel } from '../../../../src-main/exchanges/paper/slippage.ts';
import { moneyFromText, moneyToText } from '../../../../src-main/model/money.ts';
import { requestOf } from '../../../fakes/backtest-runs.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

const INSTRUMENT_ID = 'test:BTC-USDT';

const settings: fc.Arbitrary<VenueSettings> = fc.record({
  makerFeeBps: fc.constantFrom(-1, 2),
  takerFeeBps: fc.constantFrom(5, 10),
  feeTiers: fc.constantFrom(
    [],
    [
      { fromVolume: moneyFromText('0'), makerFeeBps: 2, takerFeeBps: 8 },
      { fromVolume: moneyFromText('40000'), makerFeeBps: -1, takerFeeBps: 3 },
    ],
  ),
  limits: fc.constantFrom<LimitModel>(
    { kind: 'through' },
    { kind: 'touch' },
    { kind: 'penetration', ticks: 5 },
    { kind: 'queue', shareAhead: 0.2 },
  ),
  slippage: fc.constantFrom<SlippageModel>(
    { kind: 'fixed' },
    { kind: 'ticks', ticks: 2 },
    { kind: 'volumeShare', priceImpact: 0.1, volumeLimit: 0.4 },
  ),
  participation: fc.constantFrom(null, 0.3, 1),
  path: fc.constantFrom('pessimistic' as const, 'optimistic' as const, 'openHighLowClose' as const),
  latencyMs: fc.constantFrom(0, 500),
});

describe('whatever the venue of a run (SPEC 10.1, 11.10 to 11.17)', () => {
  it('final equity is capital and the profits of all trades, to the last digit; told again it is the same', () => {
    const cases = [settings, fc.integer({ min: 1, max: 40 }), fc.boolean(), fc.constantFrom(1, 3, 20)] as const;
    fc.assert(
      fc.property(...cases, (venue, seed, funded, leverage) => {
        const candles = seededTape(`venue ${seed}`, { bars: 400 });
        const timeMs = candles.openTimeMs.filter((_time, row) => row % 60 === 30);
        const funding = {
          [INSTRUMENT_ID]: { timeMs, rate: timeMs.map((_time, index) => (index % 3 === 0 ? -2e-4 : 1e-4)) },
        };
        const request = requestOf(candles, {
          params: { fast: 2, slow: 5, direction: 'both' },
          risk: { sizeFraction: 0.5, stopLossFraction: 0.01, takeProfitFraction: 0.012, leverage },
          venue: funded ? { ...venue, funding } : venue,
        });
        const run = unwrap(runBacktest(request));
        const profits = run.trades.reduce((sum, { profit }) => sum + profit, 0n);
        expect(moneyToText((run.finalEquity - request.capital) as never)).toBe(moneyToText(profits as never));
        expect(unwrap(runBacktest(request)).finalEquity).toBe(run.finalEquity);
        expect(run.trades.length).toBeGreaterThan(0);
      }),
      { numRuns: 150, seed: 31 },
    );
  });

  it('with the settings left out it is the plain venue', () => {
    for (const seed of ['one', 'two', 'three']) {
      const candles = seededTape(seed, { bars: 600 });
      const risk = { sizeFraction: 0.5, stopLossFraction: 0.01, takeProfitFraction: 0.012, leverage: 1 };
      const [plain, empty] = [requestOf(candles, { risk }), requestOf(candles, { risk, venue: {} })].map((request) =>
        unwrap(runBacktest(request)),
      );
      expect(empty?.trades).toEqual(plain?.trades);
    }
  });
});
