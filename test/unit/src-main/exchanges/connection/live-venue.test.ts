import { describe, expect, it, vi } from 'vitest';
import { succeed } from '../../../../../src-main/base/outcome.ts';
import type { VenueReport } from '../../../../../src-main/engine/ports/venue.ts';
import type { Fill } from '../../../../../src-main/model/fill.ts';
import {
  moneyFromText,
  moneyToText,
  notionalOf,
  priceFromText,
  quantityFromText,
  quantityToText,
  ZERO_MONEY,
} from '../../../../../src-main/model/money.ts';
import type { TradingRules } from '../../../../../src-main/model/trading-rules.ts';
import { anOrder, createLiveDesk, quoteOrder } from '../../../../fakes/scripted-exchange-desk.ts';

const RULES: TradingRules = {
  status: 'trading',
  minPrice: null,
  maxPrice: null,
  minQuantity: quantityFromText('0.001'),
  maxQuantity: null,
  maxMarketQuantity: null,
  minNotional: moneyFromText('10'),
  maxNotional: null,
  notionalOfMarketOrders: true,
  filterNames: { minNotional: 'NOTIONAL' },
};

function fillsOf(reports: readonly VenueReport[]): Fill[] {
  return reports.flatMap((report) => (report.kind === 'filled' ? [report.fill] : []));
}

describe('live venue: before anything leaves (exchanges.md 6.1 step 1)', () => {
  it('an order that breaks a filter is refused under the filter’s own name', () => {
    const d = createLiveDesk();
    d.instruments[0] = { ...(d.instruments[0] as (typeof d.instruments)[0]), rules: RULES };
    d.venue.submit(anOrder('a', { size: { kind: 'base', quantity: quantityFromText('0.05') } }));
    expect(d.told()).toEqual(['refused a: NOTIONAL: expected at least 10 USDT, got 5 USDT']);
    expect(d.exchange.placements).toEqual([]);
  });

  it('is refused while the clock is in doubt; a cancel still goes', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.isClockInDoubt = true;
    d.venue.submit(anOrder('b'));
    expect(d.told().at(-1)).toMatch(/^refused b: the clock/);
    d.venue.cancel('a');
    await d.timers.run(0);
    expect(d.told().at(-1)).toBe('cancelled a: CANCELED');
  });

  it('one id is never sent twice', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    expect(d.exchange.placements).toEqual(['a']);
  });
});

