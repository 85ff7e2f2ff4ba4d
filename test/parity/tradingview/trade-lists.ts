import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CandleColumns } from '../../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../../src-main/model/candle.ts';

const DATA = resolve(process.env.BELLWETHER_TEST_DATA ?? '../shared/data');
export const LIST_FOLDER = 'reference/tradingview-pynecore/strategy';

/** One round trip as TradingView's Strategy Tester lists it. */
export type ListedTrade = {
  readonly side: 'long' | 'short';
  readonly entryMs: number;
  readonly entryPrice: number;
  readonly entrySignal: string;
  readonly exitMs: number;
  readonly exitPrice: number;
  readonly exitSignal: string;
  readonly quantity: number;
  readonly profit: number;
};

function rowsOf(file: string): Record<string, string>[] {
  const bytes = readFileSync(join(DATA, LIST_FOLDER, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}

export function readTradeList(file: string): readonly ListedTrade[] {
  const rows = rowsOf(file);
  const trades: ListedTrade[] = [];
  for (let row = 0; row < rows.length; row += 2) {
    const entry = rows[row] as Record<string, string>;
    const exit = rows[row + 1] as Record<string, string>;
    trades.push({
      side: entry.Type === 'Entry long' ? 'long' : 'short',
      entryMs: Date.parse(entry['Date/Time'] ?? ''),
      entryPrice: Number(entry['Price USD']),
      entrySignal: entry.Signal ?? '',
      exitMs: Date.parse(exit['Date/Time'] ?? ''),
      exitPrice: Number(exit['Price USD']),
      exitSignal: exit.Signal ?? '',
      quantity: Number(entry['Position size (qty)']),
      profit: Number(exit['Net P&L USD']),
    });
  }
  return trades;
}

export function readListCandles(file: string): CandleColumns {
  return candleColumnsOf(
    rowsOf(file).map((row) => ({
      openTimeMs: Date.parse(row.time ?? ''),
      open: Number(row.open),
      high: Number(row.high),
      low: Number(row.low),
      close: Number(row.close),
      volume: Number(row.Volume),
    })),
  );
}
