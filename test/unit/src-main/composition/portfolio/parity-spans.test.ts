import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../../src-main/base/outcome.ts';
import type { SpanParts } from '../../../../../src-main/composition/portfolio/parity-spans.ts';
import { spanRequests } from '../../../../../src-main/composition/portfolio/parity-spans.ts';
import { createSimulatedClock } from '../../../../../src-main/engine/clock/simulated-clock.ts';
import type { CandleRange } from '../../../../../src-main/engine/ports/candle-store.ts';
import { findStrategy } from '../../../../../src-main/engine/strategies/registry.ts';
import type { BotConfig } from '../../../../../src-main/model/bot.ts';
import { createCandleColumns } from '../../../../../src-main/model/candle.ts';
import { BTC, NO_COSTS, NO_LIMITS, WHOLE } from '../../../../fakes/engine-session.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5, 12);
const cross: BotConfig = {
  ...{ id: 'a', name: 'A', instrumentId: BTC.id, interval: '5m', strategyId: 'sma-cross', risk: WHOLE },
  params: { fast: 2, slow: 4 },
};

function partsOf(more: Partial<SpanParts> = {}) {
  const asked: CandleRange[] = [];
  const parts: SpanParts = {
    engine: { snapshot: () => ({ prices: [], accounts: [] }) as never },
    journal: { equityAt: () => null, liveEquityAt: () => null } as never,
    candles: {
      async read(range) {
        asked.push(range);
        const columns = createCandleColumns(3);
        columns.openTimeMs.set([range.fromMs, range.fromMs + 1, range.fromMs + 2]);
        return succeed(columns);
      },
    },
    clock: createSimulatedClock(START_MS + 10 * HOUR_MS),
    findInstrument: (id) => (id === BTC.id ? BTC : undefined),
    findStrategy: (id) => findStrategy(id),
    ownStrategies: {
      find: () => null,
      openProcess: () => {
        throw new Error('expected no process to be started');
      },
    },
    ...more,
  };
  return { parts, asked };
}

const spansOf = (parts: SpanParts, config: Partial<BotConfig>) =>
  spanRequests(parts, [{ config: { ...cross, ...config }, fromMs: START_MS + 150_000, toMs: START_MS + HOUR_MS + 1 }], {
    ...{ instrument: BTC, costs: NO_COSTS, accountRisk: NO_LIMITS },
  });

describe('what cannot be replayed says why', () => {
  const noCandles = { read: async () => succeed(createCandleColumns(0)) };
  const pair = { strategyId: 'pairs-spread', params: { other: 'ETH-USDT', leg: 'first', period: 20 } };
  it.each([
    ['a strategy that is gone', { strategyId: 'older' }, {}, 'strategy older ships no more'],
    [
      'an own one that is gone',
      { strategyId: 'own:x' },
      {},
      'own:x is not among your strategies any more, or has faults',
    ],
    ['no candles', {}, { candles: noCandles }, 'no candles of test:BTC-USDT are stored for this span'],
    ['another symbol', pair, {}, 'test:ETH-USDT is known to no market'],
    [
      'an instrument',
      {},
      { findInstrument: () => undefined },
      'test:BTC-USDT is known to no exchange that is connected',
    ],
  ])('%s', async (_name, config, more, missing) => {
    const [request] = await spansOf(partsOf(more).parts, config as Partial<BotConfig>);
    expect(request?.candles).toEqual({ missing });
  });
});

describe('what is read for a span', () => {
  it('begins with the bar that formed at its start and ends with the last that closed in it', async () => {
    const { parts, asked } = partsOf();
    const [request] = await spansOf(parts, {});
    expect(request?.candles).not.toHaveProperty('missing');
    const [, bars] = asked;
    expect(bars).toMatchObject({ interval: '5m', fromMs: START_MS, toMs: START_MS + HOUR_MS });
  });

  it('knows the open after it only from what is stored, once that is long ago', async () => {
    const nothing = { candles: { read: async () => succeed(createCandleColumns(0)) } };
    const prices = {
      engine: { snapshot: () => ({ prices: [{ instrumentId: BTC.id, price: 7 }], accounts: [] }) as never },
    };
    const shortly = { fromMs: START_MS + 1, toMs: START_MS + 2 };
    const setting = { instrument: BTC, costs: NO_COSTS, accountRisk: NO_LIMITS };
    const openAfter = async (nowMs: number) => {
      const { parts } = partsOf({ ...nothing, ...prices, clock: createSimulatedClock(nowMs) });
      const [request] = await spanRequests(parts, [{ config: cross, ...shortly }], setting);
      return request?.candles;
    };
    expect(await openAfter(START_MS + 30_000)).toMatchObject({ nextOpen: 7 });
    expect(await openAfter(START_MS + HOUR_MS)).toMatchObject({ nextOpen: null });
  });
});
