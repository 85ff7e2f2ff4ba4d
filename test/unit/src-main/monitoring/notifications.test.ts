import { describe, expect, it } from 'vitest';
import type { NotificationKind } from '../../../../src-main/base/notification-kinds.ts';
import { NOTIFICATION_KINDS } from '../../../../src-main/base/notification-kinds.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { Fact } from '../../../../src-main/engine/facts.ts';
import { quantityFromText } from '../../../../src-main/model/money.ts';
import type { Order, OrderState } from '../../../../src-main/model/order.ts';
import { notableOf } from '../../../../src-main/monitoring/notable.ts';
import { NotificationDesk } from '../../../../src-main/monitoring/notification-desk.ts';
import { GATHER_MS } from '../../../../src-main/monitoring/notification-storm.ts';
import { type Notification, notificationOf } from '../../../../src-main/monitoring/notification-text.ts';
import { LONG_OUTAGE_MS } from '../../../../src-main/monitoring/outages.ts';

const names = { botName: (id: string) => `name of ${id}` };
const halted: Fact = { kind: 'halted', reason: 'loss of 1,234 USDT', timeMs: 0 };
const orderFact = (accountId: string, state: OrderState = 'filled'): Fact => ({
  kind: 'order',
  order: {
    ...({ clientOrderId: 'o', accountId, botId: 'b', instrumentId: 'binance:BTC-USDT', side: 'buy' } as const),
    ...({ type: { kind: 'market' }, size: { kind: 'base', quantity: quantityFromText('0.5') } } as const),
    ...({ purpose: 'entry', tag: '', reduceOnly: false, closesOpposite: false, createdMs: 0 } as const),
  } satisfies Order,
  ...{ state, reason: '', timeMs: 0 },
});

type Changes = {
  readonly kinds?: Partial<Record<NotificationKind, boolean>>;
  readonly hidesAmounts?: boolean;
  readonly language?: 'en' | 'de';
};

/** A desk with the clock, the looks at the window and at the exchange in the test's hands. */
function openDesk(changes: Changes = {}) {
  const clock = createSimulatedClock(1_000_000);
  const shown: Notification[] = [];
  const held = { isWatched: false, isDown: false };
  const all = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, true])) as Record<NotificationKind, boolean>;
  const desk = new NotificationDesk({
    ...{ clock, names, isWatched: () => held.isWatched, language: () => changes.language ?? 'en' },
    connections: () => [{ venue: 'binance', name: 'Binance', isDown: held.isDown }],
    settings: () => ({ kinds: { ...all, ...changes.kinds }, hidesAmounts: changes.hidesAmounts ?? false }),
    show: (notification) => shown.push(notification),
  });
  const tell = (...facts: readonly Fact[]): void => {
    for (const fact of facts) desk.takeFact({ sequence: 1, fact });
  };
  const advance = (ms: number): void => clock.advanceTo(clock.nowMs() + ms);
  return { shown, held, tell, advance };
}

describe('which fact becomes a notification', () => {
  it('paper orders, orders that work on and what is over are none', () => {
    const facts: readonly Fact[] = [
      orderFact('paper'),
      orderFact('binance:USDT', 'working'),
      { kind: 'released', reason: 'r', timeMs: 0 },
      { kind: 'riskMode', group: 'live', mode: { kind: 'normal' }, cause: 'day over', timeMs: 0 },
      { kind: 'reconciliation', accountId: 'a', state: { kind: 'green', sinceMs: 0 }, findings: [], timeMs: 0 },
    ];
    expect(facts.map((fact) => notableOf(fact, names))).toEqual([null, null, null, null, null]);
  });

  it('a lost stop, a limit and a live fill name whom they are about and the page concerned', () => {
    const alarm = { key: 'k', code: 'unprotected', botId: 'b', message: 'no stop', sinceMs: 0 } as const;
    expect(notableOf({ kind: 'alarm', alarm, isOver: false }, names)).toMatchObject({
      ...{ kind: 'stop', about: 'name of b', page: 'orders' },
    });
    expect(notableOf({ kind: 'alarm', alarm, isOver: true }, names)).toBeNull();
    const hold = { kind: 'reduceOnly', source: 'dayLoss', reason: '', until: 'day', sinceMs: 0 } as const;
    const mode = { kind: 'reduceOnly', holds: [hold] } as const;
    expect(notableOf({ kind: 'riskMode', group: 'live', mode, cause: 'dayLoss', timeMs: 0 }, names)).toMatchObject({
      ...{ kind: 'limit', event: 'limitHit', page: 'risk' },
    });
    expect(notableOf(orderFact('binance:USDT'), names)).toMatchObject({ about: 'BTC-USDT ▲', detail: '0.5' });
  });
});

describe('the desk of notifications', () => {
  it('says what happened, in the person’s language, and hides amounts where it is told to', () => {
    const plain = openDesk();
    plain.tell(halted);
    expect(plain.shown).toEqual([{ title: 'Trading halted', body: 'loss of 1,234 USDT', page: 'risk' }]);
    const hiding = openDesk({ hidesAmounts: true, language: 'de' });
    hiding.tell(halted);
    expect(hiding.shown).toEqual([{ title: 'Handel angehalten', body: '', page: 'risk' }]);
  });

  it('is silent while a window is watched, also about what was gathered before, and of kinds that are off', () => {
    const { shown, held, tell, advance } = openDesk({ kinds: { fill: false } });
    held.isWatched = true;
    tell(halted);
    held.isWatched = false;
    tell(orderFact('binance:USDT'));
    expect(shown).toEqual([]);
    tell(halted, halted);
    held.isWatched = true;
    advance(GATHER_MS);
    held.isWatched = false;
    advance(GATHER_MS);
    expect(shown).toHaveLength(1);
  });

  it('makes one notification of a storm, the gravest first', () => {
    const { shown, tell, advance } = openDesk();
    tell(...Array.from({ length: 500 }, () => orderFact('binance:USDT')), halted);
    expect(shown).toHaveLength(1);
    advance(GATHER_MS);
    expect(shown.slice(1)).toEqual([
      { title: '500 events', body: 'Trading halted\n499 × Live order filled', page: 'risk' },
    ]);
    advance(10 * GATHER_MS);
    expect(shown).toHaveLength(2);
  });

  it('says that a connection is lost once it was for long, and that it is back only then', () => {
    const { shown, held, advance } = openDesk();
    held.isDown = true;
    advance(LONG_OUTAGE_MS - 5000);
    held.isDown = false;
    advance(5000);
    expect(shown).toEqual([]);
    held.isDown = true;
    advance(2 * LONG_OUTAGE_MS);
    held.isDown = false;
    advance(GATHER_MS);
    expect(shown.map(({ title, body }) => `${title}: ${body}`)).toEqual([
      'Connection lost: Binance',
      'Connection is back: Binance',
    ]);
  });

  it('shows no more lines than fit', () => {
    const notables = Array.from({ length: 9 }, (_, index) => ({
      ...({ kind: 'bot', event: 'botFailed', about: `bot ${index}`, detail: '', page: 'dashboard' } as const),
    }));
    const notification = notificationOf(notables, { language: 'en', hidesAmounts: false });
    expect(notification?.body.split('\n')).toHaveLength(5);
    expect(notificationOf([], { language: 'en', hidesAmounts: false })).toBeNull();
  });
});
