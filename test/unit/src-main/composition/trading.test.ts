import { expect, it } from 'vitest';
import type { Trading } from '../../../../src-main/composition/trading.ts';
import { createTrading } from '../../../../src-main/composition/trading.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { StrategyDefinition } from '../../../../src-main/engine/strategies/strategy.ts';
import { createDemoMarket } from '../../../../src-main/exchanges/demo/demo-market.ts';
import { createInstrument } from '../../../../src-main/model/instrument.ts';
import { priceToNumber } from '../../../../src-main/model/money.ts';
import { NO_BARS, START_MS, WHOLE } from '../../../fakes/engine-session.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { onlooker } from '../../../fakes/onlooker.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const BTC = createInstrument('binance', 'BTC-USDT', { tick: '0.01', step: '0.00001' });
const ID = 'binance:BTC-USDT';
/** The exchange's clock is an hour behind ours. */
const BEHIND_MS = 3_600_000;

/** A bot that enters at the close of each bar, on a market of the test's own. */
function openSession() {
  const watching = onlooker({ series: {}, indicators: {} });
  const definition = watching.findStrategy('onlooker') as StrategyDefinition;
  const findStrategy = (): StrategyDefinition => ({
    ...definition,
    create: () => ({ decide: () => ({ kind: 'enter', side: 'long', tag: 'in' }) }) as never,
  });
  const clock = createSimulatedClock(START_MS);
  const trading: Trading = createTrading({
    market: createDemoMarket('quotes'),
    remembered: BTC === undefined ? [] : [BTC],
    journal: new MemoryJournal(),
    clock,
    log: createTestLog(),
    accountRisk: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
    findStrategy,
    strategyHost: { start: () => null } as never,
  });
  const fills: number[] = [];
  trading.engine.onFact(({ fact }) => {
    if (fact.kind === 'fill') fills.push(priceToNumber(fact.fill.price));
  });
  const say = (message: Parameters<Trading['receive']>[1]): void => trading.receive('binance', message);
  const nowMs = (): number => clock.nowMs() - BEHIND_MS;
  return { clock, trading, fills, say, nowMs };
}

it('an exchange that comes back is not traded at what it quoted before, and by our clock', () => {
  const { clock, trading, fills, say, nowMs } = openSession();
  const config = { instrumentId: ID, interval: '1m', strategyId: 'onlooker', params: {}, risk: WHOLE } as const;
  trading.engine.command({ kind: 'addBot', config: { id: 'bot', name: 'Bot', ...config } });
  trading.engine.command({ kind: 'startBot', botId: 'bot' });
  trading.engine.offer({ kind: 'history', botId: 'bot', bars: NO_BARS, minutes: NO_BARS, further: {} });
  say({ kind: 'state', instrumentId: ID, state: 'live', timeMs: nowMs() });
  say({ kind: 'quote', quote: { instrumentId: ID, timeMs: nowMs(), bid: 200, ask: 201 } });
  clock.advanceTo(START_MS + 60_000);
  const candle = { openTimeMs: START_MS - BEHIND_MS, open: 200, high: 200, low: 200, close: 200, volume: 1 };
  say({ kind: 'candle', instrumentId: ID, candle });
  say({ kind: 'state', instrumentId: ID, state: 'disconnected', timeMs: nowMs() });
  clock.advanceTo(START_MS + 120_000);
  say({ kind: 'state', instrumentId: ID, state: 'live', timeMs: nowMs() });
  const trade = { instrumentId: ID, timeMs: nowMs(), price: 100, quantity: 1, takerSide: 'buy' } as const;
  say({ kind: 'trade', trade });
  expect(fills).toHaveLength(1);
  expect(fills[0]).toBeCloseTo(100, 0);
});
