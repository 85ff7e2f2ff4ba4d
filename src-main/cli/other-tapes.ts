import { resolve } from 'node:path';
import type { Tape } from '../backtest/tape.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { createInstrument, IMPORTED_VENUE } from '../model/instrument.ts';
import { readCandlesAt, seriesOf } from './candle-file.ts';
import type { CliPlace } from './command.ts';
import type { CommandOptions } from './options.ts';

/** The candles of every `--also FILE:SYMBOL`, in the interval of the command's own file. */
export async function readOtherTapes(options: CommandOptions, place: CliPlace): Promise<Outcome<readonly Tape[]>> {
  const series = seriesOf(options);
  const tapes: Tape[] = [];
  for (const typed of options.all('also')) {
    const colon = typed.lastIndexOf(':');
    const instrument = createInstrument(IMPORTED_VENUE, typed.slice(colon + 1));
    if (colon < 1 || instrument === undefined) {
      return fail('badArgument', `--also is "${typed}", expected FILE:SYMBOL, for example eth.csv:ETH-USDT`);
    }
    const file = await readCandlesAt(resolve(place.folder, typed.slice(0, colon)), series, place);
    if (!file.ok) return file;
    tapes.push({ instrument, interval: series.interval, candles: file.value.columns });
  }
  return succeed(tapes);
}
