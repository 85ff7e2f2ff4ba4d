import type {
  BacktestRequest as BacktestRequestView,
  BacktestResultView,
} from '../../src-preload/contract/research-views.ts';
import type { BacktestRequest } from '../backtest/backtest-request.ts';
import { NO_ACCOUNT_LIMITS } from '../backtest/backtest-request.ts';
import { countsInTicks, withTickOf } from '../backtest/price-grid.ts';
import type { KeptRun } from '../backtest/run-record/kept-run.ts';
import type { VenueSettings } from '../backtest/venue-settings.ts';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { BacktestTaskResult, TaskOrigin } from '../compute-worker.ts';
import { sha256 } from '../config/sha256.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { JobControl } from '../ipc/job-registry.ts';
import type { FindInstrument } from '../ipc/to-view.ts';
import { isSimulated } from '../ipc/to-view.ts';
import type { CandleColumns } from '../model/candle.ts';
import type { Instrument } from '../model/instrument.ts';
import { IMPORTED_VENUE } from '../model/instrument.ts';
import { moneyFromText } from '../model/money.ts';
import { intervalMs } from '../model/time.ts';
import type { ComputePool } from './compute-pool.ts';
import { orCancelled } from './or-cancelled.ts';
import { readOtherTapes } from './other-tapes.ts';
import type { OwnBacktestPorts } from './own-strategies/own-backtest.ts';
import { runOwnBacktest } from './own-strategies/own-backtest.ts';
import { isOwnStrategy } from './own-strategies/own-strategy-id.ts';
import { readFills } from './read-fills.ts';

export type BacktestJobPorts = {
  readonly candles: CandleStore;
  readonly pool: ComputePool;
  readonly ownStrategies: OwnBacktestPorts;
  readonly findInstrument: FindInstrument;
  readonly originOf: (instrument: Instrument) => TaskOrigin;
  /** Takes a run and what the window is shown of it into the history; that it fails is nobody's business here. */
  readonly keepRun: (run: KeptRun, shown: BacktestResultView) => void;
  /** The span of a series when the person named none. */
  readonly spanOf: (
    instrumentId: string,
    interval: BacktestRequestView['interval'],
  ) => Promise<Outcome<{ readonly firstMs: number; readonly lastMs: number }>>;
};

/** What a request of the window is to the engine, its candles read. */
export type ReadRequest = { readonly engine: BacktestRequest; readonly instrument: Instrument };

export async function readRequest(
  ports: BacktestJobPorts,
  request: BacktestRequestView,
): Promise<Outcome<ReadRequest>> {
  const { instrumentId, interval } = request;
  const instrument = ports.findInstrument(instrumentId);
  if (instrument === undefined)
    return fail('unknownInstrument', `instrumentId is "${instrumentId}", expected a known one`);
  const span = await ports.spanOf(instrumentId, interval);
  if (!span.ok) return span;
  const fromMs = request.fromMs ?? span.value.firstMs;
  const toMs = request.toMs ?? span.value.lastMs + intervalMs(interval);
  const range = { instrumentId, interval, fromMs, toMs };
  const candles = await ports.candles.read(range);
  if (!candles.ok) return candles;
  const others = await readOtherTapes(ports, request, range);
  if (!others.ok) return others;
  const fills = await readFills(ports, request.fills, range);
  if (!fills.ok) return fills;
  const engine = engineRequest(request, instrument, { candles: candles.value, venue: fills.value });
  return succeed({ engine: others.value.length === 0 ? engine : { ...engine, others: others.value }, instrument });
}

/** The request of a result again, over the candles it was made on even when more are stored by now. */
export function readAgain(
  ports: BacktestJobPorts,
  { request, firstMs, lastMs }: Pick<BacktestResultView, 'request' | 'firstMs' | 'lastMs'>,
): Promise<Outcome<ReadRequest>> {
  return readRequest(ports, { ...request, fromMs: firstMs, toMs: lastMs + intervalMs(request.interval) });
}

/** Reads the candles, runs the strategy over them in a worker and says what came of it. */
export async function runBacktestJob(
  ports: BacktestJobPorts,
  request: BacktestRequestView,
  control: JobControl,
): Promise<Outcome<BacktestResultView>> {
  const read = await orCancelled(readRequest(ports, request), control.signal);
  if (!read.ok) return read;
  const { engine, instrument } = read.value;
  const made = isOwnStrategy(engine.strategyId)
    ? runOwn(ports, read.value, control)
    : ports.pool.backtest({ request: engine, origin: ports.originOf(instrument) }, control);
  // The person is free at once; the worker ends by itself or is ended behind their back.
  const run = await orCancelled(made, control.signal);
  if (!run.ok) return run;
  const shown = resultView(request, instrument, run.value);
  ports.keepRun(run.value.kept, shown);
  return succeed(shown);
}

type RunPorts = Pick<BacktestJobPorts, 'pool' | 'ownStrategies' | 'originOf'>;

/** Runs a request where its strategy may run: the person's own in a process, a shipped one in a worker. */
export function runRequest(
  ports: RunPorts,
  request: BacktestRequest,
  control: JobControl,
): Promise<Outcome<BacktestTaskResult>> {
  const { instrument } = request;
  return isOwnStrategy(request.strategyId)
    ? runOwn(ports, { engine: request, instrument }, control)
    : ports.pool.backtest({ request, origin: ports.originOf(instrument) }, control);
}

/** The run is made where the person's code is kept, its report where reports are made. */
async function runOwn(
  ports: RunPorts,
  { engine, instrument }: ReadRequest,
  control: JobControl,
): Promise<Outcome<BacktestTaskResult>> {
  const startedMs = performance.now();
  const run = await runOwnBacktest(ports.ownStrategies, engine, control);
  if (!run.ok) return run;
  const durationMs = performance.now() - startedMs;
  const strategyCode = sha256([Buffer.from(ports.ownStrategies.find(engine.strategyId)?.compiled.code ?? '')]);
  const origin = { ...ports.originOf(instrument), strategyCode };
  return succeed(await ports.pool.report({ run: run.value, origin, durationMs }));
}

type ReadTapes = { readonly candles: CandleColumns; readonly venue: VenueSettings | null };

function engineRequest(
  request: BacktestRequestView,
  named: Instrument,
  { candles, venue }: ReadTapes,
): BacktestRequest {
  const isGuessed = venue !== null && named.venue === IMPORTED_VENUE && countsInTicks(venue);
  const instrument = isGuessed ? withTickOf(named, candles) : named;
  const { interval, strategyId, params, feeBps, slippageBps, spreadBps } = request;
  const { sizeFraction, stopLossFraction, takeProfitFraction, leverage } = request;
  return {
    instrument,
    interval,
    candles,
    strategyId,
    params,
    capital: moneyFromText(request.capital),
    feeBps,
    slippageBps,
    spreadBps,
    risk: { sizeFraction, stopLossFraction, takeProfitFraction, leverage },
    accountRisk: NO_ACCOUNT_LIMITS,
    ...(venue !== null && { venue }),
    ...(request.regimes !== undefined && { regimes: request.regimes }),
  };
}

function resultView(
  request: BacktestRequestView,
  instrument: Instrument,
  { report, durationMs }: BacktestTaskResult,
): BacktestResultView {
  return {
    ...report,
    request,
    symbol: instrument.symbol,
    quoteAsset: instrument.quoteAsset,
    simulated: isSimulated(instrument),
    durationMs,
  };
}
