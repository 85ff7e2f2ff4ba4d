import { describe, expect, it } from 'vitest';
import { paperAccount } from '../../../../src-main/model/account.ts';
import type { ManualOrder, ManualPreview } from '../../../../src-main/model/manual-order.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { BTC, EngineSession, NO_LIMITS } from '../../../fakes/engine-session.ts';
import { HAND, manualOrder, placeByHand } from '../../../fakes/manual-orders.ts';
import { MemoryJournal } from '../../../fakes/memory-journal.ts';

const price = priceFromText;
const quantity = (text: string): ManualOrder['size'] => ({ kind: 'quantity', quantity: quantityFromText(text) });
const ONE = quantity('1');

function sessionAt(mark: number, options: ConstructorParameters<typeof EngineSession>[0] = {}): EngineSession {
  const session = new EngineSession(options);
  session.flat(mark);
  return session;
}

function previewed(session: EngineSession, changes: Partial<ManualOrder>): ManualPreview {
  const preview = session.engine.previewOrder(manualOrder(changes));
  if (typeof preview === 'string') throw new Error(preview);
  return preview;
}

describe('an order by hand (SPEC 21.1)', () => {
  it('opens a position of its own beside those of bots, without a bot that runs', () => {
    const session = sessionAt(100);
    expect(placeByHand(session, { size: ONE })).toBeNull();
    session.flat(100);
    expect(session.fills()).toEqual(['buy 1@100 entry']);
    expect(session.position(HAND)).toBe('1');
    expect(session.state(HAND)).toBe('stopped');
  });

  it('is no bot: none can be added, started or stopped in its place', () => {
    const session = sessionAt(100);
    placeByHand(session, { size: ONE });
    const { config } = session.engine.snapshot().bots[0] ?? {};
    if (config === undefined) throw new Error('expected an owner');
    expect(session.command({ kind: 'addBot', config })).toContain('by hand');
    expect(session.command({ kind: 'startBot', botId: HAND })).toContain('by hand');
    expect(session.command({ kind: 'stopBot', botId: HAND })).toContain('by hand');
  });

  it.each([
    [{ kind: 'limit', price: price('99') }, [100, 100, 98, 98], 'buy 1@99 entry'],
    [{ kind: 'postOnly', price: price('99') }, [100, 100, 98, 98], 'buy 1@99 entry'],
    [{ kind: 'stop', trigger: price('101') }, [100, 102, 100, 102], 'buy 1@101 entry'],
    [{ kind: 'stopLimit', trigger: price('101'), price: price('102') }, [100, 103, 100, 103], 'buy 1@101 entry'],
  ] as const)('%o rests until its price comes', (type, bar, fill) => {
    const session = sessionAt(100);
    expect(placeByHand(session, { type, size: ONE })).toBeNull();
    session.flat(100);
    expect(session.fills()).toEqual([]);
    session.bar(bar);
    expect(session.fills()).toEqual([fill]);
  });

  it('several rest side by side and fill each for itself', () => {
    const session = sessionAt(100);
    for (const at of ['99', '98', '97']) placeByHand(session, { type: { kind: 'limit', price: price(at) }, size: ONE });
    session.bar([100, 100, 98.5, 98.5]);
    expect(session.open()).toEqual(['entry buy working', 'entry buy working']);
    session.bar([98.5, 98.5, 96, 96]);
    expect(session.position(HAND)).toBe('3');
  });

  it('prices come to the tick: limits to their better side, triggers away from the market', () => {
    const session = sessionAt(100);
    placeByHand(session, { type: { kind: 'limit', price: price('99.999') }, size: ONE });
    placeByHand(session, { type: { kind: 'stop', trigger: price('101.001') }, size: ONE });
    const types = session.engine.snapshot().openOrders.map(({ order }) => order.type);
    expect(types).toEqual([
      { kind: 'limit', price: price('99.99') },
      { kind: 'stop', trigger: price('101.01') },
    ]);
  });

  it('a story of it names a person as nobody’s decision, and every rule that let it go', () => {
    const journal = new MemoryJournal();
    const session = sessionAt(100, { journal, explain: true });
    placeByHand(session, { size: ONE });
    const [story] = journal.stories.values();
    expect(story).toMatchObject({ decision: null, sizing: { method: 'named', wanted: '1 BTC' } });
    expect(story?.checks.map(({ rule }) => rule)).toContain('buyingPower');
  });
});

