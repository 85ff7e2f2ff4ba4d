import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../../../src-main/engine/ports/journal.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';

/** A place in which a journal lives: `reopen` gives the journal a restarted program would find there. */
export type JournalPlace = { readonly journal: Journal; reopen(): Journal; dispose(): void };

/** What every Journal promises; run it for each implementation. */
export function describeJournalContract(name: string, open: () => JournalPlace): void {
  describe(`${name} keeps the Journal contract`, () => {
    let place: JournalPlace;
    beforeEach(() => {
      place = open();
    });
    afterEach(() => {
      place.dispose();
    });

    it('starts empty', () => {
      expect(place.journal.load()).toEqual({
        bots: [],
        fills: [],
        openOrders: [],
        brackets: new Map(),
        halt: null,
        day: null,
      });
    });

    it('finds brackets again by their entry, as they were last recorded', () => {
      place.journal.recordBracket('order-1', { stopLoss: { price: 99.5 } });
      place.journal.recordBracket('order-2', { target: { fraction: 0.02 }, maxBars: 5 });
      place.journal.recordBracket('order-1', { trailing: { distance: 1, activation: { distance: 2 } } });
      expect([...place.reopen().load().brackets]).toEqual([
        ['order-1', { trailing: { distance: 1, activation: { distance: 2 } } }],
        ['order-2', { target: { fraction: 0.02 }, maxBars: 5 }],
      ]);
    });

    it('finds bots again in the order they were first saved, with their newest configuration and state', () => {
      place.journal.recordBot({ ...BOT, id: 'z' }, 'stopped', 1);
      place.journal.recordBot({ ...BOT, id: 'a' }, 'stopped', 2);
      place.journal.recordBot({ ...BOT, id: 'z', name: 'Renamed' }, 'running', 3);
      place.journal.recordBot({ ...BOT, id: 'gone' }, 'stopped', 4);
      place.journal.removeBot('gone', 5);
      expect(place.reopen().load().bots).toEqual([
        { config: { ...BOT, id: 'z', name: 'Renamed' }, state: 'running' },
        { config: { ...BOT, id: 'a' }, state: 'stopped' },
      ]);
    });

    it('takes the removal of a bot it does not know as done', () => {
      place.journal.removeBot('never', 5);
      expect(place.journal.load().bots).toEqual([]);
    });

    it('finds open orders of every type again, exactly, and forgets ended ones', () => {
      const limit = orderOf('order-limit', {
        type: { kind: 'limit', price: priceFromText('0.000000000123') },
        size: { kind: 'base', quantity: quantityFromText('123456789.00000001') },
      });
      const stop = orderOf('order-stop', {
        side: 'sell',
        type: { kind: 'stop', trigger: priceFromText('60000') },
        purpose: 'stop',
        reduceOnly: true,
      });
      for (const order of [orderOf('order-market'), limit, stop, orderOf('order-done'), orderOf('order-refused')]) {
        place.journal.recordIntent(order);
      }
      place.journal.recordOrderState('order-limit', 'sent', '', 2);
      place.journal.recordOrderState('order-limit', 'working', '', 3);
      place.journal.recordOrderState('order-stop', 'unknown', 'time-out', 3);
      place.journal.recordOrderState('order-done', 'filled', '', 4);
      place.journal.recordOrderState('order-refused', 'refused', 'too small', 4);
      expect(place.reopen().load().openOrders).toEqual([
        { order: orderOf('order-market'), state: 'intent' },
        { order: limit, state: 'working' },
        { order: stop, state: 'unknown' },
      ]);
    });

    it('refuses a second intent under one client order id and a state of an order it never saw', () => {
      place.journal.recordIntent(orderOf('order-1'));
      expect(() => place.journal.recordIntent(orderOf('order-1'))).toThrow();
      expect(() => place.journal.recordOrderState('order-2', 'sent', '', 1)).toThrow();
      expect(place.journal.load().openOrders).toHaveLength(1);
    });

    it('keeps fills to the last digit, in the order they were recorded', () => {
      const fills = [
        fillOf('b'),
        fillOf('a', { side: 'sell', fee: moneyFromText('0'), liquidity: 'maker', timeMs: 1 }),
      ];
      for (const fill of fills) place.journal.recordFill(fill);
      expect(place.reopen().load().fills).toEqual(fills);
    });

    it('records a fill for an order it does not know: the venue is the evidence', () => {
      place.journal.recordFill(fillOf('f', { clientOrderId: 'somebody-elses' }));
      expect(place.journal.load().fills).toHaveLength(1);
    });

    it('takes the same fill twice as one and refuses a different one under the same id', () => {
      expect(place.journal.recordFill(fillOf('f'))).toBe(true);
      expect(place.journal.recordFill(fillOf('f'))).toBe(false);
      expect(() => place.journal.recordFill(fillOf('f', { price: priceFromText('64123.000000000002') }))).toThrow(
        /price/,
      );
      expect(place.reopen().load().fills).toEqual([fillOf('f')]);
    });

    it('remembers the halt in force until it is released', () => {
      place.journal.recordHalt('button', 10);
      const reopened = place.reopen();
      expect(reopened.load().halt).toEqual({ reason: 'button', timeMs: 10 });
      reopened.recordRelease('person', 11);
      expect(reopened.load().halt).toBeNull();
      reopened.recordHalt('loss', 12);
      expect(reopened.load().halt).toEqual({ reason: 'loss', timeMs: 12 });
    });

    it('remembers the equity the latest risk day began with', () => {
      place.journal.recordDay({ startMs: 86_400_000, equity: moneyFromText('10000') });
      place.journal.recordDay({ startMs: 172_800_000, equity: moneyFromText('9876.54321') });
      expect(place.reopen().load().day).toEqual({ startMs: 172_800_000, equity: moneyFromText('9876.54321') });
    });
  });
}
