import type { AccountLane, EngineContext } from './context.ts';
import type { Alarm } from './facts.ts';

/** How an account stands with its exchange, and what a person has to decide there. */
export function tellReconciliation(engine: EngineContext, { account, books }: AccountLane): void {
  if (books === null) return;
  const timeMs = engine.ports.clock.nowMs();
  const { state, findings } = books;
  engine.facts.emit({ kind: 'reconciliation', accountId: account.id, state, findings, timeMs });
}

/** Of all accounts at one exchange. */
export function tellBooks(engine: EngineContext, venue: string): void {
  for (const lane of engine.accounts.values())
    if (lane.isOpen && lane.books?.venue === venue) tellReconciliation(engine, lane);
}

/** Something that a person should see at once. Told once, until it is over. */
export function raiseAlarm(engine: EngineContext, alarm: Alarm): void {
  if (engine.alarms.has(alarm.key)) return;
  engine.alarms.set(alarm.key, alarm);
  engine.ports.log.error(alarm.message, { alarm: alarm.code, botId: alarm.botId });
  engine.facts.emit({ kind: 'alarm', alarm, isOver: false });
}

export function endAlarm(engine: EngineContext, key: string): void {
  const alarm = engine.alarms.get(key);
  if (alarm === undefined) return;
  engine.alarms.delete(key);
  engine.facts.emit({ kind: 'alarm', alarm, isOver: true });
}