describe('sizes by hand (SPEC 21.2)', () => {
  it.each([
    ['amount', { kind: 'amount', amount: moneyFromText('1001') }, '10'],
    ['share of the equity', { kind: 'equity', share: 0.1001 }, '10'],
    ['risk', { kind: 'risk', share: 0.01 }, '20'],
  ] as const)('%s, fee included, rounded down to the step', (_name, size, wanted) => {
    const feesOf = () => ({ makerFeeBps: 0, takerFeeBps: 10 });
    const session = sessionAt(100, { feesOf });
    expect(previewed(session, { size, stopLoss: price('95') }).quantity).toBe(quantityFromText(wanted));
  });

  it('a share of what is held takes off as much', () => {
    const session = sessionAt(100);
    placeByHand(session, { size: quantity('4') });
    session.flat(100);
    expect(placeByHand(session, { side: 'sell', size: { kind: 'position', share: 0.25 } })).toBeNull();
    session.flat(100);
    expect(session.position(HAND)).toBe('3');
  });

  it.each([
    [{ size: { kind: 'risk', share: 0.01 } }, 'needs a stop loss'],
    [{ size: quantity('0.000001') }, 'at least one step'],
    [{ size: ONE, stopLoss: price('100') }, 'stopLoss is 100, expected one below 100'],
    [{ size: ONE, target: price('99') }, 'target is 99, expected one above 100'],
    [{ size: ONE, side: 'sell', stopLoss: price('99') }, 'stopLoss is 99, expected one above 100'],
    [{ size: ONE, accountId: 'nobody' }, 'account is "nobody"'],
    [{ size: ONE, instrumentId: 'test:XRP-USDT' }, 'instrument is "test:XRP-USDT"'],
  ] as const)('%o makes no sense and says why', (changes, reason) => {
    const session = sessionAt(100);
    expect(placeByHand(session, changes)).toContain(reason);
    expect(session.of('order')).toEqual([]);
    expect(session.of('commandRefused')).toHaveLength(1);
  });

  it('before the first price nothing is ordered', () => {
    expect(placeByHand(new EngineSession(), { size: ONE })).toContain('has no price yet');
  });
});

describe('what is held by hand (SPEC 21.3)', () => {
  function holding(changes: Partial<ManualOrder> = {}): EngineSession {
    const session = sessionAt(100);
    placeByHand(session, { size: quantity('2'), ...changes });
    session.flat(100);
    return session;
  }

  it('rests on its stop and target; the newer ones hold for all of it', () => {
    const session = holding({ stopLoss: price('90'), target: price('120') });
    expect(session.open()).toEqual(['stop sell working', 'target sell working']);
    placeByHand(session, { size: ONE, stopLoss: price('95') });
    session.flat(100);
    const stops = session.engine.snapshot().openOrders.map(({ order }) => [order.type, order.size]);
    expect(stops).toEqual([[{ kind: 'stop', trigger: price('95') }, quantityOrder('3')]]);
    session.bar([100, 100, 94, 94]);
    expect(session.position(HAND)).toBe('0');
  });

  const quantityOrder = (text: string) => ({ kind: 'base', quantity: quantityFromText(text) });

  it('an order against it only makes it smaller, and never turns it round', () => {
    const session = holding();
    expect(placeByHand(session, { side: 'sell', size: quantity('3') })).toContain('at most the 2 BTC held by hand');
    expect(placeByHand(session, { side: 'sell', size: ONE })).toBeNull();
    expect(session.engine.snapshot().openOrders[0]?.order.reduceOnly).toBe(true);
    session.flat(100);
    expect(session.position(HAND)).toBe('1');
  });

  it('several exits at prices stand each for itself', () => {
    const session = holding();
    for (const at of ['105', '110']) {
      expect(placeByHand(session, { side: 'sell', type: { kind: 'limit', price: price(at) }, size: ONE })).toBeNull();
    }
    session.bar([100, 106, 100, 106]);
    expect(session.open()).toEqual(['signal sell working']);
    session.bar([106, 111, 106, 111]);
    expect(session.fills().slice(1)).toEqual(['sell 1@105 signal', 'sell 1@110 signal']);
  });

  it('an exit takes no stop loss of its own', () => {
    expect(placeByHand(holding(), { side: 'sell', size: ONE, stopLoss: price('120') })).toContain('only reduces');
  });

  it('nothing is ordered against an entry of it that still works', () => {
    const session = sessionAt(100);
    placeByHand(session, { type: { kind: 'limit', price: price('90') }, size: ONE });
    expect(placeByHand(session, { side: 'sell', size: ONE })).toContain('take it back before you sell');
  });

  it('is closed whole by the command that closes a bot’s', () => {
    const session = holding({ stopLoss: price('90') });
    expect(session.command({ kind: 'closePositions', purpose: 'flatten', botId: HAND })).toBeNull();
    session.flat(100);
    expect([session.position(HAND), session.open()]).toEqual(['0', []]);
  });

  it('nothing is ordered on top of an order whose fate is unknown', () => {
    const session = sessionAt(100, { venue: { submit: () => undefined, cancel: () => undefined } });
    placeByHand(session, { size: ONE });
    const id = session.engine.snapshot().openOrders[0]?.order.clientOrderId ?? '';
    session.report({ kind: 'unknown', clientOrderId: id, reason: 'timed out', timeMs: session.clock.nowMs() });
    expect(placeByHand(session, { size: ONE })).toContain('is not accounted for yet');
  });

  it('protection that its venue refused is sent anew at the next close, though no bot runs', () => {
    let refuses = true;
    const session: EngineSession = sessionAt(100, {
      venue: {
        submit: (order) => {
          if (refuses && order.purpose === 'stop') {
            const terms = { clientOrderId: order.clientOrderId, reason: 'not now', timeMs: session.clock.nowMs() };
            session.report({ kind: 'refused', ...terms });
          } else session.paper.submit(order);
        },
        cancel: (clientOrderId) => session.paper.cancel(clientOrderId),
      },
    });
    placeByHand(session, { size: ONE, stopLoss: price('90') });
    session.flat(100);
    expect(session.open()).toEqual([]);
    refuses = false;
    session.flat(100);
    expect(session.open()).toEqual(['stop sell working']);
  });
});

