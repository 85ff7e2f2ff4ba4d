import { describe, expect, it } from 'vitest';
import { fail, unwrap } from '../../../../../src-main/base/outcome.ts';
import { pairTableOf } from '../../../../../src-main/exchanges/kraken/pair-table.ts';
import { createOrderProtocol } from '../../../../../src-main/exchanges/kraken/venue.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order } from '../../../../../src-main/model/order.ts';
import type { BuiltRequest } from '../../../../../src-main/resilience/transport.ts';
import { krakenDesk } from './kraken-desk.ts';

const KEYS = { apiKey: 'key', secret: 'c2VjcmV0' };

function openVenue(parts: Partial<ReturnType<typeof krakenDesk>['parts']> = {}) {
  const session = krakenDesk();
  const protocol = createOrderProtocol({ ...session.parts, ...parts }, KEYS);
  const instrument = pairTableOf(session.transport).ofInstrument('kraken:BTC-USD')?.instrument as Instrument;
  return { ...session, protocol, instrument };
}

const order = (more: Partial<Order> = {}): Order => ({
  clientOrderId: 'mine-1',
  accountId: 'paper',
  botId: 'b',
  instrumentId: 'kraken:BTC-USD',
  side: 'buy',
  type: { kind: 'limit', price: priceFromText('100') },
  size: { kind: 'base', quantity: quantityFromText('1') },
  purpose: 'entry',
  tag: '',
  reduceOnly: false,
  closesOpposite: false,
  createdMs: 0,
  ...more,
});
const ok = (result: unknown) => ({ status: 200, text: JSON.stringify({ error: [], result }) });
const words = (...error: string[]) => ({ status: 200, text: JSON.stringify({ error }) });
const endpointOf = ({ url }: BuiltRequest): string => url.split('/').at(-1) ?? '';
const fieldsOf = ({ body }: BuiltRequest) => Object.fromEntries(new URLSearchParams(body));
const row = (more: Record<string, unknown> = {}) => ({
  status: 'closed',
  cl_ord_id: 'mine-1',
  opentm: 1_700_000_001,
  descr: { pair: 'XBTUSD' },
  vol_exec: '1.0',
  cost: '100.0',
  ...more,
});
const trade = (order: string, more: Record<string, unknown> = {}) => ({
  ordertxid: order,
  pair: 'XXBTZUSD',
  time: 1_700_000_002,
  price: '100.0',
  vol: '0.5',
  fee: '0.2',
  ...more,
});
const reference = (instrument: Instrument, venueOrderId: string | null = null) => ({
  clientOrderId: 'mine-1',
  instrument,
  venueOrderId,
  sentMs: 1_700_000_000_000,
});

