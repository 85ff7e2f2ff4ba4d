import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { FundingSchedule } from '../exchanges/paper/funding.ts';

const TIME_COLUMNS = ['timestamp', 'time', 'date', 'fundingtime', 'calc_time'];
/** `open` is where freqtrade and ccxt keep the rate in files shaped like candles. */
const RATE_COLUMNS = ['rate', 'fundingrate', 'funding_rate', 'last_funding_rate', 'open'];
const SECOND_MS = 1000;
/** Epoch seconds stay below this until the year 5138. */
const MOST_SECONDS = 1e11;

/**
 * A CSV (plain or gzip) with a header: a time (epoch seconds or milliseconds, or ISO 8601 in UTC) and a rate a row, oldest
 * first. Times are cut to the second: venues stamp funding some milliseconds late.
 */
export async function readFundingFile(path: string): Promise<Outcome<FundingSchedule>> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return fail('fileNotFound', `funding-file is "${path}", expected a file that can be read`);
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return parseFunding((isZipped ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch {
    return fail('fileUnreadable', `funding-file is "${path}", expected a whole gzip archive`);
  }
}

export function parseFunding(text: string): Outcome<FundingSchedule> {
  const [header = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const timeColumn = names.findIndex((name) => TIME_COLUMNS.includes(name));
  const rateColumn = RATE_COLUMNS.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1;
  if (timeColumn < 0 || rateColumn < 0) {
    return fail(
      'badArgument',
      `funding begins with "${header.slice(0, 80)}", expected a header with timestamp and rate`,
    );
  }
  const timeMs = new Float64Array(lines.length);
  const rate = new Float64Array(lines.length);
  for (const [index, line] of lines.entries()) {
    const fields = line.split(',').map((field) => field.trim());
    timeMs[index] = timeOf(fields[timeColumn] ?? '');
    rate[index] = fields[rateColumn] === '' ? Number.NaN : Number(fields[rateColumn]);
    const isGood =
      Number.isFinite(rate[index]) && (timeMs[index] as number) > (timeMs[index - 1] ?? Number.NEGATIVE_INFINITY);
    if (!isGood) {
      return fail(
        'badArgument',
        `line ${index + 2} of funding is "${line.slice(0, 80)}", expected a later time and a rate`,
      );
    }
  }
  return succeed({ timeMs, rate });
}

function timeOf(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) * (Number(text) < MOST_SECONDS ? SECOND_MS : 1) : isoOf(text);
  return Math.floor(value / SECOND_MS) * SECOND_MS;
}

function isoOf(text: string): number {
  const withZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.length === 10 ? `${text}T00:00:00Z` : withZone) : Number.NaN;
}
