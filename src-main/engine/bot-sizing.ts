import type { Money } from '../model/money.ts';
import { shareOf } from '../model/money.ts';
import { intervalMs } from '../model/time.ts';
import type { BotLane, EngineContext } from './context.ts';
import { dailyVolatility } from './risk/sizing/daily-volatility.ts';
import { kellyShare } from './risk/sizing/kelly-share.ts';
import type { SizingFacts } from './risk/sizing/size-entry.ts';
import { sizeEntry } from './risk/sizing/size-entry.ts';
import { nearestStop, stopDistance } from './risk/sizing/stop-distance.ts';
import type { EnterIntent } from './strategies/intent.ts';

/** What an entry is worth that names no size: by the bot's settings, at most its share of the equity. Null: refused. */
export function wholeSizeOf(engine: EngineContext, lane: BotLane, intent: EnterIntent): Money | null {
  const { sizing } = lane.config.risk;
  if (sizing === undefined) return shareOf(lane.account.portfolio.equity(), lane.sizeShare);
  const sized = sizeEntry(sizing, wholeSizeFacts(lane, intent));
  if ('amount' in sized) return sized.amount;
  const timeMs = engine.ports.clock.nowMs();
  engine.facts.emit({ kind: 'refused', botId: lane.config.id, ...sized.refusal, timeMs });
  return null;
}

/** What the size of an entry is worked out from now. */
export function wholeSizeFacts(lane: BotLane, intent: EnterIntent): SizingFacts {
  const equity = lane.account.portfolio.equity();
  const { config, holding, running } = lane;
  const { sizing, stopLossFraction } = config.risk;
  const { record } = holding;
  const entryPrice = intent.limitPrice ?? intent.stopPrice ?? holding.mark.price;
  const stop = intent.bracket?.stopLoss;
  const bracketed = stop === undefined ? null : stopDistance(stop, entryPrice, intent.side);
  const bars = sizing?.kind === 'volatilityTarget' ? sizing.bars : 0;
  const isKnown = bars > 0 && running !== null && running.frame.count > bars;
  return {
    equity,
    most: shareOf(equity, lane.sizeShare),
    stopDistance: nearestStop([stopLossFraction, bracketed]),
    dailyVolatility: isKnown ? dailyVolatility(running.frame.close, bars, intervalMs(config.interval)) : Number.NaN,
    kelly: { share: kellyShare(record), trips: record.trips },
  };
}
