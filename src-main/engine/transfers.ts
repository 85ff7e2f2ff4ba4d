import type { Money } from '../model/money.ts';
import type { Transfer } from '../model/transfer.ts';
import type { AccountLane, EngineContext } from './context.ts';
import { onTransfer } from './govern.ts';

/** Money that came or went otherwise than by trading: on disk first, and no profit of the day it came on. */
export function recordTransfer(engine: EngineContext, lane: AccountLane, amount: Money, reason: string): void {
  const { clock, ids, journal } = engine.ports;
  const timeMs = clock.nowMs();
  const accountId = lane.account.id;
  const transfer: Transfer = { transferId: ids.nextClientOrderId(), accountId, amount, reason, timeMs };
  journal.recordTransfer(transfer);
  lane.portfolio.transfer(amount);
  if (lane.day !== null) {
    lane.day = { ...lane.day, equity: (lane.day.equity + amount) as Money };
    journal.recordDay(accountId, lane.day);
  }
  onTransfer(engine, lane, amount);
  engine.facts.emit({ kind: 'transfer', transfer, cash: lane.portfolio.cash });
}
