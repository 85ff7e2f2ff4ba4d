import type { BacktestRun } from '../backtest/recorder.ts';
import { runBacktest } from '../backtest/run-backtest.ts';
import type { RepeatVerdict } from '../backtest/run-record/repeat-verdict.ts';
import { compareRecords } from '../backtest/run-record/repeat-verdict.ts';
import type { RunOrigin, RunRecord } from '../backtest/run-record/run-record.ts';
import { recordOf, requestOfRecord } from '../backtest/run-record/run-record.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { sha256 } from '../config/sha256.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { CliReply } from './command.ts';

/** Runs a record again on the candles at hand and says what differs. */
export function repeatRecord(
  record: RunRecord,
  candles: ReadonlyMap<string, CandleColumns>,
  origin: RunOrigin,
): Outcome<RepeatVerdict> {
  const repeated = repeatRun(record, candles, origin);
  return repeated.ok ? succeed(repeated.value.verdict) : repeated;
}

export type RepeatedRun = { readonly run: BacktestRun; readonly verdict: RepeatVerdict };

/** The same, with the run itself. */
export function repeatRun(
  record: RunRecord,
  candles: ReadonlyMap<string, CandleColumns>,
  origin: RunOrigin,
): Outcome<RepeatedRun> {
  const run = runBacktest(requestOfRecord(record, candles));
  if (!run.ok) return run;
  return succeed({ run: run.value, verdict: compareRecords(record, recordOf(run.value, origin, sha256)) });
}

/** The work was done and its result is another one. */
const EXIT_DIFFERS = 3;

export function verdictReply(json: RepeatVerdict): CliReply & { readonly json: RepeatVerdict } {
  return json.bitEqual ? { json } : { json, exitCode: EXIT_DIFFERS };
}
