import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultOf } from '../../../../src-main/backtest/exports/run-result.ts';
import { tradesToCsv } from '../../../../src-main/backtest/exports/trades-csv.ts';
import { csvNumberCell, csvText, csvTextCell } from '../../../../src-main/base/csv-cell.ts';
import type { Money, Price, Quantity } from '../../../../src-main/model/money.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import type { ClosedTrade } from '../../../../src-main/model/position.ts';
import { readCsv } from '../../../fakes/read-csv.ts';
import { runOf, tradeOf } from '../../../unit/src-main/backtest/statistics/made-trades.ts';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '\0', '"', ',', "'", '＝'), fc.string())
    .map(([first, rest]) => `${first}${rest}`),
  fc.constantFrom('=HYPERLINK("http://x","y")', '-2+3+cmd|" /C calc"!A0', '"', '""', '\r\n', ''),
);

const harmless = (text: string): string => (/^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text);

describe('cells', () => {
  it('any texts come back as they were, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostileText, { minLength: 1, maxLength: 5 }), { minLength: 1 }), (rows) => {
        const parsed = readCsv(csvText(rows.map((row) => row.map(csvTextCell))));
        const expected = rows.map((row) => row.map(harmless));
        expect(parsed).toEqual(expected);
        expect(parsed.flat().filter((cell) => /^[=+\-@\t\r\n\0]/.test(cell))).toEqual([]);
      }),
    );
  });

  it('numbers are plain decimals or nothing', () => {
    for (const good of ['0', '-1.5', '123456789012345678901234.00000001']) expect(csvNumberCell(good)).toBe(good);
    for (const bad of ['', '1e-7', '=1', '+1', '.5', '1.', 'NaN', '1,5', ' 1']) {
      expect(() => csvNumberCell(bad)).toThrow(`"${bad}"`);
    }
  });
});

describe('trades', () => {
  const trade: fc.Arbitrary<ClosedTrade> = fc
    .record({
      side: fc.constantFrom('long' as const, 'short' as const),
      entryPrice: fc.bigInt(1n, 10n ** 20n),
      exitPrice: fc.bigInt(1n, 10n ** 20n),
      quantity: fc.bigInt(1n, 10n ** 18n),
      fee: fc.bigInt(-(10n ** 24n), 10n ** 24n),
      profit: fc.bigInt(-(10n ** 30n), 10n ** 30n),
      exitTimeMs: fc.integer({ min: 0, max: 120_000 }),
      entryTag: hostileText,
      exitTag: hostileText,
    })
    .map(({ entryPrice, exitPrice, quantity, fee, profit, ...rest }) =>
      tradeOf('0', {
        ...rest,
        entryPrice: entryPrice as Price,
        exitPrice: exitPrice as Price,
        quantity: quantity as Quantity,
        fee: fee as Money,
        profit: profit as Money,
      }),
    );

  it('come back to the last digit, whatever the symbol', () => {
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 4 }), hostileText, (trades, symbol) => {
        const run = runOf(trades);
        const hostile = { ...run, request: { ...run.request, instrument: { ...run.request.instrument, symbol } } };
        const [header = [], ...rows] = readCsv(tradesToCsv(resultOf(hostile)));
        const cells = rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
        const back = cells.map((cell) => ({
          side: cell.side,
          entryTimeMs: Date.parse(cell.entryTime ?? ''),
          exitTimeMs: Date.parse(cell.exitTime ?? ''),
          entryPrice: priceFromText(cell.entryPrice ?? ''),
          exitPrice: priceFromText(cell.exitPrice ?? ''),
          quantity: quantityFromText(cell.quantity ?? ''),
          fee: moneyFromText(cell.fee ?? ''),
          profit: moneyFromText(cell.profit ?? ''),
          exitReason: cell.exitReason,
          entryTag: cell.entryTag,
          exitTag: cell.exitTag,
        }));
        const expected = trades.map(({ botId: _bot, instrumentId: _instrument, entryTag, exitTag, ...rest }) => ({
          ...rest,
          entryTag: harmless(entryTag),
          exitTag: harmless(exitTag),
        }));
        expect(back).toEqual(expected);
        expect(rows.flat().filter((cell) => /^[=+@\t\r\0]/.test(cell) || /^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
        expect(rows.every((row) => row.length === header.length)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
