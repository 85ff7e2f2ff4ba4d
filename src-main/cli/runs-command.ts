import { candlesOfRecord } from '../backtest/run-record/candles-of-record.ts';
import type { RunDetail, RunSummary } from '../backtest/run-record/kept-run.ts';
import { rowsOf } from '../backtest/run-record/kept-run.ts';
import type { RepeatVerdict } from '../backtest/run-record/repeat-verdict.ts';
import type { RunRecord } from '../backtest/run-record/run-record.ts';
import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { createDemoHistory } from '../exchanges/demo/demo-history.ts';
import type { CandleColumns } from '../model/candle.ts';
import { createMarketReader } from '../storage/market/market-reader.ts';
import { listRuns, readRun } from '../storage/runs/read-runs.ts';
import type { CliCommand, CliReply } from './command.ts';
import { dataDirOf } from './import-command.ts';
import type { CommandOptions } from './options.ts';
import { commandLineOrigin } from './record-file.ts';
import { repeatRecord, verdictReply } from './repeat-record.ts';

const STANDARD_LIMIT = 100;
const MOST_LISTED = 1_000_000;

function list(dataDir: string, options: CommandOptions): Outcome<CliReply> {
  const limit = options.number('limit', { from: 1, to: MOST_LISTED, standard: STANDARD_LIMIT });
  const page = listRuns(dataDir, { beforeRunId: null, limit });
  if (!page.ok) return page;
  const runs = page.value.runs.map(({ summary, ...row }) => ({ ...row, ...(JSON.parse(summary) as RunSummary) }));
  return succeed({ json: { total: page.value.total, runs } });
}

function show(dataDir: string, runId: number): Outcome<CliReply> {
  const run = readRun(dataDir, runId);
  if (!run.ok) return run;
  const { summary, detail, ...row } = run.value;
  const { trades, ...rest } = JSON.parse(detail) as RunDetail;
  return succeed({ json: { ...row, ...(JSON.parse(summary) as RunSummary), ...rest, trades: rowsOf(trades) } });
}

async function repeat(dataDir: string, runId: number): Promise<Outcome<CliReply>> {
  const run = readRun(dataDir, runId);
  if (!run.ok) return run;
  const { record } = JSON.parse(run.value.detail) as RunDetail;
  const candles = await readTapes(dataDir, record);
  if (!candles.ok) return candles;
  const origin = { ...commandLineOrigin(), marketSeed: record.origin.marketSeed };
  const verdict: Outcome<RepeatVerdict> = repeatRecord(record, candles.value, origin);
  return verdict.ok ? succeed(verdictReply(verdict.value)) : verdict;
}

/** Stored candles, or those of the demo market made again from the seed that the record names. */
async function readTapes(dataDir: string, record: RunRecord): Promise<Outcome<ReadonlyMap<string, CandleColumns>>> {
  const reader = createMarketReader(dataDir);
  const { marketSeed } = record.origin;
  const demo = marketSeed === null ? null : createDemoHistory(marketSeed);
  try {
    return await candlesOfRecord(record, (range) =>
      demo?.knows(range.instrumentId) === true ? succeed(demo.read(range)) : reader.read(range),
    );
  } finally {
    reader.close();
  }
}

const RUN_NUMBER = { from: 1, to: Number.MAX_SAFE_INTEGER, standard: 0 };

export const runsCommand: CliCommand = {
  name: 'runs',
  summary: 'lists the backtests the window has kept, shows one, or runs one again; exits 3 when that is not bit-equal',
  options: {
    'data-dir': 'data folder, the one of the desktop app by default',
    limit: 'how many of the newest to list, 100 by default',
    show: 'number of a run: everything of it, its record and trades included',
    repeat: 'number of a run to run again from its record',
  },
  async run(options, place) {
    const dataDir = dataDirOf(options, place);
    const repeated = options.number('repeat', RUN_NUMBER);
    if (repeated > 0) return repeat(dataDir, repeated);
    const shown = options.number('show', RUN_NUMBER);
    return shown > 0 ? show(dataDir, shown) : list(dataDir, options);
  },
};