describe('placing', () => {
  it("sends a signed form once and is accepted under Kraken's id", async () => {
    const { desk, protocol, instrument, requests, timers } = openVenue();
    desk.answer = () => ok({ descr: {}, txid: ['OABC'] });
    const answer = await protocol.place(order(), instrument);
    expect(answer).toMatchObject({
      kind: 'accepted',
      order: { venueOrderId: 'OABC', clientOrderId: 'mine-1', status: 'working' },
      fills: [],
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'http://rest/0/private/AddOrder' });
    expect(requests[0]?.headers).toMatchObject({
      'API-Key': 'key',
      'API-Sign': expect.stringMatching(/^[\w+/]{86}==$/),
    });
    expect(fieldsOf(requests[0] as BuiltRequest)).toMatchObject({
      nonce: String(timers.nowMs() * 1000),
      deadline: new Date(timers.nowMs() + 8_000).toISOString(),
    });
    expect(protocol.resend).toBe('never');
  });

  it('is asked whether it may leave in the moment of sending', async () => {
    const { protocol, instrument, requests } = openVenue();
    expect(await protocol.place(order(), instrument, () => false)).toMatchObject({ kind: 'notPlaced' });
    expect(requests).toEqual([]);
  });

  it('sends nothing without knowing the time, the pair or a fitting id', async () => {
    const { protocol, instrument, requests } = openVenue({ serverNowMs: () => undefined });
    expect(await protocol.place(order(), instrument)).toMatchObject({ kind: 'notPlaced' });
    const other = openVenue();
    const long = order({ clientOrderId: 'a-client-id-beyond-18' });
    expect(await other.protocol.place(long, instrument)).toMatchObject({ kind: 'refused' });
    expect(await other.protocol.place(order(), { ...instrument, id: 'kraken:X-Y' })).toMatchObject({ kind: 'refused' });
    expect([...requests, ...other.requests]).toEqual([]);
  });

  it('a reply that says nothing leaves the order unknown', async () => {
    const { desk, protocol, instrument } = openVenue();
    for (const reply of [ok({}), { status: 502, text: '<html>' }, words('EService:Busy'), fail('timedOut', 'x')]) {
      desk.answer = () => reply;
      expect(await protocol.place(order(), instrument)).toMatchObject({ kind: 'unknown' });
    }
  });

  it('waits for its turn no longer than the order may live', async () => {
    const { desk, protocol, instrument, timers } = openVenue();
    desk.answer = () => fail('rateLimited', 'no turn');
    const placed = protocol.place(order(), instrument);
    await timers.run(6_000);
    expect(await placed).toMatchObject({ kind: 'notPlaced' });
  });

  it('a sale for an amount is reckoned with the last price', async () => {
    const { desk, protocol, instrument, requests } = openVenue();
    desk.answer = (request) =>
      request.method === 'GET' ? ok({ XXBTZUSD: { a: ['1'], b: ['1'], c: ['40000.0'] } }) : ok({ txid: ['O1'] });
    await protocol.place(
      order({ side: 'sell', type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('1000') } }),
      instrument,
    );
    expect(fieldsOf(requests[1] as BuiltRequest)).toMatchObject({ volume: '0.02490039', oflags: 'fciq' });
  });

  it('asks for silence when Kraken does', async () => {
    const { desk, protocol, instrument, pauses, timers } = openVenue();
    desk.answer = () => words('EAPI:Rate limit exceeded');
    expect(await protocol.place(order(), instrument)).toMatchObject({ kind: 'notPlaced', retryAfterMs: 15_000 });
    expect(pauses).toEqual([timers.nowMs() + 15_000]);
  });
});

describe('cancelling', () => {
  it('names the order by what is known of it', async () => {
    const { desk, protocol, instrument, requests } = openVenue();
    desk.answer = () => ok({ count: 1 });
    expect(await protocol.cancel(reference(instrument, 'O1'))).toEqual({ kind: 'cancelled', order: null });
    expect(await protocol.cancel(reference(instrument))).toEqual({ kind: 'cancelled', order: null });
    expect(requests.map(fieldsOf)).toMatchObject([{ txid: 'O1' }, { cl_ord_id: 'mine-1' }]);
  });

  it('knows what it does not know', async () => {
    const { desk, protocol, instrument } = openVenue();
    const kindOf = async (reply: ReturnType<typeof ok>) => {
      desk.answer = () => reply;
      return (await protocol.cancel(reference(instrument, 'O1'))).kind;
    };
    expect(await kindOf(ok({ count: 0 }))).toBe('notOpen');
    expect(await kindOf(words('EOrder:Unknown order'))).toBe('notOpen');
    expect(await kindOf(ok({ count: 1, pending: true }))).toBe('unknown');
    expect(await kindOf(words('EService:Unavailable'))).toBe('unknown');
  });
});

