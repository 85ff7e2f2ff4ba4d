import type { CandleColumns } from '../../src-main/model/candle.ts';
import { candleColumnsOf } from '../../src-main/model/candle.ts';

/** Lines of a recorded file without its header: open time in ms, open, high, low, close, volume. */
export function candlesOfLines(lines: readonly string[]): CandleColumns {
  return candleColumnsOf(
    lines.map((line) => {
      const [openTimeMs, open, high, low, close, volume] = line.split(',').map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return { openTimeMs, open, high, low, close, volume };
    }),
  );
}
