import type { ApprovedOrder } from '../../src-main/engine/ports/approved-order.ts';
import { approve } from '../../src-main/engine/risk/approve.ts';
import type { ProposalMarket } from '../../src-main/engine/risk/rule.ts';
import type { Instrument } from '../../src-main/model/instrument.ts';
import { createInstrument } from '../../src-main/model/instrument.ts';
import { moneyFromText, ZERO_MONEY } from '../../src-main/model/money.ts';
import type { Order } from '../../src-main/model/order.ts';

/** A market whose prices are as good as they get. */
export const openMarket: ProposalMarket = {
  instrument: createInstrument('demo', 'BTC-USDT') as Instrument,
  mark: { price: 100 },
  feed: { state: 'live', sinceMs: 0 },
};

/** An order that an account without limits lets through, for tests that begin at the venue. */
export function approved(order: Order): ApprovedOrder {
  const plenty = moneyFromText('1000000000');
  const notional = order.size.kind === 'quote' ? order.size.amount : moneyFromText('1');
  const verdict = approve(
    { order, market: openMarket, notional, margin: notional, frees: ZERO_MONEY, held: ZERO_MONEY, adds: false },
    {
      limits: { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 },
      halted: false,
      equity: plenty,
      buyingPower: plenty,
      dayStartEquity: plenty,
      quoteAsset: 'USDT',
      universe: null,
      governor: null,
      isLive: false,
      wasReconciled: true,
      whyNotReconciled: () => null,
    },
  );
  if (!verdict.approved) throw new Error(`refused by ${verdict.refusal.rule}`);
  return verdict.order;
}
