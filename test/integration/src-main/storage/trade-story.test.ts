import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { storyOfTrade } from '../../../../src-main/composition/portfolio/story-of-trade.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { OrderStory } from '../../../../src-main/model/order-story.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import type { AskedTradeView, TradeStoryView } from '../../../../src-preload/contract/story-views.ts';
import { fillOf, orderOf } from './journal-fixtures.ts';

const START_MS = 1_700_000_000_000;

const STORY: OrderStory = {
  decision: {
    ...{ timeMs: START_MS, barOpenMs: START_MS - 60_000, score: 0.25, regime: 'trendUp' },
    parts: [{ signal: 'rsi', score: 0.25, weight: 1, value: 31.5 }],
  },
  sizing: { method: 'share', inputs: [{ name: 'equity', value: '10000 USDT' }], wanted: '5000 USDT' },
  plan: {
    ...{ style: 'makerFirst', arrivalPrice: priceFromText('99.5') },
    checks: [{ rule: 'universe', verdict: 'notApplicable', why: 'there is none' }],
  },
  latestPrice: priceFromText('100'),
  checks: [
    { rule: 'maxPosition', verdict: 'allowed', limit: 'at most 6000 USDT', actual: '5000 USDT' },
    { rule: 'dailyLoss', verdict: 'notApplicable', why: 'no limit is set' },
  ],
};

let folder = '';
let journal: JournalDatabase;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-story-'));
  journal = unwrap(openJournal(folder));
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

function send(
  clientOrderId: string,
  atMs: number,
  changes: Parameters<typeof orderOf>[1] = {},
  story?: OrderStory,
): void {
  const order = orderOf(clientOrderId, { createdMs: START_MS + atMs, ...changes });
  journal.recordIntent(order, 'sent', START_MS + atMs, story);
}

function fill(clientOrderId: string, atMs: number, price: string, changes: Parameters<typeof fillOf>[1] = {}): void {
  const own = { clientOrderId, price: priceFromText(price), quantity: quantityFromText('1'), timeMs: START_MS + atMs };
  journal.recordFill(fillOf(`${clientOrderId}-${atMs}`, { ...own, fee: moneyFromText('0.5'), ...changes }));
}

const state = (id: string, to: 'working' | 'unknown' | 'filled' | 'cancelled', atMs: number, reason = ''): void =>
  journal.recordOrderState(id, to, reason, START_MS + atMs);

/** A plan of two parts, of which the first was taken back; a stop that was cancelled; an exit. Before and after: others. */
function record(): void {
  send('before', 0);
  fill('before', 1, '50');
  send('before-exit', 2, { side: 'sell', purpose: 'signal', reduceOnly: true });
  fill('before-exit', 3, '51', { side: 'sell', purpose: 'signal' });
  send('part-1', 10, { parentId: 'whole', type: { kind: 'postOnly', price: priceFromText('99') } }, STORY);
  state('part-1', 'unknown', 11, 'no answer');
  state('part-1', 'cancelled', 15);
  send('part-2', 16, { parentId: 'whole' }, { ...STORY, decision: null, sizing: null, plan: null });
  state('part-2', 'working', 17);
  fill('part-2', 18, '101', { parentId: 'whole' });
  state('part-2', 'filled', 18);
  send('stop', 19, { side: 'sell', purpose: 'stop', reduceOnly: true });
  send('other-bot', 20, { botId: 'bot-2', reduceOnly: true });
  send('exit', 30, { side: 'sell', purpose: 'signal', reduceOnly: true });
  fill('exit', 31, '110', { side: 'sell', purpose: 'signal' });
  state('stop', 'cancelled', 31);
  send('after', 40);
  fill('after', 41, '120');
}

const ask = (asked: AskedTradeView) => storyOfTrade({ journal, fills: () => journal.load().fills }, asked);
const storyOf = (asked: AskedTradeView): TradeStoryView => unwrap(ask(asked));
const ids = (story: TradeStoryView): string[] => story.orders.map(({ order }) => order.clientOrderId);

describe("a trade's story from the journal (SPEC 5.11)", () => {
  it('is that of the whole trade, whichever of its orders one begins from, over a restart', () => {
    record();
    journal.close();
    journal = unwrap(openJournal(folder));
    const story = storyOf({ clientOrderId: 'part-1' });
    expect(ids(story)).toEqual(['part-1', 'part-2', 'stop', 'exit']);
    for (const id of ['part-2', 'whole', 'stop', 'exit']) expect(storyOf({ clientOrderId: id })).toEqual(story);
    expect(storyOf({ botId: 'bot-1', timeMs: START_MS + 31 })).toEqual(story);
    const [first, second, stop] = story.orders;
    const { decision, sizing, checks } = STORY;
    const plan = { ...STORY.plan, arrivalPrice: '99.5' };
    expect(first).toMatchObject({ isKept: true, decision, sizing, checks, plan });
    expect(first?.states.map((each) => [each.state, each.reason, each.timeMs - START_MS])).toEqual([
      ['sent', '', 10],
      ['unknown', 'no answer', 11],
      ['cancelled', '', 15],
    ]);
    expect(first?.shortfallBps).toBeNull();
    expect(second?.shortfallBps).toBeCloseTo(100, 6);
    expect(stop).toMatchObject({ isKept: false, checks: [], order: { state: 'cancelled', purpose: 'stop' } });
    const { result } = story;
    expect([result?.openedMs, result?.closedMs].map((timeMs) => (timeMs ?? 0) - START_MS)).toEqual([18, 31]);
    expect(result).toMatchObject({ profit: '8', fees: '1', entryPrice: '101', exitPrice: '110' });
  });

  it('of what is still held goes on, of an order that never traded is that order', () => {
    record();
    send('resting', 50, { type: { kind: 'limit', price: priceFromText('1') } }, STORY);
    state('resting', 'unknown', 51, 'no answer');
    send('guard', 52, { side: 'sell', purpose: 'stop', reduceOnly: true });
    const open = storyOf({ clientOrderId: 'guard' });
    expect(ids(open)).toEqual(['after', 'guard']);
    expect(open.result).toMatchObject({ closedMs: null, exitPrice: null, open: '1' });
    const resting = storyOf({ clientOrderId: 'resting' });
    expect([ids(resting), resting.result]).toEqual([['resting'], null]);
    expect(resting.orders[0]?.states.at(-1)).toMatchObject({ state: 'unknown', reason: 'no answer' });
  });

  it('a fill that turns the position round ends one trade and begins the next', () => {
    send('long', 0);
    fill('long', 1, '100');
    send('turn', 2, { side: 'sell', closesOpposite: true });
    fill('turn', 3, '110', { side: 'sell', quantity: quantityFromText('3'), fee: moneyFromText('3') });
    const first = storyOf({ clientOrderId: 'long' });
    expect(ids(first)).toEqual(['long', 'turn']);
    expect(first.result).toMatchObject({ side: 'long', quantity: '1', open: '0', profit: '8.5' });
  });

  it('what is not on disk is said to be unknown', () => {
    record();
    expect(ask({ clientOrderId: 'nobody' })).toMatchObject({
      error: { code: 'badArgument', message: 'order is "nobody", expected one that was sent' },
    });
    expect(ask({ botId: 'bot-1', timeMs: 5 })).toMatchObject({ ok: false });
  });
});