describe('live venue: replies and the stream (exchanges.md 5.5 2)', () => {
  for (const style of ['orderFirst', 'fillFirst', 'cumulative'] as const) {
    it(`${style}: accepted, filled in two parts, done with the last, each once`, async () => {
      const d = createLiveDesk();
      d.exchange.style = style;
      d.venue.submit(anOrder('a'));
      await d.timers.run(0);
      d.exchange.fill('a', '0.4');
      d.exchange.fill('a', '0.6');
      await d.timers.run(130_000);
      expect(d.told()).toEqual(['accepted a', 'filled a 0.4', 'filled a 0.6 done']);
    });

    it(`${style}: an order by amount is done when the exchange says so`, async () => {
      const d = createLiveDesk();
      d.exchange.style = style;
      d.venue.submit(quoteOrder('a'));
      await d.timers.run(0);
      d.exchange.fill('a', '0.4');
      await d.timers.run(5_000);
      d.exchange.fill('a', '0.6');
      await d.timers.run(130_000);
      expect(d.told()).toEqual(['accepted a', 'filled a 0.4', 'filled a 0.6 done']);
    });

    it(`${style}: partly filled, then ended by the exchange: fills first`, async () => {
      const d = createLiveDesk();
      d.exchange.style = style;
      d.venue.submit(anOrder('a'));
      await d.timers.run(0);
      d.exchange.streamDelaysMs = () => [];
      d.exchange.fill('a', '0.4');
      d.exchange.streamDelaysMs = () => [0, 100];
      d.exchange.end('a', 'EXPIRED_IN_MATCH');
      await d.timers.run(130_000);
      expect(d.told()).toEqual(['accepted a', 'filled a 0.4', 'cancelled a: EXPIRED_IN_MATCH']);
    });
  }

  it('an order by amount that the exchange forgets: its fills are told before its end', async () => {
    const d = createLiveDesk();
    d.venue.submit(quoteOrder('a'));
    await d.timers.run(0);
    d.exchange.streamDelaysMs = () => [];
    d.exchange.fill('a', '0.4');
    d.exchange.find = async () => succeed(null);
    d.exchange.openOrders = async () => succeed([]);
    await d.timers.run(3_600_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 0.4', 'cancelled a: the exchange knows no such order any more']);
  });

  it('an order by amount whose fills are a little less than the exchange’s last word of it, as by rounding', async () => {
    const d = createLiveDesk();
    d.venue.submit(quoteOrder('a'));
    await d.timers.run(0);
    d.exchange.streamDelaysMs = () => [];
    for (const quantity of ['0.2', '0.2']) d.exchange.fill('a', quantity);
    for (const fill of d.exchange.booked.get('a')?.fills ?? []) d.exchange.listener.fill(fill);
    const said = { ...d.exchange.say('a'), status: 'filled', statusText: 'FILLED' } as const;
    d.exchange.listener.order({ ...said, filledQuantity: quantityFromText('0.40000002') });
    expect(d.told()).toEqual(['accepted a', 'filled a 0.2', 'filled a 0.2']);
    await d.timers.run(1_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 0.2', 'filled a 0.2', 'filled a 0.2 done']);
  });

  it('what is missing may be as small as rounding and yet a fill: the order ends once it was asked for (SPEC 4.8)', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.streamDelaysMs = () => [];
    d.exchange.fill('a', '0.99999999');
    d.exchange.fill('a', '0.00000001');
    const [first] = d.exchange.booked.get('a')?.fills ?? [];
    if (first !== undefined) d.exchange.listener.fill(first);
    d.exchange.listener.order(d.exchange.say('a'));
    await d.timers.run(1_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 0.99999999', 'filled a 0.00000001 done']);
  });

  it('an order by amount whose fills are more than the exchange’s last word of it, as by rounding', async () => {
    const d = createLiveDesk();
    d.venue.submit(quoteOrder('a'));
    await d.timers.run(0);
    d.exchange.streamDelaysMs = () => [];
    d.exchange.fill('a', '0.40000001');
    for (const fill of d.exchange.booked.get('a')?.fills ?? []) d.exchange.listener.fill(fill);
    const said = { ...d.exchange.say('a'), status: 'cancelled', statusText: 'EXPIRED' } as const;
    const last = { ...said, filledQuantity: quantityFromText('0.4') };
    d.exchange.find = async () => succeed(last);
    d.exchange.openOrders = async () => succeed([]);
    d.exchange.listener.order(last);
    await d.timers.run(3_600_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 0.40000001', 'cancelled a: EXPIRED']);
  });

  it('an order to be cancelled of which only a fill is heard is cancelled at once', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.exchange.streamDelaysMs = () => [];
    d.exchange.restDelayMs = () => 5_000;
    d.venue.submit(anOrder('a'));
    await d.timers.run(100);
    d.venue.cancel('a');
    expect(d.exchange.cancels).toEqual([]);
    d.exchange.fill('a', '0.4');
    for (const fill of d.exchange.booked.get('a')?.fills ?? []) d.exchange.listener.fill(fill);
    await d.timers.run(0);
    expect(d.exchange.cancels).toEqual(['a']);
  });

  it('the stream is faster than the reply', async () => {
    const d = createLiveDesk();
    d.exchange.placeDelayMs = () => 1_000;
    d.venue.submit(anOrder('a'));
    await d.timers.run(1_500);
    expect(d.told()).toEqual(['accepted a']);
    d.exchange.fill('a', '1');
    await d.timers.run(60_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 1 done']);
  });

  it('nothing is heard of the stream: reconciliation each minute finds the fills', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.venue.submit(anOrder('a'));
    await d.timers.run(1_000);
    d.exchange.fill('a', '1');
    await d.timers.run(62_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 1 done']);
  });

  it('after a break of the stream everything is asked for at once', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.listener.broken('scripted');
    d.exchange.streamDelaysMs = () => [];
    d.exchange.fill('a', '0.5');
    await d.timers.run(2_000);
    d.exchange.listener.connected();
    await d.timers.run(500);
    expect(d.told()).toEqual(['accepted a', 'filled a 0.5']);
  });

  it('an unknown status is kept, looked up again, and no crash', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    const said = d.exchange.say('a');
    d.exchange.listener.order({ ...said, status: 'unknown', statusText: 'PENDING_NEW_MOON' });
    d.exchange.streamDelaysMs = () => [];
    d.exchange.end('a', 'EXPIRED');
    await d.timers.run(3_000);
    expect(d.told()).toEqual(['accepted a', 'cancelled a: EXPIRED']);
    expect(d.log.lines.some((line) => line.includes('PENDING_NEW_MOON'))).toBe(true);
  });

  it('orders of somebody else are nobody’s business', () => {
    const d = createLiveDesk();
    const other = { clientOrderId: '', venueOrderId: 'x', instrumentId: undefined, status: 'working' } as const;
    d.exchange.listener.order({
      ...other,
      statusText: 'NEW',
      filledQuantity: quantityFromText('0'),
      filledValue: moneyFromText('0'),
      updatedMs: 0,
    });
    expect(d.told()).toEqual([]);
  });
});

describe('live venue: an order of unknown fate (exchanges.md 6.1 step 5, SPEC 4.3)', () => {
  it('is looked up at 1, 2, 4, 8, 15, 30 s and adopted when it is found', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.exchange.blindUntilMs = d.timers.nowMs() + 20_000;
    const sentMs = d.timers.nowMs();
    d.venue.submit(anOrder('a'));
    await d.timers.run(10_000);
    d.exchange.fill('a', '1');
    await d.timers.run(25_000);
    expect(d.exchange.finds.map(({ atMs }) => atMs - sentMs)).toEqual([1, 2, 4, 8, 15, 30].map((s) => s * 1_000));
    expect(d.told()).toEqual(['unknown a: timed out', 'accepted a', 'filled a 1 done']);
    expect(d.exchange.placements).toEqual(['a']);
  });

  it('is found by the stream before any lookup', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.exchange.streamDelaysMs = () => [300];
    d.venue.submit(anOrder('a'));
    await d.timers.run(400);
    expect(d.told()).toEqual(['unknown a: timed out', 'accepted a']);
    await d.timers.run(40_000);
    expect(d.exchange.finds).toEqual([]);
  });

  it('absent in every lookup, without a fill, its request dead: it never reached the exchange', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'neverArrives' });
    d.venue.submit(anOrder('a'));
    await d.timers.run(29_900);
    expect(d.told()).toEqual(['unknown a: timed out']);
    await d.timers.run(200);
    expect(d.told()).toEqual(['unknown a: timed out', 'refused a: never reached the exchange']);
    // Two looks of every ten seconds, and the proof.
    expect(d.exchange.fillRequests.length).toBe(3);
    expect(d.exchange.placements).toEqual(['a']);
  });

  it('a user stream that breaks again and again does not make an order that is not found yet an absent one', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.blindUntilMs = d.timers.nowMs() + 20_000;
    for (let second = 0; second < 20; second++) {
      d.exchange.listener.broken('cut');
      d.exchange.listener.connected();
      await d.timers.run(1_000);
    }
    await d.timers.run(60_000);
    expect(d.exchange.finds.length).toBeGreaterThan(6);
    expect(d.told()).toEqual(['accepted a']);
  });

  it('is not believed absent while REST does not answer', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'neverArrives' });
    d.exchange.isRestDown = () => true;
    d.venue.submit(anOrder('a'));
    await d.timers.run(600_000);
    expect(d.told()).toEqual(['unknown a: timed out']);
    d.exchange.isRestDown = () => false;
    await d.timers.run(60_000);
    expect(d.told().at(-1)).toBe('refused a: never reached the exchange');
  });

  it('lookups that come before its request is dead prove nothing', async () => {
    const d = createLiveDesk();
    Object.assign(d.exchange, { requestLifeMs: 120_000 });
    d.exchange.placeFaults.push({ kind: 'neverArrives' });
    d.venue.submit(anOrder('a'));
    await d.timers.run(129_000);
    expect(d.told()).toEqual(['unknown a: timed out']);
    await d.timers.run(5_000);
    expect(d.told().at(-1)).toBe('refused a: never reached the exchange');
  });

  it('a fill of it is proof, even when lookups do not know it', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.exchange.blindUntilMs = d.timers.nowMs() + 100_000;
    d.venue.submit(anOrder('a'));
    await d.timers.run(5_000);
    d.exchange.fill('a', '1');
    const fill = d.exchange.booked.get('a')?.fills[0];
    if (fill === undefined) throw new Error('expected a fill');
    d.exchange.listener.fill(fill);
    expect(d.told()).toEqual(['unknown a: timed out', 'accepted a', 'filled a 1 done']);
  });

  it('holds back another entry on its side, not the other side and no exit', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'neverArrives' });
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.venue.submit(anOrder('b'));
    d.venue.submit(anOrder('c', { side: 'sell', reduceOnly: true, purpose: 'signal' }));
    d.venue.submit(anOrder('d', { reduceOnly: true, purpose: 'signal' }));
    await d.timers.run(0);
    expect(d.told()).toEqual([
      'unknown a: timed out',
      'refused b: the fate of order a on the same side is not known yet',
      'accepted c',
      'accepted d',
    ]);
  });

  it('the same body is sent once more where the exchange knows its id again', async () => {
    const d = createLiveDesk();
    d.exchange.resend = 'sameBody';
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.exchange.blindUntilMs = Number.POSITIVE_INFINITY;
    d.venue.submit(anOrder('a'));
    await d.timers.run(1_500);
    expect(d.exchange.placements).toEqual(['a', 'a']);
    expect(d.told()).toEqual(['unknown a: timed out', 'accepted a']);
    expect(d.exchange.booked.size).toBe(1);
  });

  it('a refusal of the second sending proves nothing of the first', async () => {
    const d = createLiveDesk();
    d.exchange.resend = 'sameBody';
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'lostReply' }, { kind: 'refused', reason: 'insufficient funds' });
    d.exchange.blindUntilMs = d.timers.nowMs() + 3_000;
    d.venue.submit(anOrder('a'));
    await d.timers.run(5_000);
    expect(d.told()).toEqual(['unknown a: timed out', 'accepted a']);
  });

  it('what certainly did not arrive is sent again under its id, while it is fresh', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'notPlaced', retryAfterMs: 2_000 });
    d.venue.submit(anOrder('a'));
    await d.timers.run(1_900);
    expect(d.told()).toEqual([]);
    await d.timers.run(200);
    expect(d.told()).toEqual(['accepted a']);
    d.exchange.placeFaults.push({ kind: 'notPlaced', retryAfterMs: 60_000 });
    d.venue.submit(anOrder('b'));
    await d.timers.run(0);
    expect(d.told().at(-1)).toBe('refused b: too busy');
    expect(d.exchange.placements).toEqual(['a', 'a', 'b']);
  });

  it('an id that exists already is looked up and adopted', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'duplicate' });
    d.venue.submit(anOrder('a'));
    await d.timers.run(100);
    expect(d.told().at(-1)).toBe('accepted a');
  });

  it('an order that was believed absent and lives is cancelled, and the log says so', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.exchange.blindUntilMs = d.timers.nowMs() + 50_000;
    d.venue.submit(anOrder('a'));
    await d.timers.run(40_000);
    expect(d.told().at(-1)).toBe('refused a: never reached the exchange');
    d.exchange.listener.order(d.exchange.say('a'));
    await d.timers.run(0);
    expect(d.exchange.say('a').status).toBe('cancelled');
    expect(d.log.lines.some((line) => line.startsWith('error: an order lives'))).toBe(true);
  });
});

