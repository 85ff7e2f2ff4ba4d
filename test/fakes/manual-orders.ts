import type { ManualOrder } from '../../src-main/model/manual-order.ts';
import { handId } from '../../src-main/model/manual-order.ts';
import { quantityFromText } from '../../src-main/model/money.ts';
import type { EngineSession } from './engine-session.ts';
import { BTC } from './engine-session.ts';

export const HAND = handId('paper', BTC.id);

/** A person's order: 50 BTC of paper money at market, save for what is changed. */
export function manualOrder(changes: Partial<ManualOrder> = {}): ManualOrder {
  return {
    accountId: 'paper',
    instrumentId: BTC.id,
    side: 'buy',
    type: { kind: 'market' },
    size: { kind: 'quantity', quantity: quantityFromText('50') },
    stopLoss: null,
    target: null,
    ...changes,
  };
}

/** Null when it left, or why not. */
export function placeByHand(session: EngineSession, changes: Partial<ManualOrder> = {}): string | null {
  return session.command({ kind: 'placeOrder', order: manualOrder(changes) });
}
