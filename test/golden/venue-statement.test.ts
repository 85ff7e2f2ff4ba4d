import { expect, it } from 'vitest';
import { toFill } from '../../src-main/exchanges/connection/fill-report.ts';
import { formatDecimal } from '../../src-main/model/decimal.ts';
import { moneyFromText } from '../../src-main/model/money.ts';
import { postingsToCsv } from '../../src-main/portfolio-reports/exports/postings-csv.ts';
import type { VenueDeal } from '../fakes/random-venue-fills.ts';
import { PROOF_INSTRUMENT, randomVenueDeals } from '../fakes/random-venue-fills.ts';
import { readCsvFile } from '../fakes/read-csv.ts';
import { createTestLog } from '../fakes/test-log.ts';

/** A row of a statement: what a balance changed by, why, and what it is then. */
type StatementRow = { readonly reference: string; readonly asset: string; readonly change: string; readonly balance: string };

const PLACES = 20;

/** The statement as a venue writes it: each trade's two sides and its fee, with the running balance of the asset. */
function statementOf(deals: readonly VenueDeal[]): StatementRow[] {
  const balances = new Map<string, bigint>();
  return deals.flatMap(({ order, fill }) => {
    const sign = order.side === 'buy' ? 1n : -1n;
    const legs: [string, bigint][] = [
      ['BTC', sign * fill.quantity * 10n ** 12n],
      ['USDT', -sign * fill.price * fill.quantity],
      [fill.fee.asset, -fill.fee.amount],
    ];
    return legs
      .filter(([, change]) => change !== 0n)
      .map(([asset, change]) => {
        const balance = (balances.get(asset) ?? 0n) + change;
        balances.set(asset, balance);
        const reference = `${order.clientOrderId}/${fill.fillId}`;
        return { reference, asset, change: formatDecimal(change, PLACES), balance: formatDecimal(balance, PLACES) };
      });
  });
}

it.each(['first', 'second', 'third'])('the %s statement is explained row by row and to the last digit by the exported postings', (seed) => {
  const deals = randomVenueDeals(`statement ${seed}`, 2000);
  const parts = { valueOf: () => ({ rate: '611.5', source: 'binance:BNB-USDT', timeMs: 0 }), log: createTestLog() };
  const fills = deals.map(({ order, fill }) => toFill(order, PROOF_INSTRUMENT, fill, parts));
  const { rows } = readCsvFile(postingsToCsv(fills, []));
  const ours = new Map<string, string[]>();
  const totals = new Map<string, bigint>();
  for (const { ledger = '', fill = '', asset = '', amount = '' } of rows) {
    if (ledger !== 'wallet') continue;
    const key = `${fill} ${asset}`;
    ours.set(key, [...(ours.get(key) ?? []), amount]);
    totals.set(asset, (totals.get(asset) ?? 0n) + moneyFromText(amount));
  }
  const unexplained = statementOf(deals).filter(({ reference, asset, change }) => {
    const known = ours.get(`${reference} ${asset}`) ?? [];
    const index = known.indexOf(change);
    if (index === -1) return true;
    known.splice(index, 1);
    return false;
  });
  expect(unexplained).toEqual([]);
  // Nothing of ours that the venue does not know, and the same balances at the end.
  expect([...ours.values()].flat()).toEqual([]);
  const last = new Map(statementOf(deals).map(({ asset, balance }) => [asset, balance]));
  expect(new Map([...totals].map(([asset, total]) => [asset, formatDecimal(total, PLACES)]))).toEqual(last);
});
