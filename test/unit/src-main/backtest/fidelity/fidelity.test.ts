import { describe, expect, it } from 'vitest';
import type { FidelityFacts } from '../../../../../src-main/backtest/fidelity/fidelity-facts.ts';
import { fidelityFactsOf } from '../../../../../src-main/backtest/fidelity/fidelity-facts.ts';
import { fidelityOf } from '../../../../../src-main/backtest/fidelity/fidelity-of.ts';
import { runBacktest } from '../../../../../src-main/backtest/run-backtest.ts';
import type { VenueSettings } from '../../../../../src-main/backtest/venue-settings.ts';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { Candle } from '../../../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../../../src-main/model/candle.ts';
import { requestOf } from '../../../../fakes/backtest-runs.ts';
import { scripted } from '../../../../fakes/scripted-strategy.ts';
import { seededTape } from '../../../../fakes/seeded-tape.ts';

/** As good as it gets. */
const BEST: FidelityFacts = {
  interval: '1m',
  finestMs: 0,
  limits: 'queue',
  participation: 0.1,
  feeBps: 10,
  spreadBps: 1,
  slippageBps: 1,
  slippageModel: false,
  bars: 100_000,
  trades: 500,
  barsPerTrade: 200,
  withinOneBar: 0,
  missingBars: 0,
  withoutVolume: 0,
  largeTrades: 0,
  largestOfVolume: 0.01,
};

const withFacts = (changes: Partial<FidelityFacts>) => fidelityOf({ ...BEST, ...changes });

describe('fidelityOf', () => {
  it('has nothing against trades one by one with costs, queue and volume', () => {
    expect(fidelityOf(BEST)).toMatchObject({ grade: 'A', score: 100, reasons: [] });
    expect(fidelityOf(BEST).summary).toBe(
      'On trades one by one: market orders fill at the next price, limits after what stands ahead in the queue, no more than 10 % of the volume; 500 trades, one in 200 bars of 1m.',
    );
  });

  it('ranks data: trades above minutes above hours above days', () => {
    const lengths = [0, 60_000, 300_000, 900_000, 3_600_000, 14_400_000, 86_400_000, 604_800_000];
    const scores = lengths.map((finestMs) => withFacts({ finestMs }).score);
    expect(scores).toEqual([100, 95, 92, 88, 82, 76, 70, 60]);
  });

  it.each([
    [
      { withinOneBar: 0.12, finestMs: 60_000 },
      'withinOneBar',
      7,
      /^12 % of trades open and close inside one bar: their order of fills is assumed\.$/,
    ],
    [
      { withinOneBar: 0.12, finestMs: 60_000, interval: '1h' },
      'withinOneBar',
      2,
      /inside one bar of 1h; finer candles tell/,
    ],
    [{ finestMs: 14_400_000 }, 'detail', 24, /candles of 4 hours: what happened within one is assumed/],
    [{ feeBps: 0 }, 'costs', 15, /without fees:/],
    [{ spreadBps: 0, slippageBps: 0 }, 'costs', 10, /without spread and slippage:/],
    [{ limits: 'touch' }, 'limits', 5, /as if nobody stood in front/],
    [
      { participation: null, largeTrades: 0.2, largestOfVolume: 3 },
      'volume',
      10,
      /^20 % of trades are more than a tenth .*at most 300 %/,
    ],
    [{ participation: null, largeTrades: null, largestOfVolume: null }, 'volume', 8, /have no volume/],
    [{ missingBars: 0.05 }, 'gaps', 3, /^5 % of the bars .* are not there/],
    [{ withoutVolume: 0.5 }, 'silentBars', 15, /^50 % of the candles have no volume/],
    [{ trades: 1 }, 'fewTrades', 10, /^1 trade says little; 30 or more/],
  ] as const)('says why: %o', (changes, kind, points, sentence) => {
    const reason = withFacts(changes).reasons.find((one) => one.kind === kind);
    expect(reason?.points).toBe(points);
    expect(reason?.sentence).toMatch(sentence);
  });

  it('names the heaviest first and never falls below E', () => {
    const sketch = withFacts({
      finestMs: 604_800_000,
      interval: '1w',
      limits: 'touch',
      participation: null,
      feeBps: 0,
      spreadBps: 0,
      slippageBps: 0,
      trades: 3,
      withinOneBar: 1,
      largeTrades: 1,
      largestOfVolume: 50,
      missingBars: 0.9,
    });
    expect(sketch).toMatchObject({ grade: 'E', score: 0 });
    const points = sketch.reasons.map((reason) => reason.points);
    expect(points).toEqual([...points].sort((a, b) => b - a));
    expect(sketch.reasons[0]?.kind).toBe('detail');
  });

  it('has no grade where nothing was traded', () => {
    expect(withFacts({ trades: 0, barsPerTrade: null, withinOneBar: null }).grade).toBeNull();
  });
});

