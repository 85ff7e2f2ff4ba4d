import type { MarketMessage } from '../engine/ports/market-feed.ts';
import type { TimestampMs } from '../model/time.ts';
import { intervalMs } from '../model/time.ts';
import type { TieredCandles } from './tiered-candles.ts';

/** Takes the messages of one subscription, in order. */
export type MinuteFollower = { receive(message: MarketMessage): void };

/**
 * Tells the tiers what a subscription of a feed says of minutes. Within one subscription each closed minute is told once
 * and in order: what lies between two of them was quiet, and so is what ended by the feed's time after the last of them.
 * Make a new one for every subscription: what lies between two subscriptions nobody knows.
 */
export function followMinutes(
  candles: Pick<TieredCandles, 'onClosed' | 'onQuiet'>,
  instrumentIds: Iterable<string>,
): MinuteFollower {
  /** Until when all minutes are known, of those that were told since the market was last heard. */
  const knownToMs = new Map<string, TimestampMs>();
  const followed = new Set(instrumentIds);
  const quietUntil = (instrumentId: string, toMs: TimestampMs): void => {
    const fromMs = knownToMs.get(instrumentId);
    if (fromMs === undefined || toMs - fromMs < intervalMs('1m')) return;
    candles.onQuiet(instrumentId, fromMs, toMs);
    knownToMs.set(instrumentId, toMs - (toMs % intervalMs('1m')));
  };
  const silent = new Set<string>();
  return {
    receive(message) {
      if (message.kind === 'candle' && followed.has(message.instrumentId)) {
        const { instrumentId, candle } = message;
        quietUntil(instrumentId, candle.openTimeMs);
        candles.onClosed(instrumentId, candle);
        knownToMs.set(instrumentId, candle.openTimeMs + intervalMs('1m'));
      } else if (message.kind === 'state') {
        // A stream that is down is silent without being quiet; its backfill brings what was missed.
        if (message.state === 'live' || message.state === 'delayed') silent.delete(message.instrumentId);
        else silent.add(message.instrumentId);
      } else if (message.kind === 'time') {
        for (const instrumentId of knownToMs.keys()) {
          if (!silent.has(instrumentId)) quietUntil(instrumentId, message.timeMs);
        }
      }
    },
  };
}
