import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LimitModel } from '../../../../../src-main/exchanges/paper/limit-model.ts';
import type { SlippageModel } from '../../../../../src-main/exchanges/paper/slippage.ts';
import type { VenueModel } from '../../../../../src-main/exchanges/paper/venue-model.ts';
import type { Fill } from '../../../../../src-main/model/fill.ts';
import { moneyFromText, notionalOf, priceFromNumber, quantityFromText } from '../../../../../src-main/model/money.ts';
import type { Order, OrderType } from '../../../../../src-main/model/order.ts';
import { priceOf } from '../../../../../src-main/model/order.ts';
import { approved } from '../../../../fakes/approved.ts';
import { BTC, START_MS } from '../../../../fakes/engine-session.ts';
import { orderOf, VenueDesk } from '../../../../fakes/venue-desk.ts';

/** Prices on the tick, so that limits, triggers and bars meet exactly more often than not. */
const price = fc.integer({ min: 9_700, max: 10_300 }).map((cents) => cents / 100);
const bar = fc
  .tuple(price, price, price, price, fc.integer({ min: 0, max: 50 }))
  .map(([open, close, a, b, volume]) => ({
    open,
    close,
    high: Math.max(open, close, a, b),
    low: Math.min(open, close, a, b),
    volume,
  }));
type Bar = { open: number; high: number; low: number; close: number; volume: number };

const type: fc.Arbitrary<OrderType> = fc.oneof(
  fc.constant<OrderType>({ kind: 'market' }),
  price.map((value): OrderType => ({ kind: 'limit', price: priceFromNumber(value) })),
  price.map((value): OrderType => ({ kind: 'stop', trigger: priceFromNumber(value) })),
);
const orders = fc.array(
  fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    type,
    quantity: fc.integer({ min: 1, max: 9 }),
    amount: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
    closesOpposite: fc.boolean(),
    accountId: fc.constant('paper'),
    botId: fc.constantFrom('one', 'two'),
  }),
  { minLength: 1, maxLength: 6 },
);

const limits: fc.Arbitrary<LimitModel> = fc.oneof(
  fc.constantFrom<LimitModel>({ kind: 'through' }, { kind: 'touch' }, { kind: 'queue', shareAhead: 0.3 }),
  fc.integer({ min: 0, max: 20 }).map((ticks): LimitModel => ({ kind: 'penetration', ticks })),
);
const slippage: fc.Arbitrary<SlippageModel> = fc.constantFrom<SlippageModel>(
  { kind: 'fixed' },
  { kind: 'ticks', ticks: 3 },
  { kind: 'volumeShare', priceImpact: 0.1, volumeLimit: 0.3 },
);
const models = fc.record({
  limits,
  slippage,
  participation: fc.constantFrom(null, 0.1, 0.37),
  path: fc.constantFrom('pessimistic' as const, 'optimistic' as const, 'openHighLowClose' as const),
});
const costs = fc.record({
  takerFeeBps: fc.constantFrom(0, 10),
  makerFeeBps: fc.constantFrom(-2, 5),
  slippageBps: fc.constantFrom(0, 7),
});

type Run = {
  readonly orders: readonly Order[];
  readonly bars: readonly { readonly bar: Bar; readonly fills: readonly Fill[] }[];
};

function run(
  wanted: readonly {
    side: 'buy' | 'sell';
    type: OrderType;
    quantity: number;
    amount: number | null;
    closesOpposite: boolean;
    botId: string;
  }[],
  bars: readonly Bar[],
  desk: VenueDesk,
): Run {
  const known = wanted.map(({ amount, quantity, ...part }, index) =>
    orderOf({
      clientOrderId: `p-${index}`,
      size:
        amount === null
          ? { kind: 'base', quantity: quantityFromText(String(quantity)) }
          : { kind: 'quote', amount: moneyFromText(String(amount)) },
      ...part,
    }),
  );
  for (const order of known) desk.venue.submit(approved(order));
  let seen = 0;
  const told = bars.map((each) => {
    desk.bar([each.open, each.high, each.low, each.close], each.volume);
    const fills = desk.allFills().slice(seen);
    seen += fills.length;
    return { bar: each, fills };
  });
  return { orders: known, bars: told };
}

const cases = [orders, fc.array(bar, { minLength: 1, maxLength: 6 }), models, costs] as const;

