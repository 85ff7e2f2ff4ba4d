import { describe, expect, it } from 'vitest';
import { volumeShareImpact } from '../../../../../src-main/exchanges/paper/slippage.ts';
import type { OrderBook } from '../../../../../src-main/model/market-trade.ts';
import { ratioToText } from '../../../../../src-main/model/money.ts';
import { BTC, START_MS } from '../../../../fakes/engine-session.ts';
import { base, limit, quote, stop, VenueDesk } from '../../../../fakes/venue-desk.ts';

const VOLUME_SHARE = { kind: 'volumeShare', priceImpact: 0.1, volumeLimit: 0.25 } as const;

describe('slippage by volume share (SPEC 11.11)', () => {
  it.each([
    [10, 100, '0.001'], // 0.1 × 0.1²
    [25, 100, '0.00625'],
    [90, 100, '0.00625'],
    [1, 0, '0.00625'],
    [1, 3e6, '0.000000000001'], // 1.1e-14, rounded up
  ])('%d of %d', (quantity, volume, rate) => {
    expect(ratioToText(volumeShareImpact(quantity, volume, VOLUME_SHARE))).toBe(rate);
  });

  it('counts what other orders took of the bar, fills no more than the limit, and pays on market and stop orders', () => {
    const desk = new VenueDesk({}, 0, { model: { slippage: VOLUME_SHARE } });
    desk.order({ size: base(10) });
    desk.order({ side: 'sell', size: base(20) });
    desk.bar([100, 100, 100, 100], 100);
    // 10 % moves 0.1 %; with what is left, 15, the share is 25 %
    expect(desk.fills()).toEqual(['buy 10@100.1 taker 0', 'sell 15@99.375 taker 0']);
    desk.bar([100, 100, 100, 100], 100);
    expect(desk.fills()[2]).toBe('sell 5@99.975 taker 0');
    expect(desk.allFills().map(({ fillId }) => fillId)).toEqual(['d-1-1', 'd-2-1', 'd-2-2']);
    expect(desk.reports.flatMap((report) => (report.kind === 'filled' ? [report.done] : []))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('spends no more than a quote size, impact included', () => {
    const desk = new VenueDesk({}, 0, { model: { slippage: VOLUME_SHARE } });
    desk.order({ size: quote(1000) });
    desk.bar([100, 100, 100, 100], 100);
    // 10 at 100 would be 10 %, impact 0.1 %: 1000 ÷ 100.1 = 9.99000999…
    expect(desk.fills()).toEqual(['buy 9.99@100.1 taker 0']);
  });

  it('leaves limits alone', () => {
    const desk = new VenueDesk({}, 0, { model: { slippage: VOLUME_SHARE } });
    desk.order({ type: limit(100), size: base(10) });
    desk.bar([101, 101, 99, 100], 100);
    expect(desk.fills()).toEqual(['buy 10@100 maker 0']);
  });
});

describe('slippage in ticks', () => {
  it('is paid by market and stop orders alone', () => {
    const desk = new VenueDesk({}, 0, { model: { slippage: { kind: 'ticks', ticks: 3 } } });
    desk.order();
    desk.order({ side: 'sell', type: stop(95) });
    desk.order({ side: 'sell', type: limit(105) });
    desk.bar([100, 106, 94, 100]);
    expect(desk.fills()).toEqual(['buy 1@100.03 taker 0', 'sell 1@94.97 taker 0', 'sell 1@105 maker 0']);
  });

  it('leaves a price of at least one tick', () => {
    const desk = new VenueDesk({}, 0, { model: { slippage: { kind: 'ticks', ticks: 3 } } });
    desk.order({ side: 'sell' });
    desk.bar([0.02, 0.02, 0.02, 0.02]);
    expect(desk.fills()).toEqual(['sell 1@0.01 taker 0']);
  });
});

describe('walking the book (SPEC 11.11)', () => {
  const bookAt = (timeMs: number): OrderBook => ({
    instrumentId: BTC.id,
    timeMs,
    bids: { prices: Float64Array.of(99.9, 99.8), quantities: Float64Array.of(1, 2) },
    asks: { prices: Float64Array.of(100.1, 100.2, 100.5), quantities: Float64Array.of(1, 2, 4) },
  });

  function bookDesk(costs = {}) {
    const held = { book: bookAt(START_MS) as OrderBook | null };
    const desk = new VenueDesk(costs, 0, { model: { slippage: { kind: 'book' } }, bookOf: () => held.book });
    return { desk, held };
  }

  it('takes level by level; what the book cannot fill waits for the next book', () => {
    const { desk, held } = bookDesk({ spreadBps: 50, slippageBps: 50 });
    const order = desk.order({ size: base(8) });
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100.1 taker 0', 'buy 2@100.2 taker 0', 'buy 4@100.5 taker 0']);
    desk.trade(100);
    expect(desk.fills()).toHaveLength(3);
    held.book = bookAt(START_MS + 2);
    desk.trade(100);
    expect(desk.fills()[3]).toBe('buy 1@100.1 taker 0');
    expect(desk.reports.at(-1)).toMatchObject({
      kind: 'filled',
      done: true,
      fill: { fillId: `${order.clientOrderId}-4` },
    });
  });

  it('sells nothing twice', () => {
    const { desk } = bookDesk();
    desk.order({ size: base(1) });
    desk.order({ botId: 'other', size: base(2) });
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100.1 taker 0', 'buy 2@100.2 taker 0']);
  });

  it('is never better than what was traded', () => {
    const { desk } = bookDesk();
    desk.order({ size: base(1) });
    desk.order({ side: 'sell', size: base(1) });
    desk.trade(100.3);
    expect(desk.fills()).toEqual(['buy 1@100.3 taker 0', 'sell 1@99.9 taker 0']);
  });

  it('keeps a limit within its price; the rest stands', () => {
    const { desk } = bookDesk();
    desk.order({ type: limit(100.2), size: base(5) });
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100.1 taker 0', 'buy 2@100.2 taker 0']);
    desk.trade(100.1);
    expect(desk.fills()[2]).toBe('buy 2@100.2 maker 0');
  });

  it('a stop that the book cannot fill goes on at market', () => {
    const { desk, held } = bookDesk();
    desk.order({ side: 'sell', type: stop(99), size: base(4) });
    desk.trade(98.5);
    held.book = bookAt(START_MS + 5);
    desk.trade(100);
    expect(desk.fills()).toEqual(['sell 1@98.5 taker 0', 'sell 2@98.5 taker 0', 'sell 1@99.9 taker 0']);
  });

  it('without a book pays spread and slippage as ever', () => {
    const { desk, held } = bookDesk({ spreadBps: 20, slippageBps: 10 });
    held.book = null;
    desk.order();
    desk.trade(100);
    expect(desk.fills()).toEqual(['buy 1@100.2 taker 0']);
  });
});
