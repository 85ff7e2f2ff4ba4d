import type { BotConfig } from '../../model/bot.ts';
import type { Candle, CandleColumns } from '../../model/candle.ts';

/** What a strategy elsewhere is told of its own position with each bar. */
export type PositionSnapshot = {
  readonly side: 'long' | 'short' | 'flat';
  /** Base asset, never negative. */
  readonly quantity: number;
  /** NaN when flat. */
  readonly averagePrice: number;
  readonly entries: number;
  readonly barsHeld: number;
};

/** A strategy at work elsewhere, for one bot. After `stop` nothing comes back from it any more. */
export interface RemoteStrategy {
  /** A bar closed. The candle is the callee's to keep. */
  onBar(candle: Candle, position: PositionSnapshot): void;
  stop(): void;
}

/**
 * Where a trader's own strategies run: apart from the engine, so that neither a loop without end nor a throw reaches it.
 * What they want comes back as `intents` events of the engine's queue, what went wrong as `strategyFailed`.
 */
export interface StrategyHost {
  /** Null for a strategy that runs in the engine itself. `history` are the closed bars before the first `onBar`. */
  start(bot: BotConfig, history: CandleColumns): RemoteStrategy | null;
}
