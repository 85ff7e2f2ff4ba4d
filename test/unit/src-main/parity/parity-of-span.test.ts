import { describe, expect, it } from 'vitest';
import type { Fill } from '../../../../src-main/model/fill.ts';
import type { Money, Price } from '../../../../src-main/model/money.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { Order, OrderPurpose } from '../../../../src-main/model/order.ts';
import { measureCosts } from '../../../../src-main/parity/measured-costs.ts';
import type { ParityTrade } from '../../../../src-main/parity/parity-of-span.ts';
import { parityOfSpan, sumOfTrades } from '../../../../src-main/parity/parity-of-span.ts';
import { parityTrips } from '../../../../src-main/parity/parity-trips.ts';
import { PARITY_PARTS } from '../../../../src-preload/contract/parity-parts.ts';
import { accountFills } from '../../../fakes/account-fills.ts';

const MINUTE = 60_000;

/** `[order, minute, seconds late, side, quantity, price, fee, spread cost, purpose]`. */
type Deal = readonly [
  id: string,
  minute: number,
  lateMs: number,
  side: Fill['side'],
  quantity: string,
  price: string,
  fee: string,
  spread: string,
  purpose?: OrderPurpose,
];

function sideOf(deals: readonly Deal[], unfilled: readonly Deal[] = []) {
  const orders = [...deals, ...unfilled].map(([id, minute, , side, , , , , purpose = 'signal']): Order => {
    return {
      ...{ clientOrderId: id, accountId: 'paper', botId: 'a', instrumentId: 'test:BTC-USDT', side, tag: '' },
      ...{ type: { kind: 'market' }, size: { kind: 'quote', amount: moneyFromText('1') } },
      ...{ purpose, reduceOnly: purpose !== 'entry', closesOpposite: false, createdMs: minute * MINUTE },
    };
  });
  const fills = deals.map(([id, minute, lateMs, side, quantity, price, fee, spread, purpose = 'signal']): Fill => {
    return {
      ...(accountFills('parity', { count: 1 })[0] as Fill),
      ...{ fillId: `${id}/1`, clientOrderId: id, botId: 'a', instrumentId: 'test:BTC-USDT', side, tag: '', purpose },
      ...{ quantity: quantityFromText(quantity), price: priceFromText(price), fee: moneyFromText(fee) },
      costs: { spread: moneyFromText(spread), slippage: 0n as Money },
      timeMs: minute * MINUTE + lateMs,
    };
  });
  return { fills, orders, trips: parityTrips({ fills, orders, marketAt: () => null }) };
}

function compare(actual: ReturnType<typeof sideOf>, model: ReturnType<typeof sideOf>): readonly ParityTrade[] {
  const end = { price: priceFromText('130'), timeMs: 100 * MINUTE };
  return parityOfSpan({ intervalMs: MINUTE, actual, model, end, latest: { ...end, price: priceFromText('140') } });
}

const partsOf = ({ parts }: ParityTrade): Record<string, string> =>
  Object.fromEntries(PARITY_PARTS.filter((part) => parts[part] !== 0n).map((part) => [part, moneyToText(parts[part])]));

const IN: Deal = ['in', 1, 0, 'buy', '1', '100', '0.1', '0', 'entry'];
const OUT: Deal = ['out', 5, 0, 'sell', '1', '120', '0.1', '0'];