describe('live venue: cancels', () => {
  it('races a fill: the order is looked up and told as it is (-2011 + FILLED)', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.streamDelaysMs = () => [];
    d.exchange.fill('a', '1');
    d.venue.cancel('a');
    await d.timers.run(1_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 1 done']);
  });

  it('waits for the answer of a placement that is on its way', async () => {
    const d = createLiveDesk();
    d.exchange.placeDelayMs = () => 1_000;
    d.exchange.streamDelaysMs = () => [];
    d.venue.submit(anOrder('a'));
    d.venue.cancel('a');
    await d.timers.run(1_500);
    expect(d.exchange.cancels).toEqual([]);
    await d.timers.run(1_000);
    expect(d.exchange.cancels).toEqual(['a']);
    expect(d.told()).toEqual(['accepted a', 'cancelled a: CANCELED']);
  });

  it('of an order that waits for its turn keeps it from leaving', async () => {
    const d = createLiveDesk();
    d.exchange.turnDelayMs = 3_000;
    d.venue.submit(anOrder('a'));
    await d.timers.run(1_000);
    d.venue.cancel('a');
    await d.timers.run(60_000);
    expect(d.told()).toEqual(['cancelled a: taken back before it was placed']);
    expect(d.exchange.placements).toEqual([]);
  });

  it('waits for an order of unknown fate to be found', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.venue.cancel('a');
    await d.timers.run(2_000);
    expect(d.told()).toEqual(['unknown a: timed out', 'accepted a', 'cancelled a: CANCELED']);
  });

  it('of an order that waits to be sent again ends it', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'notPlaced', retryAfterMs: 2_000 });
    d.venue.submit(anOrder('a'));
    await d.timers.run(100);
    d.venue.cancel('a');
    await d.timers.run(5_000);
    expect(d.told()).toEqual(['cancelled a: taken back before it was placed']);
    expect(d.exchange.placements).toEqual(['a']);
  });

  it('is tried again until the order is gone', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    let failures = 3;
    d.exchange.cancelFault = () => (failures-- > 0 ? 'neverArrives' : null);
    d.venue.cancel('a');
    await d.timers.run(60_000);
    expect(d.told()).toEqual(['accepted a', 'cancelled a: CANCELED']);
    expect(d.exchange.cancels.length).toBe(4);
  });

  it('whose reply is lost is found to have worked', async () => {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.fill('a', '0.3');
    d.exchange.cancelFault = () => 'lostReply';
    d.venue.cancel('a');
    await d.timers.run(5_000);
    expect(d.told()).toEqual(['accepted a', 'filled a 0.3', 'cancelled a: CANCELED']);
  });
});