describe('finding', () => {
  it('looks among the open orders, then the closed ones since it was sent', async () => {
    const { desk, protocol, instrument, requests } = openVenue();
    desk.answer = (request) =>
      endpointOf(request) === 'OpenOrders' ? ok({ open: {} }) : ok({ closed: { O1: row() }, count: 1 });
    const found = unwrap(await protocol.find(reference(instrument)));
    expect(found).toMatchObject({ venueOrderId: 'O1', status: 'filled', filledQuantity: quantityFromText('1') });
    expect(requests.map(endpointOf)).toEqual(['OpenOrders', 'ClosedOrders']);
    expect(fieldsOf(requests[1] as BuiltRequest)).toMatchObject({ cl_ord_id: 'mine-1', start: '1699999940' });
  });

  it('believes its own reading, not the filter: another order is not it', async () => {
    const { desk, protocol, instrument } = openVenue();
    desk.answer = (request) =>
      endpointOf(request) === 'OpenOrders' ? ok({ open: { O9: row({ cl_ord_id: 'other' }) } }) : ok({ closed: {} });
    expect(unwrap(await protocol.find(reference(instrument)))).toBeNull();
    desk.answer = () => words('EOrder:Unknown order');
    expect(unwrap(await protocol.find(reference(instrument, 'O1')))).toBeNull();
    desk.answer = () => words('EService:Busy');
    expect((await protocol.find(reference(instrument, 'O1'))).ok).toBe(false);
  });

  it('counts what was filled of an order by amount from its trades', async () => {
    const { desk, protocol, instrument } = openVenue();
    const trades = { T1: trade('O1'), T2: trade('O1', { vol: '0.25' }), T3: trade('O2') };
    let listed: unknown = {};
    desk.answer = (request) =>
      endpointOf(request) === 'QueryOrders'
        ? ok({ O1: row({ oflags: 'fciq,viqc', vol_exec: '75.0', cost: '0.75' }) })
        : ok({ trades: listed });
    const found = () => protocol.find({ ...reference(instrument, 'O1'), sentMs: 0 });
    expect((await found()).ok).toBe(false);
    listed = trades;
    expect(unwrap(await found())).toMatchObject({
      filledQuantity: quantityFromText('0.75'),
      filledValue: moneyFromText('75'),
    });
  });
});

describe('fills', () => {
  it('reads all pages, this instrument alone, oldest first, each once', async () => {
    const { desk, protocol, instrument, requests } = openVenue();
    const all = Array.from({ length: 70 }, (_, index): [string, unknown] => [
      `T${index}`,
      trade('O1', { time: 1_700_001_000 - index, ...(index === 60 ? { pair: 'XBTUSDT' } : {}) }),
    ]);
    desk.answer = (request) => {
      const offset = Number(fieldsOf(request).ofs);
      // One came in front since the first page: the second begins with a row that was read already.
      const from = offset === 0 ? 0 : offset - 1;
      return ok({ trades: Object.fromEntries(all.slice(from, from + 50)), count: 70 });
    };
    const fills = unwrap(await protocol.fills(instrument, 0));
    expect(fills).toHaveLength(69);
    expect(new Set(fills.map(({ fillId }) => fillId)).size).toBe(69);
    expect(fills[0]?.timeMs).toBe(1_700_000_931_000);
    expect(fieldsOf(requests[0] as BuiltRequest)).toMatchObject({ consolidate_taker: 'false', ofs: '0' });
    expect(requests.map((request) => fieldsOf(request).ofs)).toEqual(['0', '50']);
  });

  it('gives up on a list without end', async () => {
    const { desk, protocol, instrument } = openVenue();
    const page = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`T${index}`, trade('O1')]));
    desk.answer = () => ok({ trades: page });
    expect(await protocol.fills(instrument, 0)).toMatchObject({ ok: false, error: { code: 'exchangeFailed' } });
  });
});

describe('what the account pays', () => {
  const row = (fee: string) => ({ fee, minfee: '0.1000', maxfee: '0.4000', nextfee: '0.3500', tiervolume: '0.0000' });
  const told = (fees: object, makers: object | null) => ok({ currency: 'ZUSD', volume: '0', fees, fees_maker: makers });

  it('is told by pair, in percent, for takers and makers', async () => {
    const { desk, protocol, instrument, requests } = openVenue();
    desk.answer = () => told({ XXBTZUSD: row('0.4000') }, { XXBTZUSD: row('0.2500') });
    expect(await protocol.feeRates?.(instrument)).toEqual({ ok: true, value: { makerFeeBps: 25, takerFeeBps: 40 } });
    expect(endpointOf(requests[0] as BuiltRequest)).toBe('TradeVolume');
    expect(fieldsOf(requests[0] as BuiltRequest)).toMatchObject({ pair: 'XXBTZUSD' });
  });

  it('is one for both where a pair has no schedule for makers, and unknown where nothing is said of it', async () => {
    const { desk, protocol, instrument } = openVenue();
    desk.answer = () => told({ XXBTZUSD: row('0.2000') }, null);
    expect(await protocol.feeRates?.(instrument)).toMatchObject({ value: { makerFeeBps: 20, takerFeeBps: 20 } });
    desk.answer = () => told({}, {});
    expect(await protocol.feeRates?.(instrument)).toMatchObject({ ok: false, error: { code: 'replyUnreadable' } });
  });
});