describe('the parts of a gap', () => {
  it('two equal trades have none', () => {
    const [trade] = compare(sideOf([IN, OUT]), sideOf([IN, OUT])) as [ParityTrade];
    expect([trade.match, partsOf(trade)]).toEqual(['both', {}]);
  });

  it('a late fill is timing, a worse price at the same market is spread and slippage, the rest fees', () => {
    // Bought 200 ms late: the market had gone from 100 to 101, and half a spread of 0.5 on top.
    const actual = sideOf([['in', 1, 200, 'buy', '1', '101.5', '0.3', '0.5', 'entry'], OUT]);
    const [trade] = compare(actual, sideOf([IN, OUT])) as [ParityTrade];
    expect(partsOf(trade)).toEqual({ timing: '-1', spreadAndSlippage: '-0.5', fees: '-0.2' });
    expect([trade.actual, trade.model].map((value) => moneyToText(value ?? (0n as Money)))).toEqual(['18.1', '19.8']);
  });

  it('the same of a short, with the signs turned', () => {
    const [short, cover]: [Deal, Deal] = [
      ['in', 1, 0, 'sell', '1', '100', '0', '0', 'entry'],
      ['out', 5, 0, 'buy', '1', '90', '0', '0'],
    ];
    const actual = sideOf([['in', 1, 9, 'sell', '1', '98', '0', '0.5', 'entry'], cover]);
    const [trade] = compare(actual, sideOf([short, cover])) as [ParityTrade];
    expect(partsOf(trade)).toEqual({ timing: '-1.5', spreadAndSlippage: '-0.5' });
  });

  it('another size is what the backtest’s own trade would have brought at it', () => {
    const half = sideOf([
      ['in', 1, 0, 'buy', '0.5', '100', '0.05', '0', 'entry'],
      ['out', 5, 0, 'sell', '0.5', '120', '0.05', '0'],
    ]);
    const [trade] = compare(half, sideOf([IN, OUT])) as [ParityTrade];
    expect(partsOf(trade)).toEqual({ fees: '0.1', size: '-10' });
  });

  it.each<[string, Deal, Deal, Record<string, string>]>([
    ['decided at another bar: signal', ['out', 6, 0, 'sell', '1', '125', '0.1', '0'], OUT, { signal: '5' }],
    [
      'a stop on one side alone: a missed fill',
      ['out', 4, 0, 'sell', '1', '95', '0.1', '0', 'stop'],
      OUT,
      { missedFills: '-25' },
    ],
    [
      'stops on both sides: timing',
      ['out', 4, 0, 'sell', '1', '95', '0.1', '0', 'stop'],
      ['out', 4, 0, 'sell', '1', '96', '0.1', '0', 'stop'],
      { timing: '-1' },
    ],
  ])('exits: %s', (_name, actual, model, parts) => {
    const [trade] = compare(sideOf([IN, actual]), sideOf([IN, model])) as [ParityTrade];
    expect(partsOf(trade)).toEqual(parts);
  });

  it('a trade of one side is a missed fill where the other had decided on it, a different signal otherwise', () => {
    expect(partsOf(compare(sideOf([]), sideOf([IN, OUT]))[0] as ParityTrade)).toEqual({ signal: '-19.8' });
    expect(partsOf(compare(sideOf([], [IN]), sideOf([IN, OUT]))[0] as ParityTrade)).toEqual({ missedFills: '-19.8' });
    expect(partsOf(compare(sideOf([IN, OUT]), sideOf([]))[0] as ParityTrade)).toEqual({ signal: '19.8' });
    expect(partsOf(compare(sideOf([IN, OUT]), sideOf([], [IN]))[0] as ParityTrade)).toEqual({ missedFills: '19.8' });
  });

  it('what is held stands at the latest price on both sides; what was closed after the run stands at the same market', () => {
    const [held] = compare(sideOf([IN]), sideOf([IN])) as [ParityTrade];
    expect([partsOf(held), held.exitMs, moneyToText(held.actual ?? (0n as Money))]).toEqual([{}, null, '39.9']);
    const closedLater = sideOf([IN, ['out', 200, 0, 'sell', '1', '150', '0.2', '0.5', 'flatten']]);
    const [after] = compare(closedLater, sideOf([IN])) as [ParityTrade];
    expect(partsOf(after)).toEqual({ spreadAndSlippage: '-0.5', fees: '-0.2' });
  });

  it('an entry in parts and an exit in parts are one trade', () => {
    const parts: Deal[] = [
      ['in', 1, 0, 'buy', '0.4', '100', '0', '0', 'entry'],
      ['out', 5, 0, 'sell', '0.3', '120', '0', '0'],
    ];
    const actual = sideOf(parts);
    const rest = sideOf([
      ['in', 1, 0, 'buy', '0.6', '100', '0', '0', 'entry'],
      ['out', 5, 0, 'sell', '0.7', '120', '0', '0'],
    ]);
    const fills = [actual.fills[0], rest.fills[0], actual.fills[1], rest.fills[1]].map(
      (fill, index): Fill => ({ ...(fill as Fill), fillId: `p-${index}` }),
    );
    const trips = parityTrips({ fills, orders: actual.orders, marketAt: () => null });
    const trades = compare({ ...actual, trips }, sideOf([IN, OUT]));
    expect(trades.map(({ match }) => match)).toEqual(['both']);
    expect(partsOf(trades[0] as ParityTrade)).toEqual({ fees: '0.2' });
  });
});

