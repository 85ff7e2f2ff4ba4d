import type { ChannelOutput } from '../../src-preload/contract/channels.ts';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import { candlesOfRecord } from '../backtest/run-record/candles-of-record.ts';
import type { KeptRun, RunDetail, RunSummary } from '../backtest/run-record/kept-run.ts';
import { compareRecords, flatSettings } from '../backtest/run-record/repeat-verdict.ts';
import { requestOfRecord } from '../backtest/run-record/run-record.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { BacktestTaskResult, TaskOrigin } from '../compute-worker.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Log } from '../engine/ports/log.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import type { RunsPort } from '../ipc/run-handlers.ts';
import { isSimulated } from '../ipc/to-view.ts';
import type { Instrument } from '../model/instrument.ts';
import type { RunRow, StoredRun } from '../storage/runs/run-store.ts';
import type { RunClient } from '../storage/workers/storage-client.ts';

export type RunLibraryPorts = {
  readonly runs: RunClient;
  readonly candles: CandleStore;
  /** Runs a request where its strategy may run. */
  readonly run: (request: BacktestRequest, control: JobControl) => Promise<Outcome<BacktestTaskResult>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly appVersion: string;
  readonly demoSeed: () => string;
};

/** The history of backtests: takes in what was run, shows it, and runs it again. */
export type RunLibrary = RunsPort & {
  /** `shown` is the result by which the run is found again. */
  readonly keep: (run: KeptRun, shown: object) => void;
  /** The run a result was kept as, as soon as it is; `unknownRun` for a result that never came here. */
  readonly runOf: (shown: object) => Promise<Outcome<{ readonly runId: number }>>;
  readonly originOf: (instrument: Pick<Instrument, 'venue'>) => TaskOrigin;
};

export function createRunLibrary(ports: RunLibraryPorts): RunLibrary {
  const { runs, clock, log, appVersion } = ports;
  const originOf: RunLibrary['originOf'] = (instrument) => ({
    appVersion,
    strategyCode: null,
    marketSeed: isSimulated(instrument) ? ports.demoSeed() : null,
  });
  const kept = new WeakMap<object, Promise<Outcome<{ readonly runId: number }>>>();
  return {
    originOf,
    // Not waited for: a result is shown even while an import keeps the one writer busy.
    keep({ name, summary, detail }, shown) {
      const saving = runs.save({ createdMs: clock.nowMs(), name, note: '', summary, detail });
      kept.set(shown, saving);
      void saving.then((saved) => {
        if (!saved.ok) log.error('a backtest was not taken into the history', { failure: saved.error });
      });
    },
    async runOf(shown) {
      return (
        (await kept.get(shown)) ?? fail('unknownRun', 'the result is not in the history, expected one that was kept')
      );
    },
    async list(request) {
      const page = await runs.list(request);
      return page.ok ? succeed({ ...page.value, runs: page.value.runs.map(summaryView) }) : page;
    },
    async read(runId) {
      const run = await runs.read(runId);
      return run.ok ? succeed(runView(run.value)) : run;
    },
    async bot(runId) {
      const run = await runs.read(runId);
      return run.ok ? succeed(botOfRun(run.value)) : run;
    },
    change: (change) => runs.change(change),
    remove: (runIds) => runs.remove(runIds),
    repeat: (runId, control) => repeat(ports, runId, control),
  };
}

async function repeat(
  { runs, candles, run }: RunLibraryPorts,
  runId: number,
  control: JobControl,
): Promise<Outcome<ChannelOutput<'runs.repeatResult'>>> {
  const stored = await runs.read(runId);
  if (!stored.ok) return stored;
  const { record } = JSON.parse(stored.value.detail) as RunDetail;
  const tapes = await candlesOfRecord(record, (range) => candles.read(range));
  if (!tapes.ok) return tapes;
  const again = await run(requestOfRecord(record, tapes.value), control);
  return again.ok ? succeed({ runId, ...compareRecords(record, again.value.kept.record) }) : again;
}

function summaryView({ summary, ...row }: RunRow): ChannelOutput<'runs.list'>['runs'][number] {
  const figures = JSON.parse(summary) as RunSummary;
  const [venue = ''] = figures.instrumentId.split(':');
  return { ...row, ...figures, simulated: isSimulated({ venue }) };
}

function runView({ detail, ...row }: StoredRun): ChannelOutput<'runs.read'> {
  const { record, metrics, curve, course } = JSON.parse(detail) as RunDetail;
  const { engineCode, ...origin } = record.origin;
  return {
    ...summaryView(row),
    ...origin,
    engineCode,
    tapes: record.tapes.map(({ path: _path, ...tape }) => tape),
    settings: flatSettings(record.settings).map(([name, value]) => ({ name, value })),
    metrics,
    course,
    curve: {
      timeMs: Float64Array.from(curve.timeMs),
      equity: Float64Array.from(curve.equity),
      drawdown: Float64Array.from(curve.drawdown),
    },
  };
}

/** The settings a bot would need to trade as the run did. */
function botOfRun({ runId, name, detail }: StoredRun): ChannelOutput<'runs.bot'> {
  const { record } = JSON.parse(detail) as RunDetail;
  const { instrument, interval, strategyId, params, risk, regimes } = requestOfRecord(record, new Map());
  return {
    ...{ runId, name, instrumentId: instrument.id, symbol: instrument.symbol },
    ...{ interval, strategyId, params, risk },
    ...(regimes === undefined ? {} : { regimes }),
  };
}
