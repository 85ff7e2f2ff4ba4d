import type { CandleColumns } from '../../model/candle.ts';
import type { BacktestRequest } from '../backtest-request.ts';
import type { BacktestRun } from '../recorder.ts';
import type { Digest, RecordedTape } from './recorded-tapes.ts';
import { bytesOf, tapesIn, withCandles, withoutCandles } from './recorded-tapes.ts';
import type { RecordedValue } from './recorded-value.ts';
import { canonicalText, fromRecorded, toRecorded } from './recorded-value.ts';

/** Who ran it, which the run itself cannot know. */
export type RunOrigin = {
  readonly appVersion: string;
  /** Digest of the source of all that decides a result: engine, simulated venue, backtest. */
  readonly engineCode: string;
  /** Digest of the source of a person's own strategy; null for a shipped one, which the engine's covers. */
  readonly strategyCode: string | null;
  /** What the candles of the demo market are made from; null for candles that were stored. */
  readonly marketSeed: string | null;
};

/** All that is needed to make a run again and to see whether it is the same, as plain JSON. */
export type RunRecord = {
  readonly format: 1;
  readonly origin: RunOrigin;
  readonly tapes: readonly RecordedTape[];
  /** The request but its candles, see `toRecorded`. Seeds of the run's own chance stand in it. */
  readonly settings: { readonly [name: string]: RecordedValue };
  /** Over every trade, the equity at every candle, fees, costs and refusals. */
  readonly result: string;
};

/** The record of a run that has ended. */
export function recordOf(run: BacktestRun, origin: RunOrigin, digest: Digest): RunRecord {
  const { request } = run;
  return {
    format: 1,
    origin,
    tapes: tapesIn(request, digest),
    settings: toRecorded(withoutCandles(request)) as RunRecord['settings'],
    result: resultDigest(run, digest),
  };
}

/** The request of a record, with the candles of each tape by its path. Throws when the record's settings are no request's. */
export function requestOfRecord(record: RunRecord, candles: ReadonlyMap<string, CandleColumns>): BacktestRequest {
  return withCandles(fromRecorded(record.settings), candles) as BacktestRequest;
}

/** Equal for two runs exactly when every trade, cost and refusal and the equity at every candle are equal to the bit. */
function resultDigest(run: BacktestRun, digest: Digest): string {
  const { trades, finalEquity, fees, costs, heldBars, refusals, equity } = run;
  const text = canonicalText({ trades, finalEquity, fees, costs, heldBars, refusals });
  return digest([new TextEncoder().encode(text), bytesOf(equity)]);
}
