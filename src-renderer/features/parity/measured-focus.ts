import type { ParityBotView } from '../../../src-preload/contract/parity-views.ts';
import type { PageFocus } from '../../ui/index.ts';

/** Places that a form of basis points still tells apart. */
const PLACES = 4;

/** What the Backtest page is to take over: the market, the interval, the strategy, and every cost that was measured. */
export function measuredFocus({ instrumentId, interval, strategyId, measured }: ParityBotView): PageFocus {
  const { takerFeeBps, makerFeeBps, spreadBps, slippageBps, latencyMs } = measured;
  const costs = {
    feeBps: takerFeeBps.median ?? makerFeeBps.median,
    takerFeeBps: takerFeeBps.median,
    makerFeeBps: makerFeeBps.median,
    spreadBps: notBelowZero(spreadBps.median),
    slippageBps: notBelowZero(slippageBps.median),
    latencyMs: latencyMs.median === null ? null : Math.max(0, Math.round(latencyMs.median)),
  };
  const texts = Object.entries(costs).flatMap(([name, value]) => (value === null ? [] : [[name, textOf(value)]]));
  return { instrumentId, interval, strategyId, ...Object.fromEntries(texts) };
}

/** A price better than the market's is nothing a backtest may count on. */
const notBelowZero = (value: number | null): number | null => (value === null ? null : Math.max(0, value));
const textOf = (value: number): string => String(Number(value.toFixed(PLACES)));
