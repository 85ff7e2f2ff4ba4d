import { divideCeil } from '../../src-main/model/decimal.ts';
import type { Fill } from '../../src-main/model/fill.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../src-main/model/money.ts';
import type { CoreFill, CoreOrder, ExchangeCore } from '../exchange/core/core-types.ts';
import type { JournalledOrder, OrderJournal } from './order-journal.ts';

/** What the journal says that is not so at the exchange, and the other way round. All orders have ended. */
export function orderProblems(journal: OrderJournal, core: ExchangeCore): readonly string[] {
  const atExchange = new Map<string, CoreOrder[]>();
  for (const order of core.orders()) {
    const same = atExchange.get(order.clientOrderId) ?? [];
    atExchange.set(order.clientOrderId, [...same, order]);
  }
  const problems = [...journal.problems];
  for (const [clientOrderId, orders] of atExchange) {
    if (orders.length > 1) problems.push(`${clientOrderId} became ${orders.length} orders`);
    if (!journal.orders.has(clientOrderId)) problems.push(`${clientOrderId} is none of ours`);
  }
  for (const [clientOrderId, known] of journal.orders) {
    const fills = core.fills().filter((fill) => fill.clientOrderId === clientOrderId);
    problems.push(...stateProblems(known, atExchange.get(clientOrderId)?.[0]), ...fillProblems(known, fills));
  }
  return problems;
}

function stateProblems({ order, state, story }: JournalledOrder, real: CoreOrder | undefined): readonly string[] {
  if (isSameEnd(state, real)) return [];
  const truth = real?.status ?? 'not there';
  return [`${order.clientOrderId} (${order.type.kind}) was told to be ${state}, it is ${truth}: ${story.join(', ')}`];
}

function isSameEnd(state: JournalledOrder['state'], real: CoreOrder | undefined): boolean {
  if (real === undefined) return state === 'refused' || state === 'cancelled';
  if (real.status === 'filled') return state === 'filled';
  const isOver = real.status === 'cancelled' || real.status === 'expired' || real.status === 'expiredInMatch';
  // One that ended at once, unfilled, may be called refused.
  return isOver && (state === 'cancelled' || (state === 'refused' && Number(real.filledQuantity) === 0));
}

function fillProblems({ order, fills }: JournalledOrder, real: readonly CoreFill[]): readonly string[] {
  const expected = real.map(realText).sort();
  const told = [...fills.values()].map((fill) => toldText(fill, real)).sort();
  if (expected.join() === told.join()) return [];
  return [`${order.clientOrderId}: fills told ${told.join(' + ')}, expected ${expected.join(' + ')}`];
}

/** Price, quantity as the position changes, fee in the quote asset; a fee in a third asset is not compared. */
function realText(fill: CoreFill): string {
  const [base, quote] = fill.symbol.split('-');
  const price = priceFromText(fill.price);
  const quantity = quantityFromText(fill.quantity) as bigint;
  const fee = moneyFromText(fill.fee) as bigint;
  if (fill.feeAsset === quote) return [price, quantity, moneyToText(moneyFromText(fill.fee))].join(' ');
  if (fill.feeAsset !== base) return [price, quantity, `in ${fill.feeAsset}`].join(' ');
  const charged = divideCeil(fee, 10n ** 12n);
  const net = fill.side === 'buy' ? quantity - charged : quantity + charged;
  return [price, net, moneyToText((price * charged) as Fill['fee'])].join(' ');
}

function toldText({ price, quantity, fee }: Fill, real: readonly CoreFill[]): string {
  const third = real.find((fill) => !fill.symbol.split('-').includes(fill.feeAsset) && isLike(fill, price, quantity));
  return [price, quantity, third === undefined ? moneyToText(fee) : `in ${third.feeAsset}`].join(' ');
}

function isLike(fill: CoreFill, price: bigint, quantity: bigint): boolean {
  return priceFromText(fill.price) === price && quantityFromText(fill.quantity) === quantity;
}
