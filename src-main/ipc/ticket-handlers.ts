import type { ManualOrderView, TicketPreviewView } from '../../src-preload/contract/ticket-views.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { ManualOrder, ManualPreview, ManualSize, ManualType } from '../model/manual-order.ts';
import {
  moneyFromText,
  moneyToText,
  priceFromText,
  priceToText,
  quantityFromText,
  quantityToText,
} from '../model/money.ts';
import type { AreaHandlers } from './handlers.ts';

export type TicketPort = {
  readonly preview: (order: ManualOrder) => ManualPreview | string;
  /** Null when it left, or why not. */
  readonly place: (order: ManualOrder) => string | null;
};

export function ticketHandlers(ticket: TicketPort) {
  return {
    'ticket.preview': (wanted) => succeed(viewOf(ticket.preview(orderOf(wanted)))),
    'ticket.place': (wanted) => {
      const refusal = ticket.place(orderOf(wanted));
      return refusal === null ? succeed({}) : fail('badArgument', refusal);
    },
  } satisfies AreaHandlers<'ticket'>;
}

function orderOf(wanted: ManualOrderView): ManualOrder {
  const { stopLoss, target } = wanted;
  return {
    ...wanted,
    type: typeOf(wanted.type),
    size: sizeOf(wanted.size),
    stopLoss: stopLoss === null ? null : priceFromText(stopLoss),
    target: target === null ? null : priceFromText(target),
  };
}

function typeOf(type: ManualOrderView['type']): ManualType {
  if (type.kind === 'market') return type;
  if (type.kind === 'stop') return { kind: 'stop', trigger: priceFromText(type.trigger) };
  const price = priceFromText(type.price);
  return type.kind === 'stopLimit'
    ? { kind: 'stopLimit', trigger: priceFromText(type.trigger), price }
    : { kind: type.kind, price };
}

function sizeOf(size: ManualOrderView['size']): ManualSize {
  if (size.kind === 'quantity') return { kind: 'quantity', quantity: quantityFromText(size.quantity) };
  return size.kind === 'amount' ? { kind: 'amount', amount: moneyFromText(size.amount) } : size;
}

function viewOf(preview: ManualPreview | string): TicketPreviewView {
  if (typeof preview === 'string') return { problem: preview };
  const { fee, lossAtStop } = preview;
  return {
    ...preview,
    quantity: quantityToText(preview.quantity),
    price: priceToText(preview.price),
    worth: moneyToText(preview.worth),
    fee: fee === null ? null : { bps: fee.bps, amount: moneyToText(fee.amount) },
    positionAfter: quantityToText(preview.positionAfter),
    equity: moneyToText(preview.equity),
    exposureBefore: moneyToText(preview.exposureBefore),
    exposureAfter: moneyToText(preview.exposureAfter),
    lossAtStop: lossAtStop === null ? null : moneyToText(lossAtStop),
  };
}
