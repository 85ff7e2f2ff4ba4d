import fc from 'fast-check';
import type { Candle } from '../../../../src-main/model/candle.ts';
import type { Interval } from '../../../../src-main/model/time.ts';
import { barOpenMs, intervalMs } from '../../../../src-main/model/time.ts';

/** How a file is written; every combination must read back to the same bits. */
export type CsvForm = {
  readonly delimiter: ',' | ';' | '\t';
  readonly decimalComma: boolean;
  readonly lineEnd: '\n' | '\r\n';
  readonly mark: boolean;
  readonly header: boolean;
  readonly quoted: boolean;
  readonly gzip: boolean;
  readonly time: 'epochS' | 'epochMs' | 'epochUs' | 'epochNs' | 'iso' | 'blank' | 'dots' | 'offset' | 'columns';
  readonly descending: boolean;
};

export const csvForm: fc.Arbitrary<CsvForm> = fc
  .record({
    delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const),
    decimalComma: fc.boolean(),
    lineEnd: fc.constantFrom('\n' as const, '\r\n' as const),
    mark: fc.boolean(),
    header: fc.boolean(),
    quoted: fc.boolean(),
    gzip: fc.boolean(),
    time: fc.constantFrom(
      ...(['epochS', 'epochMs', 'epochUs', 'epochNs', 'iso', 'blank', 'dots', 'offset', 'columns'] as const),
    ),
    descending: fc.boolean(),
  })
  .map((form) => ({ ...form, decimalComma: form.decimalComma && form.delimiter !== ',' }));

const price = fc.oneof(
  fc.double({ min: 1e-9, max: 1e9, noNaN: true }).filter((value) => value > 0),
  fc.integer({ min: 1, max: 10_000_000 }).map((cents) => cents / 100),
);

const bar = fc
  .tuple(
    fc.array(price, { minLength: 4, maxLength: 4 }),
    fc.double({ min: 0, max: 1e12, noNaN: true }),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([prices, volume, step]) => {
    const sorted = [...prices].sort((a, b) => a - b) as [number, number, number, number];
    return { low: sorted[0], open: sorted[1], close: sorted[2], high: sorted[3], volume, step };
  });

export const intervalOf = fc.constantFrom<Interval>('1m', '5m', '1h', '4h', '1d', '1w');

/** Good candles on the interval's grid with gaps between some. */
export const goodCandles = fc
  .tuple(
    intervalOf,
    fc.integer({ min: 1_000_000_000, max: 1_700_000_000 }),
    fc.array(bar, { minLength: 2, maxLength: 40 }),
  )
  .map(([interval, startS, bars]) => {
    let openTimeMs = barOpenMs(interval, startS * 1000);
    const candles: Candle[] = bars.map(({ step, ...prices }) => {
      openTimeMs += step * intervalMs(interval);
      return { openTimeMs, ...prices };
    });
    return { interval, candles };
  });

export function timeText(timeMs: number, form: CsvForm): string {
  const iso = new Date(timeMs).toISOString();
  const day = iso.slice(0, 10);
  const clock = iso.slice(11, 19);
  if (form.time === 'epochS') return `${timeMs / 1000}`;
  if (form.time === 'epochMs') return `${timeMs}`;
  if (form.time === 'epochUs') return `${timeMs}000`;
  if (form.time === 'epochNs') return `${timeMs}000000`;
  if (form.time === 'iso') return iso;
  if (form.time === 'dots') return `${day.replaceAll('-', '.')} ${clock}`;
  if (form.time === 'offset') return `${new Date(timeMs + 19_800_000).toISOString().slice(0, 19)}+05:30`;
  if (form.time === 'columns') return `${day}${quoteOf(form)}${form.delimiter}${quoteOf(form)}${clock}`;
  return `${day} ${clock}`;
}

function quoteOf(form: CsvForm): string {
  return form.quoted ? '"' : '';
}

export function rowText(candle: Candle, form: CsvForm): string {
  const numbers = [candle.open, candle.high, candle.low, candle.close, candle.volume].map((value) =>
    form.decimalComma ? `${value}`.replace('.', ',') : `${value}`,
  );
  const quote = quoteOf(form);
  return [timeText(candle.openTimeMs, form), ...numbers]
    .map((field) => `${quote}${field}${quote}`)
    .join(form.delimiter);
}

export function headerText(form: CsvForm): string {
  const time = form.time === 'columns' ? ['Date', 'Time'] : ['Date'];
  return [...time, 'Open', 'High', 'Low', 'Close', 'Volume'].join(form.delimiter);
}

export function fileText(rows: readonly string[], form: CsvForm): string {
  const lines = form.header ? [headerText(form), ...rows] : rows;
  return `${form.mark ? '\uFEFF' : ''}${lines.join(form.lineEnd)}${form.lineEnd}`;
}