describe('live venue: fees', () => {
  it('in the base asset: the position gets the net, cash pays for the gross, to the last digit', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.fill('a', '1', { price: '99.99', fee: { asset: 'BTC', amount: '0.00075' } });
    const [fill] = fillsOf(d.reports);
    if (fill === undefined) throw new Error('expected a fill');
    expect(quantityToText(fill.quantity)).toBe('0.99925');
    expect(notionalOf(fill.price, fill.quantity) + fill.fee).toBe(
      notionalOf(priceFromText('99.99'), quantityFromText('1')),
    );
    expect(d.told().at(-1)).toBe('filled a 0.99925 done');
  });

  it('in the quote asset as it is, in a third one at its value with where that comes from, rebates negative (SPEC 10.4)', async () => {
    const d = createLiveDesk();
    d.values = { BNB: '600.5' };
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.fill('a', '0.2', { fee: { asset: 'USDT', amount: '0.0123' } });
    d.exchange.fill('a', '0.2', { fee: { asset: 'BNB', amount: '0.0001' } });
    d.exchange.fill('a', '0.2', { fee: { asset: 'USDT', amount: '-0.001' } });
    expect(fillsOf(d.reports).map(({ fee }) => moneyToText(fee))).toEqual(['0.0123', '0.06005', '-0.001']);
    const [quote, third] = fillsOf(d.reports);
    expect(quote?.charged).toBeUndefined();
    expect(third?.charged).toEqual({
      asset: 'BNB',
      amount: moneyFromText('0.0001'),
      rate: priceFromText('600.5'),
      source: 'scripted:BNB-USDT',
      rateMs: d.timers.nowMs(),
    });
  });

  it('that cannot be valued are kept in their asset and said in the log (SPEC 10.4)', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    await d.timers.run(0);
    d.exchange.fill('a', '1', { fee: { asset: 'KCS', amount: '0.5' } });
    expect(fillsOf(d.reports).map(({ fee }) => moneyToText(fee))).toEqual(['0']);
    const [{ charged } = {}] = fillsOf(d.reports);
    expect([charged?.asset, charged?.source, moneyToText(charged?.amount ?? ZERO_MONEY)]).toEqual([
      'KCS',
      'unknown',
      '0.5',
    ]);
    expect(d.log.lines.some((line) => line.startsWith('error:') && line.includes('KCS') && line.includes('0.5'))).toBe(
      true,
    );
  });

  it('fills of two orders with the same number at the exchange are two', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a'));
    d.venue.submit(anOrder('b', { side: 'sell' }));
    await d.timers.run(0);
    d.exchange.fill('a', '1');
    d.exchange.fill('b', '1');
    const ids = fillsOf(d.reports).map(({ fillId }) => fillId);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^a\//);
  });
});

