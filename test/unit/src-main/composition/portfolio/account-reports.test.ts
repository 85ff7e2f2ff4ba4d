import { expect, it } from 'vitest';
import { unwrap } from '../../../../../src-main/base/outcome.ts';
import type { AccountReportParts } from '../../../../../src-main/composition/portfolio/account-reports.ts';
import {
  accountFileName,
  performanceOfAccount,
} from '../../../../../src-main/composition/portfolio/account-reports.ts';
import { moneyFromText } from '../../../../../src-main/model/money.ts';

const columns = (equity: readonly number[]) => ({
  timeMs: Float64Array.from(equity, (_, index) => index * 10),
  equity: Float64Array.from(equity),
});

/** A live account that got 1,000 after its first sample and gave 500 back. */
const parts = {
  engine: {
    snapshot: () => ({
      accounts: [{ account: { id: 'paper', group: 'paper' } }, { account: { id: 'binance', group: 'live' } }],
    }),
  },
  journal: {
    readEquity: () => columns([10_000, 10_100]),
    readLiveEquity: (accountId: string) => (accountId === 'binance' ? columns([0, 1000, 1100, 600]) : columns([])),
  },
  transfersOf: (accountId: string) =>
    accountId === 'binance'
      ? [
          { timeMs: 5, amount: moneyFromText('1000') },
          { timeMs: 30, amount: moneyFromText('-500') },
        ]
      : [],
} as unknown as AccountReportParts;

it('what a live account was given and gave back is no profit of its own', () => {
  const live = unwrap(performanceOfAccount(parts, 'binance'));
  expect(live).toMatchObject({ timeWeightedReturn: expect.closeTo(0.1, 12), profit: 100, paidIn: 1000, paidOut: 500 });
  expect(live.flows).toEqual([
    { timeMs: 5, amount: '1000' },
    { timeMs: 30, amount: '-500' },
  ]);
  expect([...live.index].map((value) => value.toFixed(6))).toEqual(['1.000000', '1.000000', '1.100000', '1.100000']);
  const paper = unwrap(performanceOfAccount(parts, 'paper'));
  expect(paper).toMatchObject({ timeWeightedReturn: expect.closeTo(0.01, 12), profit: 100, flows: [] });
  expect(performanceOfAccount(parts, 'nobody')).toMatchObject({ ok: false, error: { code: 'badArgument' } });
});

it('a file is named after what it holds, and nothing in its name is a path', () => {
  const request = {
    accountId: '../live/1',
    kind: 'taxLots',
    year: 2026,
    method: 'average',
    grouping: 'exitTag',
  } as const;
  expect(accountFileName(request)).toBe('..-live-1-tax-lots-average-2026.csv');
  expect(accountFileName({ ...request, accountId: 'paper', kind: 'attribution' })).toBe(
    'paper-attribution-by-exitTag.csv',
  );
  expect(accountFileName({ ...request, accountId: 'paper', kind: 'roundTrips', year: null })).toBe(
    'paper-round-trips.csv',
  );
});