describe('whatever the model (SPEC 11.9 to 11.17)', () => {
  it('no fill is better than the bar allowed, and limits are kept', () => {
    fc.assert(
      fc.property(...cases, (wanted, bars, model, paid) => {
        const desk = new VenueDesk(paid, 0, { model });
        const { orders: known, bars: told } = run(wanted, bars, desk);
        for (const { bar: each, fills } of told) {
          for (const fill of fills)
            expectAllowed(known.find(({ clientOrderId }) => clientOrderId === fill.clientOrderId) as Order, fill, each);
        }
      }),
      { numRuns: 3000, seed: 21 },
    );
  });

  it('all fills of a bar together are at most its share of the volume', () => {
    fc.assert(
      fc.property(...cases, (wanted, bars, model, paid) => {
        const desk = new VenueDesk(paid, 0, { model });
        const shares = [model.participation, model.slippage.kind === 'volumeShare' ? model.slippage.volumeLimit : null];
        const share = Math.min(...shares.map((each) => each ?? Number.POSITIVE_INFINITY));
        for (const { bar: each, fills } of run(wanted, bars, desk).bars) {
          const filled = fills.reduce((sum, { quantity }) => sum + quantity, 0n);
          if (!Number.isFinite(share)) continue;
          const percent = BigInt(Math.round(share * 100));
          expect(filled * 100n <= quantityFromText(String(each.volume)) * percent).toBe(true);
        }
      }),
      { numRuns: 2000, seed: 22 },
    );
  });

  it('an order fills its size and no more, its fills are numbered, and it is done once', () => {
    fc.assert(
      fc.property(...cases, (wanted, bars, model, paid) => {
        const desk = new VenueDesk(paid, 0, { model });
        const { orders: known } = run(wanted, bars, desk);
        for (const order of known) expectWhole(desk, order);
      }),
      { numRuns: 2000, seed: 23 },
    );
  });

  it('told again it fills the same', () => {
    fc.assert(
      fc.property(...cases, (wanted, bars, model, paid) => {
        const [first, second] = [0, 1].map(() => {
          const desk = new VenueDesk(paid, 0, { model });
          run(wanted, bars, desk);
          return desk.allFills();
        });
        expect(first).toEqual(second);
      }),
      { numRuns: 300, seed: 24 },
    );
  });
});

describe('leverage (SPEC 11.17)', () => {
  it('no position ever loses more than its margin', () => {
    const tapes = fc.array(fc.integer({ min: 10, max: 400 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        tapes,
        fc.constantFrom('buy' as const, 'sell' as const),
        fc.integer({ min: 2, max: 50 }),
        (tape, side, leverage) => {
          const margin = { maintenanceMarginFraction: 0.005, liquidationFeeBps: 50 };
          const model: VenueModel = { margin };
          const desk = new VenueDesk({}, 0, { model, leverageOf: () => leverage });
          desk.order({ side });
          desk.bar([100, 100, 100, 100]);
          for (const each of tape) desk.bar([each, each * 1.1, each * 0.9, each]);
          const [entry, exit, ...more] = desk.allFills();
          expect(more).toEqual([]);
          if (entry === undefined || exit === undefined) return;
          const gained = notionalOf(exit.price, exit.quantity) - notionalOf(entry.price, entry.quantity);
          const lost = (side === 'buy' ? -gained : gained) + exit.fee;
          expect(lost * BigInt(leverage) <= notionalOf(entry.price, entry.quantity)).toBe(true);
        },
      ),
      { numRuns: 2000, seed: 25 },
    );
  });
});

function expectAllowed(order: Order, fill: Fill, { open, high, low }: Bar): void {
  expect(fill.instrumentId).toBe(BTC.id);
  expect(fill.timeMs).toBeGreaterThanOrEqual(START_MS);
  const buys = fill.side === 'buy';
  const best = priceFromNumber(buys ? low : high);
  expect(buys ? fill.price >= best : fill.price <= best, 'in the range').toBe(true);
  if (order.type.kind === 'limit') {
    expect(buys ? fill.price <= order.type.price : fill.price >= order.type.price, 'within its limit').toBe(true);
  } else if (order.type.kind === 'market') {
    expect(buys ? fill.price >= priceFromNumber(open) : fill.price <= priceFromNumber(open), 'from the open').toBe(
      true,
    );
  } else if (fill.fillId.endsWith('-1') && fill.quantity > 0n) {
    const trigger = priceOf(order.type) as bigint;
    const opened = priceFromNumber(open);
    const bound = buys ? (opened > trigger ? opened : trigger) : opened < trigger ? opened : trigger;
    const gone = buys ? fill.price >= bound : fill.price <= bound;
    // one that was touched where nothing was left is a market order by now
    expect(gone || (buys ? fill.price >= opened : fill.price <= opened), 'at its trigger, the open or worse').toBe(
      true,
    );
  }
}

function expectWhole(desk: VenueDesk, order: Order): void {
  const reports = desk.reports.flatMap((report) =>
    report.kind === 'filled' && report.fill.clientOrderId === order.clientOrderId ? [report] : [],
  );
  const fills = reports.map(({ fill }) => fill);
  expect(fills.map(({ fillId }) => fillId)).toEqual(fills.map((_fill, index) => `${order.clientOrderId}-${index + 1}`));
  expect(reports.slice(0, -1).some(({ done }) => done)).toBe(false);
  const filled = fills.reduce((sum, { quantity }) => sum + quantity, 0n);
  if (order.closesOpposite) return;
  if (order.size.kind === 'base') {
    expect(filled <= order.size.quantity).toBe(true);
    expect(reports.at(-1)?.done ?? false).toBe(filled === order.size.quantity);
  } else {
    const spent = fills.reduce((sum, fill) => sum + notionalOf(fill.price, fill.quantity) + fill.fee, 0n);
    const rounding = BigInt(fills.length) * 10n ** 12n; // of each fee, 1e-8
    expect(spent <= order.size.amount + rounding).toBe(true);
  }
}
