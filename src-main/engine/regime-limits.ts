import type { Money, Quantity } from '../model/money.ts';
import { floorToStep, ratioFromNumber, shareOf } from '../model/money.ts';
import type { OrderSize } from '../model/order.ts';
import type { BotLane } from './context.ts';
import { instrumentOf } from './context.ts';
import type { ProposalRegime } from './risk/rule.ts';

const NOT_KNOWN = { current: null, sinceMs: Number.NaN };

/** What the rule on regimes is asked with; null for a bot whose settings have none. */
export function proposalRegime({ config, running }: BotLane): ProposalRegime | null {
  if (config.regimes === undefined) return null;
  return { allowed: config.regimes.allowed, now: running?.regime ?? NOT_KNOWN };
}

/** What an entry takes of its size in the regime there is now. */
export function sizeInRegime(lane: BotLane, size: OrderSize): OrderSize {
  const now = lane.running?.regime?.current ?? null;
  const factor = now === null ? 1 : (lane.config.regimes?.sizeFactors[now] ?? 1);
  if (factor === 1) return size;
  const share = ratioFromNumber(factor);
  if (size.kind === 'quote') return { kind: 'quote', amount: shareOf(size.amount, share) };
  const part = shareOf(size.quantity as bigint as Money, share) as bigint as Quantity;
  return { kind: 'base', quantity: floorToStep(part, instrumentOf(lane).step) };
}
