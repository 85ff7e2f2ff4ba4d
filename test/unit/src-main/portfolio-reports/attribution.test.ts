import { describe, expect, it } from 'vitest';
import { Portfolio } from '../../../../src-main/engine/portfolio/portfolio.ts';
import type { Fill } from '../../../../src-main/model/fill.ts';
import type { Money, Price } from '../../../../src-main/model/money.ts';
import { moneyFromText, moneyToText, priceFromNumber } from '../../../../src-main/model/money.ts';
import { attribute, GROUPINGS } from '../../../../src-main/portfolio-reports/attribution/attribution.ts';
import { tradedParts } from '../../../../src-main/portfolio-reports/round-trips.ts';
import { accountFills } from '../../../fakes/account-fills.ts';

const MARKS: Readonly<Record<string, number>> = { 'test:BTC-USDT': 97.123456789, 'test:ETH-USDT': 61.5 };
const markOf = (id: string): Price | null => (MARKS[id] === undefined ? null : priceFromNumber(MARKS[id]));
const strategyOf = (botId: string): string => (botId === 'a' ? 'sma-cross' : 'grid');
const CAPITAL = moneyFromText('100000');

/** What the engine's own accounts changed by: cash and positions at the marks, at cost without one. */
function changeOf(fills: readonly Fill[]): Money {
  const holdings = new Portfolio(CAPITAL);
  for (const fill of fills) {
    const mark = { price: MARKS[fill.instrumentId] ?? Number.NaN };
    holdings.apply(holdings.holding(`${fill.botId} ${fill.instrumentId}`, fill.instrumentId, mark), fill);
  }
  return (holdings.equity() - CAPITAL) as Money;
}

describe('attribution', () => {
  const fills = accountFills('attribution', { count: 1500 });
  // A part of the fills that has every kind of ending: some held, some not, one symbol without a price.
  const marked = fills.filter(({ instrumentId }) => MARKS[instrumentId] !== undefined);

  it.each(GROUPINGS)('by %s the parts add up to the account’s change to the last digit', (grouping) => {
    const { rows, whole } = attribute({ fills: marked, markOf, strategyOf }, grouping);
    expect(whole.total).toBe(changeOf(marked));
    for (const part of ['realised', 'unrealised', 'fees', 'funding', 'total', 'trades', 'wins'] as const) {
      expect(rows.reduce((sum, row) => sum + BigInt(row[part]), 0n)).toBe(BigInt(whole[part]));
    }
    for (const { realised, unrealised, fees, funding, total } of rows) {
      expect(total).toBe(realised + unrealised - fees - funding);
    }
    expect(rows.length).toBeGreaterThan(1);
    expect([...rows].sort((a, b) => Number(b.total - a.total))).toEqual(rows);
  });

  it('what has no price stands at its cost', () => {
    const { whole } = attribute({ fills, markOf: () => null, strategyOf }, 'symbol');
    expect(whole.unrealised).toBe(0n);
    expect(whole.trades).toBe(tradedParts(fills).roundTrips.length);
  });

  it('counts as the engine does: one trade for each entry that a fill closes, won when something is left after costs', () => {
    const fill = (parts: Partial<Fill>, index: number): Fill => ({
      ...(accountFills('one', { count: 2 })[1] as Fill),
      ...{ fillId: `x-${index}`, timeMs: index, botId: 'a', accountId: 'paper', instrumentId: 'test:BTC-USDT' },
      ...{ fee: moneyFromText('1'), purpose: 'signal' },
      ...parts,
    });
    const one = 100_000_000n as Fill['quantity'];
    const price = (value: number): Price => priceFromNumber(value);
    const trades = [
      fill({ side: 'buy', quantity: one, price: price(10), clientOrderId: 'in-1', tag: 'first' }, 1),
      fill({ side: 'buy', quantity: one, price: price(20), clientOrderId: 'in-1', tag: 'first' }, 2),
      fill({ side: 'buy', quantity: one, price: price(30), clientOrderId: 'in-2', tag: 'second' }, 3),
      fill({ side: 'sell', quantity: (3n * one) as Fill['quantity'], price: price(25), fee: moneyFromText('3') }, 4),
    ];
    const byTag = attribute({ fills: trades, markOf, strategyOf }, 'entryTag');
    expect(
      byTag.rows.map(({ key, realised, fees, total, trades: count, wins }) => [
        key,
        moneyToText(realised),
        moneyToText(fees),
        moneyToText(total),
        count,
        wins,
      ]),
    ).toEqual([
      ['first', '20', '4', '16', 1, 1],
      ['second', '-5', '2', '-7', 1, 0],
    ]);
  });
});
