import { createSimulatedClock } from '../../src-main/engine/clock/simulated-clock.ts';
import { openSession } from '../integration/src-main/composition/services-session.ts';

const TRADED_MS = 90 * 60_000;
/** Of one bot; the limit of the account is below what all of them want, so that some are refused. */
const SIZE_FRACTION = 0.3;
const BOTS = [
  { id: 'Swift', symbol: 'ETH-USDT', strategyId: 'sma-cross', params: { fast: 2, slow: 5 } },
  { id: 'Steady', symbol: 'BTC-USDT', strategyId: 'sma-cross', params: { fast: 3, slow: 9 } },
  { id: 'Patient', symbol: 'BTC-USDT', strategyId: 'sma-cross', params: { fast: 5, slow: 20 } },
  { id: 'Blend', symbol: 'ETH-USDT', strategyId: 'signal-blend', params: {} },
] as const;

export const LIVELY_BOTS: readonly string[] = BOTS.map(({ id }) => id);

/** A data folder in which four bots have traded on the demo market for an hour and a half until now. */
export async function writeLivelyFolder(dataDir: string): Promise<void> {
  const session = openSession(dataDir, createSimulatedClock(Date.now() - TRADED_MS));
  const { handlers } = session.services;
  const accountRisk = { maxPositionFraction: 0.25, maxDailyLossFraction: 0.1, dayRollOffsetMs: 0 };
  await handlers['settings.change']({ accountRisk });
  for (const { id, symbol, strategyId, params } of BOTS) {
    await handlers['bots.save']({
      ...{ id, name: id, instrumentId: `demo:${symbol}`, interval: '1m', strategyId, params },
      risk: {
        sizeFraction: id === 'Swift' ? SIZE_FRACTION : 0.2,
        stopLossFraction: 0.02,
        takeProfitFraction: null,
        leverage: 1,
      },
    });
    await handlers['bots.start']({ botId: id });
  }
  await session.run(TRADED_MS / 1000);
  await session.services.dispose();
}
