import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Journal } from '../../../../src-main/engine/ports/journal.ts';
import { paperAccount } from '../../../../src-main/model/account.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';
import { journalScript } from './journal-script.ts';

/** A place in which a journal lives, and what a program that is started again would find there. */
export type JournalPlace = {
  readonly journal: Journal;
  /** After a clean stop. */
  reopen(): Journal;
  /** After the process died without a word: what was acknowledged is there. */
  crash(): Journal;
  /** After a clean stop, on a disk that takes some more writes (at most thousands) and then none. */
  reopenOnFullDisk(): Journal;
  dispose(): void;
};

const SCRIPTS = 12;
const SCRIPT_STEPS = 60;
const LONG_REASON = 'x'.repeat(500);

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
        days: new Map(),
        governors: new Map(),
        latestOrdersMs: [],
        accounts: [],
        transfers: [],
        ignored: [],
      });
    });

    it('finds live accounts again as they were last opened or closed, their transfers, and what is ignored', () => {
      const account = { ...paperAccount('USDC', moneyFromText('0')), id: 'binance-USDC', venue: 'binance' } as const;
      const transfer = { transferId: 't', accountId: account.id, amount: moneyFromText('-12.345678901234567891') };
      place.journal.recordAccount(account, true, 1);
      place.journal.recordAccount({ ...account, id: 'a', group: 'live' }, true, 2);
      place.journal.recordAccount({ ...account, id: 'a', group: 'live' }, false, 3);
      place.journal.recordTransfer({ ...transfer, reason: 'left', timeMs: 4 });
      place.journal.recordIgnored({ venue: 'binance', key: 'balance:BTC', amount: moneyFromText('1') }, 5);
      place.journal.recordIgnored({ venue: 'binance', key: 'balance:BTC', amount: moneyFromText('2.5') }, 6);
      expect(place.reopen().load()).toMatchObject({
        accounts: [
          { account: { ...account, id: 'a', group: 'live' }, isOpen: false },
          { account, isOpen: true },
        ],
        transfers: [{ ...transfer, reason: 'left', timeMs: 4 }],
        ignored: [{ venue: 'binance', key: 'balance:BTC', amount: moneyFromText('2.5') }],
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
        place.journal.recordIntent(order, 'intent', 1);
      }
      place.journal.recordIntent(orderOf('order-sent'), 'sent', 1);
      place.journal.recordOrderState('order-limit', 'sent', '', 2);
      place.journal.recordOrderState('order-limit', 'working', '', 3);
      place.journal.recordOrderState('order-stop', 'unknown', 'time-out', 3);
      place.journal.recordOrderState('order-done', 'filled', '', 4);
      place.journal.recordOrderState('order-refused', 'refused', 'too small', 4);
      expect(place.reopen().load().openOrders).toEqual([
        { order: orderOf('order-market'), state: 'intent' },
        { order: limit, state: 'working' },
        { order: stop, state: 'unknown' },
        { order: orderOf('order-sent'), state: 'sent' },
      ]);
    });

    it('refuses a second intent under one client order id and a state of an order it never saw', () => {
      place.journal.recordIntent(orderOf('order-1'), 'sent', 1);
      expect(() => place.journal.recordIntent(orderOf('order-1', { tag: 'again' }), 'intent', 2)).toThrow();
      expect(() => place.journal.recordOrderState('order-2', 'sent', '', 1)).toThrow();
      const expected = [{ order: orderOf('order-1'), state: 'sent' }];
      expect(place.journal.load().openOrders).toEqual(expected);
      expect(place.crash().load().openOrders).toEqual(expected);
    });

    it('goes on after a call it refused', () => {
      expect(() => place.journal.recordOrderState('nobody', 'sent', '', 1)).toThrow();
      place.journal.recordHalt('still writing', 1);
      expect(place.reopen().load().halt?.reason).toBe('still writing');
    });

    it('refuses an id of an order that has ended: it is used up for ever', () => {
      place.journal.recordIntent(orderOf('order-1'), 'sent', 1);
      place.journal.recordOrderState('order-1', 'filled', '', 2);
      expect(() => place.reopen().recordIntent(orderOf('order-1'), 'sent', 3)).toThrow();
    });

    it('hands out what is the caller’s own: later writes and changes to it change nothing', () => {
      const bot = structuredClone(BOT);
      place.journal.recordBot(bot, 'stopped', 1);
      place.journal.recordFill(fillOf('a'));
      const before = place.journal.load();
      Object.assign(bot, { name: 'changed by its owner' });
      place.journal.recordFill(fillOf('b'));
      expect(before.fills).toEqual([fillOf('a')]);
      (before.bots[0] as { state: string }).state = 'failed';
      expect(place.journal.load().bots).toEqual([{ config: BOT, state: 'stopped' }]);
    });

    it('tells each time all fills until then, and leaves what it told before as it was', () => {
      const place = open();
      place.journal.recordFill(fillOf('first'));
      const before = place.journal.load().fills;
      place.journal.recordFill(fillOf('second'));
      expect(place.journal.load().fills).toEqual([fillOf('first'), fillOf('second')]);
      expect(place.journal.load().fills).toEqual([fillOf('first'), fillOf('second')]);
      expect(before).toEqual([fillOf('first')]);
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

    it('remembers the equity the latest risk day of each account began with', () => {
      place.journal.recordDay('paper', { startMs: 86_400_000, equity: moneyFromText('10000') });
      place.journal.recordDay('other', { startMs: 86_400_000, equity: moneyFromText('5') });
      place.journal.recordDay('paper', { startMs: 172_800_000, equity: moneyFromText('9876.54321') });
      const { days } = place.reopen().load();
      expect([...days].sort()).toEqual([
        ['other', { startMs: 86_400_000, equity: moneyFromText('5') }],
        ['paper', { startMs: 172_800_000, equity: moneyFromText('9876.54321') }],
      ]);
    });

    it('remembers by group what its governor allowed last, and what it counts from', () => {
      const hold = { kind: 'flatten', source: 'dayLoss', reason: 'lost', until: 'day', sinceMs: 3 } as const;
      const mark = { startMs: 86_400_000, start: moneyFromText('10000.5'), peak: moneyFromText('10001.25') };
      const marks = { peak: moneyFromText('12000.00000000000000000001'), day: mark, week: { ...mark, startMs: 0 } };
      place.journal.recordRiskMode({ group: 'paper', mode: { kind: 'normal' }, cause: 'released', timeMs: 1 });
      place.journal.recordRiskMode({ group: 'live', mode: { kind: 'normal' }, cause: 'released', timeMs: 2 });
      const mode = { kind: 'flatten', holds: [hold] } as const;
      place.journal.recordRiskMode({ group: 'paper', mode, cause: 'dayLoss: lost', timeMs: 3 });
      place.journal.recordMarks('paper', { ...marks, peak: moneyFromText('1') });
      place.journal.recordMarks('paper', marks);
      expect(place.crash().load().governors).toEqual(
        new Map([
          ['paper', { mode, marks }],
          ['live', { mode: { kind: 'normal' }, marks: null }],
        ]),
      );
    });

    it('remembers marks of a group whose mode never changed', () => {
      const mark = { startMs: 0, start: moneyFromText('1'), peak: moneyFromText('2') };
      const marks = { peak: moneyFromText('2'), day: mark, week: mark };
      place.journal.recordMarks('live', marks);
      expect(place.reopen().load().governors).toEqual(new Map([['live', { mode: { kind: 'normal' }, marks }]]));
    });

    it('remembers when the newest orders were made, those that have ended too', () => {
      for (const createdMs of [5, 7, 11])
        place.journal.recordIntent(orderOf(`at-${createdMs}`, { createdMs }), 'sent', 1);
      place.journal.recordOrderState('at-7', 'filled', '', 12);
      expect(place.reopen().load().latestOrdersMs).toEqual([5, 7, 11]);
    });

    it('keeps every write it acknowledged when the process dies', () => {
      place.journal.recordBot(BOT, 'running', 1);
      place.journal.recordIntent(orderOf('order-1'), 'sent', 1);
      place.journal.recordOrderState('order-1', 'working', '', 2);
      place.journal.recordFill(fillOf('f'));
      const acknowledged = place.journal.load();
      expect(place.crash().load()).toEqual(acknowledged);
    });

    it('sends nothing more once a write failed, keeps what it acknowledged, still reads, and works again on a disk with room', () => {
      place.journal.recordIntent(orderOf('order-1'), 'sent', 1);
      const full = place.reopenOnFullDisk();
      const plain: Journal = new MemoryJournal();
      plain.recordIntent(orderOf('order-1'), 'sent', 1);
      expect(intendUntilFull(full, plain)).toBeGreaterThan(0);
      expect(() => full.recordIntent(orderOf('order-2'), 'sent', 1)).toThrow();
      expect(() => full.recordIntent(orderOf('order-3'), 'intent', 1)).toThrow();
      // Last words may still be taken, into room that was kept for them: then they are there.
      const words: ((journal: Journal) => unknown)[] = [
        (journal) => journal.recordHalt('full', 2),
        (journal) => journal.recordOrderState('order-1', 'unknown', '', 2),
        (journal) => journal.recordFill(fillOf('late')),
      ];
      for (const word of words) if (answerOf(() => word(full)) !== 'refused') word(plain);
      expect(full.load()).toEqual(plain.load());
      const after = place.reopen();
      expect(after.load()).toEqual(plain.load());
      after.recordIntent(orderOf('order-2'), 'sent', 3);
      after.recordHalt('once more', 3);
      expect(after.load().halt).toEqual({ reason: 'once more', timeMs: 3 });
    });

    it.each(Array.from({ length: SCRIPTS }, (_, script) => script + 1))(
      'tells after the random writes of seed %i what the plainest journal tells, over restarts and crashes',
      (seed) => {
        const plain = new MemoryJournal();
        let journal = place.journal;
        for (const step of journalScript(seed, SCRIPT_STEPS)) {
          if (step.kind === 'write')
            expect(answerOf(() => step.write(journal))).toEqual(answerOf(() => step.write(plain)));
          else journal = step.kind === 'reopen' ? place.reopen() : place.crash();
        }
        expect(journal.load()).toEqual(plain.load());
        expect(place.reopen().load()).toEqual(plain.load());
      },
    );
  });
}

/** Intents until the first that is refused, those before in `plain` as well; how many there were. */
function intendUntilFull(journal: Journal, plain: Journal): number {
  for (let index = 0; index < 20_000; index++) {
    const order = orderOf(`full-${index}`, { tag: LONG_REASON });
    if (answerOf(() => journal.recordIntent(order, 'sent', index)) === 'refused') return index;
    plain.recordIntent(order, 'sent', index);
  }
  throw new Error('the disk never became full');
}

/** What a call came to: its value, or that it was refused. */
function answerOf(call: () => unknown): unknown {
  try {
    return { value: call() };
  } catch {
    return 'refused';
  }
}