/** Bars of an hour between 90 and 110, with the volumes given and the third hour missing. */
function tape(volumes: readonly number[]) {
  return candleColumnsOf(
    volumes.map((volume, row): Candle => {
      const openTimeMs = Date.UTC(2024, 0, 1) + (row < 2 ? row : row + 1) * 3_600_000;
      return { openTimeMs, open: 100, high: 110, low: 90, close: 100, volume };
    }),
  );
}

describe('fidelityFactsOf', () => {
  const run = (script: string, volumes: readonly number[], stopLossFraction: number | null) =>
    unwrap(
      runBacktest(
        requestOf(tape(volumes), {
          strategyId: 'scripted',
          params: { script },
          interval: '1h',
          feeBps: 0,
          slippageBps: 0,
          spreadBps: 0,
          risk: { sizeFraction: 0.5, stopLossFraction, takeProfitFraction: null, leverage: 1 },
        }),
        { findStrategy: () => scripted },
      ),
    );

  it('counts trades within a bar, gaps, silent bars and what a trade is of the volume', () => {
    // 5,000 at 100 is 50: stopped out in the bar it was bought in, of 1,000 and then of 100.
    const facts = fidelityFactsOf(run('long hold hold long', [0, 1000, 0, 1000, 100, 1000], 0.05));
    expect(facts).toMatchObject({ interval: '1h', finestMs: 3_600_000, limits: 'through', participation: null });
    expect(facts).toMatchObject({ feeBps: 0, bars: 6, trades: 2, barsPerTrade: 3, withinOneBar: 1 });
    expect(facts.missingBars).toBeCloseTo(1 / 7, 12);
    expect(facts.withoutVolume).toBeCloseTo(2 / 6, 12);
    expect(facts.largeTrades).toBe(0.5);
    expect(facts.largestOfVolume).toBeGreaterThan(0.45);
    expect(facts.largestOfVolume).toBeLessThan(0.5);
  });

  it('does not count one that the end of the tape closed', () => {
    const facts = fidelityFactsOf(run('hold hold hold hold long', [1, 1, 1, 1, 1, 1], null));
    expect(facts).toMatchObject({ trades: 1, withinOneBar: 0, largeTrades: 1 });
  });

  it('has no shares where there is nothing to take one of', () => {
    const none = fidelityFactsOf(run('hold', [1, 1, 1], null));
    expect(none).toMatchObject({ barsPerTrade: null, withinOneBar: null, largeTrades: null, largestOfVolume: null });
    expect(fidelityFactsOf(run('long hold exit', [0, 0, 0, 0, 0], null))).toMatchObject({ largeTrades: null });
  });

  it('reads what the venue was told: finer candles, limits, bound of volume, fees and slippage', () => {
    const done = run('hold', [1, 1, 1], null);
    const { instrument } = done.request;
    const fine = seededTape('fine', { bars: 100 });
    const venue: VenueSettings = {
      fineCandles: { [instrument.id]: { interval: '1m', candles: fine } },
      limits: { kind: 'queue', shareAhead: 0.5 },
      participation: 0.1,
      takerFeeBps: 7,
      slippage: { kind: 'book' },
    };
    const facts = fidelityFactsOf({ ...done, request: { ...done.request, venue } });
    expect(facts).toMatchObject({
      finestMs: 60_000,
      limits: 'queue',
      participation: 0.1,
      feeBps: 7,
      slippageModel: true,
    });
    expect(fidelityOf({ ...facts, trades: 50 }).reasons.map(({ kind }) => kind)).not.toContain('costs');
  });
});
