import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargedFee, Fill } from '../../../../src-main/model/fill.ts';
import type { Money } from '../../../../src-main/model/money.ts';
import { moneyFromText, moneyToText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { fillsToCsv } from '../../../../src-main/portfolio-reports/exports/fills-csv.ts';
import { roundTripsToCsv } from '../../../../src-main/portfolio-reports/exports/round-trips-csv.ts';
import { taxLotsToCsv } from '../../../../src-main/portfolio-reports/exports/tax-lots-csv.ts';
import { inOrder } from '../../../../src-main/portfolio-reports/fill-order.ts';
import { LOT_METHODS } from '../../../../src-main/portfolio-reports/lots/lot-book.ts';
import { tradedParts } from '../../../../src-main/portfolio-reports/round-trips.ts';
import { accountFills } from '../../../fakes/account-fills.ts';
import { readCsvFile } from '../../../fakes/read-csv.ts';

type Cells = Readonly<Record<string, string>>;
const cell = (cells: Cells, name: string): string => cells[name] ?? '';
const timeOf = (text: string): number => {
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  return Date.parse(text);
};
/** Texts of a cell as they were typed: the apostrophe before what would be a formula is taken off. */
const plain = (text: string): string => (/^'[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? text.slice(1) : text);

function fillOf(cells: Cells): Fill {
  const text = (name: string): string => cell(cells, name);
  const charged: ChargedFee = {
    asset: text('chargedAsset'),
    amount: moneyFromText(text('chargedAmount') || '0'),
    rate: priceFromText(text('chargedRate') || '0'),
    source: text('chargedRateSource'),
    rateMs: text('chargedRateTime') === '' ? 0 : timeOf(text('chargedRateTime')),
  };
  return {
    fillId: text('fill'),
    clientOrderId: text('order'),
    accountId: text('account'),
    botId: text('bot'),
    instrumentId: text('instrument'),
    side: text('side') as Fill['side'],
    price: priceFromText(text('price')),
    quantity: quantityFromText(text('quantity')),
    fee: moneyFromText(text('fee')),
    ...(charged.asset !== '' && { charged }),
    ...(text('parentOrder') !== '' && { parentId: text('parentOrder') }),
    purpose: text('purpose') as Fill['purpose'],
    tag: plain(text('tag')),
    liquidity: text('liquidity') as Fill['liquidity'],
    timeMs: timeOf(text('time')),
  };
}

const sessions = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 60 }));

describe('files of an account', () => {
  it('fills come back as they were, to the last digit', () => {
    fc.assert(
      fc.property(sessions, ([seed, count]) => {
        const fills = accountFills(`export ${seed}`, { count });
        const { head, rows } = readCsvFile(fillsToCsv(fills, [['account', 'all']]));
        expect(head).toEqual({ file: 'fills', account: 'all' });
        expect(rows.map(fillOf)).toEqual(inOrder(fills));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it.each(LOT_METHODS)('tax lots by %s name their method and add up to what was taken', (method) => {
    fc.assert(
      fc.property(sessions, ([seed, count]) => {
        const fills = accountFills(`lots ${seed}`, { count }).map((fill) => ({
          ...fill,
          botId: 'a',
          accountId: 'paper',
        }));
        const { head, rows } = readCsvFile(taxLotsToCsv(fills, { method, year: null }, []));
        expect(head).toEqual({ file: 'tax lots', method });
        const gain = rows.reduce((sum, cells) => sum + moneyFromText(cell(cells, 'gain')), 0n);
        const { roundTrips } = tradedParts(fills, method);
        expect(gain).toBe(roundTrips.reduce((sum, trip) => sum + trip.realised - trip.fees - trip.funding, 0n));
        for (const cells of rows) {
          const amount = (name: string): bigint => moneyFromText(cell(cells, name));
          const sign = cell(cells, 'side') === 'long' ? 1n : -1n;
          const costs = amount('openingFees') + amount('closingFees') + amount('funding');
          expect(amount('gain')).toBe(sign * (amount('proceeds') - amount('cost')) - costs);
          expect(timeOf(cell(cells, 'closed')) - timeOf(cell(cells, 'opened'))).toBe(Number(cell(cells, 'heldMs')));
        }
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it('years of tax lots are by the closing moment and make up the whole; lots of the year before still count', () => {
    const fills = accountFills('years', { count: 400 });
    const gains = (year: number | null): readonly string[] =>
      readCsvFile(taxLotsToCsv(fills, { method: 'fifo', year }, [])).rows.map((cells) => cell(cells, 'gain'));
    expect(gains(2024).length).toBeGreaterThan(20);
    expect(gains(2025).length).toBeGreaterThan(20);
    expect([...gains(2024), ...gains(2025)]).toEqual(gains(null));
  });

  it('round trips carry what they brought', () => {
    const { roundTrips } = tradedParts(accountFills('trips', { count: 300 }));
    const { rows } = readCsvFile(roundTripsToCsv(roundTrips, []));
    expect(rows.map((cells) => cell(cells, 'net'))).toEqual(
      roundTrips.map(({ realised, fees, funding }) => moneyToText((realised - fees - funding) as Money)),
    );
    expect(rows.some((cells) => cell(cells, 'entryTag').startsWith('='))).toBe(false);
  });
});
