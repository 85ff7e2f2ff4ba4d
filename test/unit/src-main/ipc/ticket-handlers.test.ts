import { describe, expect, it } from 'vitest';
import { ticketHandlers } from '../../../../src-main/ipc/ticket-handlers.ts';
import type { ManualOrder } from '../../../../src-main/model/manual-order.ts';
import { priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { ManualOrderView } from '../../../../src-preload/contract/ticket-views.ts';
import { ticketPreview } from '../../../../src-preload/contract/ticket-views.ts';
import { EngineSession } from '../../../fakes/engine-session.ts';

const VIEW: ManualOrderView = {
  accountId: 'paper',
  instrumentId: 'test:BTC-USDT',
  side: 'buy',
  type: { kind: 'stopLimit', trigger: '101', price: '102.5' },
  size: { kind: 'quantity', quantity: '0.5' },
  stopLoss: '90',
  target: null,
};

describe('the ticket’s channels', () => {
  it('an order comes to the engine with exact numbers', () => {
    const placed: ManualOrder[] = [];
    const place = (order: ManualOrder): null => {
      placed.push(order);
      return null;
    };
    const handlers = ticketHandlers({ preview: () => 'none', place });
    expect(handlers['ticket.place'](VIEW)).toEqual({ ok: true, value: {} });
    expect(placed).toEqual([
      {
        ...VIEW,
        type: { kind: 'stopLimit', trigger: priceFromText('101'), price: priceFromText('102.5') },
        size: { kind: 'quantity', quantity: quantityFromText('0.5') },
        stopLoss: priceFromText('90'),
      },
    ]);
  });

  it('a refusal names its reason', () => {
    const handlers = ticketHandlers({ preview: () => 'none', place: () => 'maxPosition: at most 1; it is 2' });
    expect(handlers['ticket.place'](VIEW)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('maxPosition') },
    });
  });

  it('a look at the engine fits the contract; one at nothing is a problem in words', () => {
    const session = new EngineSession();
    const handlers = ticketHandlers({ preview: (order) => session.engine.previewOrder(order), place: () => null });
    expect(handlers['ticket.preview'](VIEW)).toEqual({
      ok: true,
      value: { problem: expect.stringContaining('no price') },
    });
    session.flat(100);
    const seen = handlers['ticket.preview'](VIEW);
    if (!seen.ok) throw new Error('expected an answer');
    expect(ticketPreview.parse(seen.value)).toMatchObject({ quantity: '0.5', worth: '50.5', positionAfter: '0.5' });
  });
});