describe('live venue: after a restart (exchanges.md 6.1 step 6, SPEC 4.4)', () => {
  async function threeOrders(): Promise<ReturnType<typeof createLiveDesk>> {
    const d = createLiveDesk();
    d.exchange.streamDelaysMs = () => [];
    for (const id of ['filled', 'working', 'gone']) d.venue.submit(anOrder(id));
    await d.timers.run(0);
    return d;
  }

  it('orders are looked up; what the journal knows is not told again', async () => {
    const old = await threeOrders();
    old.exchange.fill('working', '0.5');
    await old.timers.run(61_000);
    const known = fillsOf(old.reports);
    expect(known.length).toBe(1);
    await old.venue.dispose();
    old.exchange.fill('filled', '1');
    old.exchange.end('gone');
    old.exchange.fill('working', '0.2');
    const d = createLiveDesk(old.timers.nowMs());
    for (const [id, booked] of old.exchange.booked) d.exchange.booked.set(id, booked);
    d.venue.restore(
      ['filled', 'working', 'gone', 'never'].map((id) => ({
        order: anOrder(id),
        state: id === 'never' ? ('sent' as const) : ('working' as const),
      })),
      known,
    );
    await d.timers.run(120_000);
    expect(d.told().sort()).toEqual([
      'cancelled gone: EXPIRED',
      'filled filled 1 done',
      'filled working 0.2',
      'refused never: never reached the exchange',
      'unknown never: sent before the app ended',
    ]);
  });

  it('one that is not listed and whose lookup is lost keeps the books open until it is told (SPEC 19.10)', async () => {
    const old = await threeOrders();
    old.exchange.end('gone');
    await old.venue.dispose();
    const looks: string[] = [];
    const books = { looked: () => void looks.push('looked'), lost: (reason: string) => void looks.push(reason) };
    const d = createLiveDesk(old.timers.nowMs(), undefined, books);
    for (const [id, booked] of old.exchange.booked) d.exchange.booked.set(id, booked);
    const find = d.exchange.find.bind(d.exchange);
    let isLost = true;
    d.exchange.find = (reference) => (isLost ? Promise.reject(new Error('no answer')) : find(reference));
    void d.venue.restore([{ order: anOrder('gone'), state: 'working' }], []);
    await d.timers.run(15_000);
    expect(d.told()).toEqual([]);
    expect(looks).toContain('the fate of order gone');
    expect(looks.slice(looks.indexOf('the fate of order gone'))).not.toContain('looked');
    isLost = false;
    await d.timers.run(30_000);
    expect(d.told()).toEqual(['cancelled gone: EXPIRED']);
    expect(looks.at(-1)).toBe('looked');
  });

  it('a look tells what orders did until five seconds before it began, and nothing while fills cannot be read (SPEC 19.11)', async () => {
    const looks: number[] = [];
    const books = {
      looked: (_foreign: readonly unknown[], toldUpToMs: number) => void looks.push(toldUpToMs),
      lost: vi.fn(),
    };
    const d = createLiveDesk(undefined, undefined, books);
    await d.timers.run(0);
    d.venue.submit(anOrder('rests'));
    d.exchange.restDelayMs = () => 400;
    await d.timers.run(11_000);
    expect(looks).toEqual([-5_000, 5_000]);
    const fills = d.exchange.fills.bind(d.exchange);
    let isLost = true;
    d.exchange.fills = (...asked) => (isLost ? Promise.reject(new Error('no answer')) : fills(...asked));
    await d.timers.run(30_000);
    expect(looks).toHaveLength(2);
    isLost = false;
    await d.timers.run(11_000);
    expect(looks).toHaveLength(3);
    expect(books.lost).not.toHaveBeenCalled();
  });

  it('all its fills known but not that it is done: the last one is told again, the very same', async () => {
    const old = await threeOrders();
    old.exchange.fill('filled', '1');
    await old.timers.run(61_000);
    const known = fillsOf(old.reports);
    const d = createLiveDesk(old.timers.nowMs());
    for (const [id, booked] of old.exchange.booked) d.exchange.booked.set(id, booked);
    d.venue.restore([{ order: anOrder('filled'), state: 'working' }], known);
    await d.timers.run(10_000);
    expect(d.reports).toEqual([{ kind: 'filled', fill: known[0], done: true }]);
  });

  it('of unknown fate with fills that are known: found, it is told to be there, or the engine would wait for ever', async () => {
    const old = await threeOrders();
    old.exchange.fill('working', '0.5');
    await old.timers.run(61_000);
    const d = createLiveDesk(old.timers.nowMs());
    for (const [id, booked] of old.exchange.booked) d.exchange.booked.set(id, booked);
    d.venue.restore([{ order: anOrder('working'), state: 'unknown' }], fillsOf(old.reports));
    await d.timers.run(10_000);
    expect(d.told()).toEqual(['accepted working']);
  });

  it('sent by a clock that was an hour ahead and has been set right since: its fills are found all the same', async () => {
    const old = await threeOrders();
    old.exchange.fill('filled', '1');
    const d = createLiveDesk(old.timers.nowMs());
    for (const [id, booked] of old.exchange.booked) d.exchange.booked.set(id, booked);
    const order = anOrder('filled', { createdMs: old.timers.nowMs() + 3_600_000 });
    d.venue.restore([{ order, state: 'working' }], []);
    await d.timers.run(10_000);
    expect(d.told()).toEqual(['filled filled 1 done']);
  });

  it('one that never arrived is refused a minute after it was sent, however often the app is started meanwhile (SPEC 4.7)', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'neverArrives' });
    const order = anOrder('a');
    d.venue.submit(order);
    await d.timers.run(5_000);
    await d.venue.dispose();
    let desk = d;
    const told: string[] = [];
    for (let start = 0; start < 5; start++) {
      desk = createLiveDesk(0, desk);
      void desk.venue.restore([{ order, state: start === 0 ? 'sent' : 'unknown' }], []);
      await desk.timers.run(11_000);
      await desk.venue.dispose();
      told.push(...desk.told());
    }
    expect(told).toEqual(['unknown a: sent before the app ended', 'refused a: never reached the exchange']);
  });

  it('one that was sent long ago is asked for, and its fills, before it is believed absent (SPEC 4.7)', async () => {
    const d = createLiveDesk();
    await d.timers.run(3_600_000);
    const [finds, fills] = [d.exchange.finds.length, d.exchange.fillRequests.length];
    await d.venue.restore([{ order: anOrder('never'), state: 'unknown' }], []);
    await d.timers.run(11_000);
    expect(d.exchange.finds.length).toBe(finds + 2);
    expect(d.exchange.fillRequests.length).toBeGreaterThan(fills);
    expect(d.told()).toEqual(['refused never: never reached the exchange']);
  });

  it('one that only seems old, as the clock was set, is looked for until it would be listed (SPEC 4.7)', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('there'));
    await d.timers.run(0);
    d.exchange.fill('there', '1');
    const again = createLiveDesk(0, d);
    again.exchange.blindUntilMs = again.timers.nowMs() + 4_900;
    const createdMs = again.timers.nowMs() - 3_600_000;
    void again.venue.restore([{ order: anOrder('there', { createdMs }), state: 'sent' }], []);
    await again.timers.run(30_000);
    expect(again.told()).toEqual(['unknown there: sent before the app ended', 'accepted there', 'filled there 1 done']);
  });

  it('one that was written down just now may have left just now: it is looked for as long as any', async () => {
    const d = createLiveDesk();
    const order = anOrder('a', { createdMs: d.timers.nowMs() - 15_000 });
    void d.venue.restore([{ order, state: 'sent' }], []);
    await d.timers.run(29_000);
    expect(d.told()).toEqual(['unknown a: sent before the app ended']);
    await d.timers.run(2_000);
    expect(d.told().at(-1)).toBe('refused a: never reached the exchange');
  });

  it('an intent that never left is refused, and nobody is asked', async () => {
    const d = createLiveDesk();
    d.venue.restore([{ order: anOrder('a'), state: 'intent' }], []);
    await d.timers.run(60_000);
    expect(d.told()).toEqual(['refused a: never sent']);
    expect(d.exchange.finds).toEqual([]);
  });

  it('an order that worked and is known to nobody any more is told as cancelled, never as refused', async () => {
    const d = createLiveDesk();
    d.venue.restore([{ order: anOrder('a'), state: 'working' }], []);
    await d.timers.run(60_000);
    expect(d.told()).toEqual(['cancelled a: the exchange knows no such order any more']);
  });

  it('disposed, nothing is reported and no timer is left', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.venue.submit(anOrder('a'));
    await d.timers.run(500);
    await d.venue.dispose();
    d.reports.length = 0;
    d.exchange.fill('a', '1');
    d.venue.submit(anOrder('b'));
    await d.timers.run(120_000);
    expect(d.told()).toEqual([]);
    expect(d.exchange.isStreamDisposed).toBe(true);
    expect(d.timers.pending()).toBe(0);
  });
});

