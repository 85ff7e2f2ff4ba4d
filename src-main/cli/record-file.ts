import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { RecordedValue } from '../backtest/run-record/recorded-value.ts';
import type { RunOrigin, RunRecord } from '../backtest/run-record/run-record.ts';
import { describeIssues } from '../base/describe-issues.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { appVersion } from '../config/app-version.ts';
import { engineCode } from '../config/engine-code.ts';
import { INTERVALS } from '../model/time.ts';
import { parseJson } from './parse-json.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const recordedValue = z.json() as z.ZodType<RecordedValue>;

const recordFile = z.strictObject({
  format: z.literal(1),
  origin: z.strictObject({
    appVersion: z.string(),
    engineCode: digest,
    strategyCode: digest.nullable(),
    marketSeed: z.string().nullable(),
  }),
  tapes: z
    .array(
      z.strictObject({
        path: z.string(),
        instrumentId: z.string(),
        interval: z.enum(INTERVALS),
        candles: z.number().int().min(1),
        firstMs: z.number().int(),
        lastMs: z.number().int(),
        digest,
      }),
    )
    .min(1),
  settings: z.record(z.string(), recordedValue),
  result: digest,
});

/** Who runs it when the command line does, on candles of a file. */
export function commandLineOrigin(): RunOrigin {
  return { appVersion: appVersion(), engineCode: engineCode(), strategyCode: null, marketSeed: null };
}

export const recordToText = (record: RunRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/** The record in a file, or what is wrong with it. */
export async function readRecordFile(path: string): Promise<Outcome<RunRecord>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== 'string') {
    const code = text.code === 'ENOENT' ? 'fileNotFound' : 'fileUnreadable';
    return fail(code, `--record is "${path}": ${text.message}`);
  }
  const parsed = recordFile.safeParse(parseJson(text));
  if (parsed.success) return succeed(parsed.data);
  const first = describeIssues(parsed.error.issues.slice(0, 1));
  return fail('fileUnreadable', `--record is "${path}", expected the record of a run: ${first}`);
}
