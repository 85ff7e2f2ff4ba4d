import type { Outcome } from '../base/outcome.ts';
import type { CsvReadResult } from '../data-import/csv-candles.ts';
import { readCsvCandles } from '../data-import/csv-candles.ts';
import type { Interval } from '../model/time.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions, OptionKinds } from './options.ts';

/** The options of every command that reads candles from a file. */
export const CANDLE_FILE_OPTIONS: OptionKinds = {
  file: 'CSV file of candles, plain or gzip',
  symbol: 'BASE-QUOTE, for example BTC-USDT',
  interval: 'length of a candle, for example 5m',
  'time-zone': 'zone of times that name none, UTC by default',
};

/** Reads the file with the reader that imports too. */
export async function readCandleFile(options: CommandOptions, place: CliPlace): Promise<Outcome<CsvReadResult>> {
  return readCandlesAt(options.path('file', place.folder), seriesOf(options), place);
}

/** How the candles of a call's files are to be read. */
export type CandleFileSeries = { readonly interval: Interval; readonly timeZone: string };

export function seriesOf(options: CommandOptions): CandleFileSeries {
  return { interval: options.interval('interval'), timeZone: options.optional('time-zone') ?? 'UTC' };
}

export async function readCandlesAt(
  path: string,
  series: CandleFileSeries,
  place: CliPlace,
): Promise<Outcome<CsvReadResult>> {
  let saidPercent = 0;
  return readCsvCandles(
    { path, ...series },
    {
      onProgress(fraction) {
        const percent = Math.floor(fraction * 10) * 10;
        if (percent > saidPercent && percent < 100) place.say(`read ${percent} %`);
        saidPercent = Math.max(saidPercent, percent);
      },
    },
  );
}