describe('live venue: two orders of which one ends the other', () => {
  const list = { id: 'pair', handledBy: 'venue' } as const;

  it('leave in one request, and each is told of', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a', { list }));
    expect(d.exchange.placements).toEqual([]);
    d.venue.submit(anOrder('b', { list }));
    await d.timers.run(0);
    expect(d.exchange.lists).toEqual([['a', 'b']]);
    expect(d.told()).toEqual(['accepted a', 'accepted b']);
  });

  it('one without the other does not leave', async () => {
    const d = createLiveDesk();
    d.venue.submit(anOrder('a', { list }));
    await d.timers.run(0);
    expect(d.told()).toEqual(['refused a: the other order of its list did not leave']);
    expect(d.exchange.placements).toEqual([]);
  });

  it('a lost reply leaves both to be looked up', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'lostReply' });
    d.venue.submit(anOrder('a', { list }));
    d.venue.submit(anOrder('b', { list }));
    await d.timers.run(60_000);
    expect(d.exchange.lists).toHaveLength(1);
    expect(d.told().filter((told) => told.startsWith('accepted'))).toEqual(['accepted a', 'accepted b']);
  });

  it('what certainly did not arrive is not sent again order by order', async () => {
    const d = createLiveDesk();
    d.exchange.placeFaults.push({ kind: 'notPlaced', retryAfterMs: 100 });
    d.venue.submit(anOrder('a', { list }));
    d.venue.submit(anOrder('b', { list }));
    await d.timers.run(5_000);
    expect(d.exchange.lists).toHaveLength(1);
    expect(d.told().map((told) => told.slice(0, 9))).toEqual(['refused a', 'refused b']);
  });
});