describe('the look before it leaves (SPEC 21.4)', () => {
  const feesOf = () => ({ makerFeeBps: 2, takerFeeBps: 10 });

  it('says price, fee, slippage, position and exposure, and leaves nothing behind', () => {
    const session = sessionAt(100, { feesOf });
    session.quote(99, 101);
    const before = session.facts.length;
    const preview = previewed(session, { size: quantity('2'), stopLoss: price('91') });
    expect({ ...preview, checks: preview.checks.length > 10 }).toEqual({
      reduces: false,
      quantity: quantityFromText('2'),
      price: price('101'),
      worth: moneyFromText('202'),
      takes: true,
      fee: { bps: 10, amount: moneyFromText('0.202') },
      slippageBps: 100,
      positionAfter: quantityFromText('2'),
      equity: moneyFromText('10000'),
      exposureBefore: 0n,
      exposureAfter: moneyFromText('202'),
      lossAtStop: moneyFromText('20'),
      heldBy: { stopLoss: 'venue', target: null },
      checks: true,
    });
    expect([session.facts.length, session.engine.snapshot().bots]).toEqual([before, []]);
  });

  it('an order that rests makes, at its own price and without slippage', () => {
    const session = sessionAt(100, { feesOf });
    session.quote(99, 101);
    const preview = previewed(session, { type: { kind: 'limit', price: price('98') }, size: ONE });
    expect(preview).toMatchObject({ takes: false, price: price('98'), slippageBps: null, fee: { bps: 2 } });
  });

  it('a book is walked as deep as the order reaches', () => {
    const side = (prices: number[], quantities: number[]) => ({
      prices: Float64Array.from(prices),
      quantities: Float64Array.from(quantities),
    });
    const bookOf = () => ({
      instrumentId: BTC.id,
      timeMs: 0,
      bids: side([99], [5]),
      asks: side([101, 103], [1, 5]),
    });
    const session = sessionAt(100, { bookOf });
    session.quote(99, 101);
    expect(previewed(session, { size: quantity('2') })).toMatchObject({ slippageBps: 200, price: price('102') });
  });

  it('names the rule that would refuse it, which then does, with the same words', () => {
    const session = sessionAt(100, { accountRisk: { ...NO_LIMITS, maxPositionFraction: 0.1 } });
    const { checks } = previewed(session, {});
    expect(checks.at(-1)).toMatchObject({ rule: 'maxPosition', verdict: 'refused' });
    expect(placeByHand(session)).toContain('maxPosition');
    expect(session.of('refused').map(({ rule, actual }) => ({ rule, actual }))).toEqual([
      { rule: 'maxPosition', actual: (checks.at(-1) as { actual: string }).actual },
    ]);
    expect(session.of('order')).toEqual([]);
  });

  it('a halted engine takes no order by hand', () => {
    const session = sessionAt(100);
    session.command({ kind: 'halt', reason: 'a look', flatten: false });
    expect(placeByHand(session, { size: ONE })).toContain('halted');
  });

  it('what it says of the equity is what is there', () => {
    const session = sessionAt(100);
    expect(moneyToText(previewed(session, { size: ONE }).equity)).toBe('10000');
  });
});

describe('an account that is closed (SPEC 21.1)', () => {
  const LIVE = { ...paperAccount('USDT', moneyFromText('0')), id: 'live', group: 'live', venue: 'test' } as const;
  const first = paperAccount('USDT', moneyFromText('10000'));

  it('keeps nothing of what was ordered by hand, which must be closed before', () => {
    const session = sessionAt(100, { accounts: [first, { ...LIVE, startingCapital: moneyFromText('1000') }] });
    session.reconcile();
    session.reconcile();
    expect(placeByHand(session, { accountId: 'live', size: ONE })).toBeNull();
    session.flat(100);
    const close = (): string | null => session.command({ kind: 'closeAccount', accountId: 'live' });
    expect(close()).toContain('held by hand');
    placeByHand(session, { accountId: 'live', side: 'sell', size: ONE });
    session.flat(100);
    expect(close()).toBeNull();
    expect(session.engine.snapshot().bots).toEqual([]);
  });
});
