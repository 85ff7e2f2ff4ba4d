import type { ExecutionReport } from '../../../model/execution-report.ts';
import { averagePrice, priceToNumber } from '../../../model/money.ts';
import type { Side } from '../../../model/order.ts';
import type { TimestampMs } from '../../../model/time.ts';
import type { Plan } from './plan.ts';

export function reportOf(plan: Plan, endedMs: TimestampMs | null, reason: string): ExecutionReport {
  const { parent, filled, value, made, arrivalPrice } = plan;
  const average = filled === 0n ? null : averagePrice(value, filled);
  return {
    parentId: parent.clientOrderId,
    accountId: parent.accountId,
    botId: parent.botId,
    instrumentId: parent.instrumentId,
    side: parent.side,
    style: plan.style.kind,
    wanted: parent.size,
    filled,
    arrivalPrice,
    averagePrice: average,
    shortfallBps: average === null ? null : shortfallBps(parent.side, priceToNumber(average), arrivalPrice),
    fees: plan.fees,
    makerShare: filled === 0n ? 0 : Number(made) / Number(filled),
    children: plan.children,
    startedMs: plan.startedMs,
    endedMs,
    reason,
  };
}

/** Positive is a loss. */
export function shortfallBps(side: Side, average: number, arrival: number): number {
  const worse = side === 'buy' ? average - arrival : arrival - average;
  return (worse / arrival) * 10_000;
}