describe('an entry that an execution style sends in parts', () => {
  it('is one trade, decided on when its first part was', () => {
    const parts = sideOf([
      ['in/1', 1, 0, 'buy', '0.4', '100', '0', '0', 'entry'],
      ['in/2', 3, 0, 'buy', '0.6', '101', '0', '0', 'entry'],
      OUT,
    ]);
    const isPart = ({ clientOrderId }: { readonly clientOrderId: string }): boolean => clientOrderId.startsWith('in/');
    const orders = parts.orders.map((order) => (isPart(order) ? { ...order, parentId: 'in' } : order));
    const trips = parityTrips({ fills: parts.fills, orders, marketAt: () => null });
    const trades = compare({ ...parts, orders, trips }, sideOf([IN, OUT]));
    expect(trades.map(({ match }) => match)).toEqual(['both']);
    // The later part met a market 1 higher: 0.6 × 1.
    expect(partsOf(trades[0] as ParityTrade)).toEqual({ timing: '-0.6', fees: '0.1' });
  });
});

describe('whatever was traded', () => {
  it('the parts of 300 random sessions add up to actual − backtest, trade by trade and in all', () => {
    for (let seed = 0; seed < 300; seed++) {
      const session = (name: string) => {
        const fills = accountFills(`${name} ${seed}`, { count: 30, spanMs: 40 * MINUTE }).map((fill) => ({
          ...{ ...fill, botId: 'a', instrumentId: 'test:BTC-USDT', tag: '' },
          costs: { spread: 1_234_567n as Money, slippage: 77n as Money },
        }));
        const orders = fills.map(({ clientOrderId, side, timeMs }): Order => {
          return {
            ...(sideOf([IN]).orders[0] as Order),
            clientOrderId,
            side,
            createdMs: timeMs - 500,
            reduceOnly: false,
          };
        });
        return { fills, orders, trips: parityTrips({ fills, orders, marketAt: () => null }) };
      };
      const trades = compare(session('actual'), session('model'));
      for (const { actual, model, parts } of trades) {
        const sum = PARITY_PARTS.reduce((total, part) => total + parts[part], 0n as bigint);
        expect(sum).toBe((actual ?? 0n) - (model ?? 0n));
      }
      const { gap, actual, model } = sumOfTrades(trades);
      expect(gap).toBe(actual - model);
    }
  });
});

describe('measured costs', () => {
  it('are medians with counts: by the market where it is recorded, by the venue’s word otherwise', () => {
    const { fills, orders } = sideOf([
      ['a', 1, 40, 'buy', '1', '100', '0.1', '0.02', 'entry'],
      ['b', 2, 60, 'sell', '1', '100', '0.2', '0.04'],
    ]);
    const told = measureCosts({ fills, orders, marketAt: () => null });
    expect(told.takerFeeBps).toEqual({ median: 15, count: 2 });
    expect(told.spreadBps.median).toBeCloseTo(6, 9);
    expect([told.slippageBps, told.latencyMs, told.makerFeeBps]).toEqual([
      { median: 0, count: 2 },
      { median: 50, count: 2 },
      { median: null, count: 0 },
    ]);
    const market = { price: priceFromText('99.95') as Price, spreadBps: 4 };
    const seen = measureCosts({ fills: fills.slice(0, 1), orders, marketAt: () => market });
    expect(seen.spreadBps).toEqual({ median: 4, count: 1 });
    expect(seen.slippageBps.median).toBeCloseTo((0.05 / 99.95) * 10_000 - 2, 9);
  });
});
