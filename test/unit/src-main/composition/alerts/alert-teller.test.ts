import { expect, it } from 'vitest';
import { alertTeller } from '../../../../../src-main/composition/alerts/open-alerts.ts';
import type { DesktopParts } from '../../../../../src-main/composition/desktop-parts.ts';
import type { Notable } from '../../../../../src-main/monitoring/notable.ts';
import { notificationOf } from '../../../../../src-main/monitoring/notification-text.ts';
import type { FactView } from '../../../../../src-preload/contract/facts.ts';

const request = {
  id: 'a',
  instrumentId: 'demo:BTC-USDT',
  price: 64_000.5,
  direction: 'either',
  repeats: 'once',
  note: 'breakout',
} as const;
const alert = { ...request, setMs: 1, isArmed: false, firings: [] };

it('says symbol, way, level and note outside the window, and waits with the window until there is one', () => {
  const [notables, pushed, waiting]: [Notable[], FactView[], (() => void)[]] = [[], [], []];
  const parts = {
    notices: { whenOpen: (tell: () => void) => waiting.push(tell) },
    facts: { pusher: { push: (fact: FactView) => pushed.push(fact) } },
  } as unknown as Pick<DesktopParts, 'notices' | 'facts'>;
  const tell = alertTeller(parts, (notable) => notables.push(notable));
  tell(alert, { timeMs: 0, direction: 'up', price: 64_001, isLate: false }, 1);
  const [notable] = notables;
  if (notable === undefined) throw new Error('nothing was told outside the window');
  expect(notificationOf([notable], { language: 'en', hidesAmounts: false })).toEqual({
    title: 'Price alert',
    body: 'BTC-USDT ▲ · 64000.5 · breakout',
    page: 'chart',
  });
  expect(notificationOf([notable], { language: 'de', hidesAmounts: true })?.body).toBe('BTC-USDT ▲');
  expect(pushed).toEqual([]);
  for (const later of waiting) later();
  expect(pushed).toMatchObject([{ kind: 'alertFired', alert: request, count: 1 }]);
});
