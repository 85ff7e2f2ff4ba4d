import type { Outcome } from '../../base/outcome.ts';
import { FailureError, fail, succeed } from '../../base/outcome.ts';
import { createSeededRandom } from '../../engine/random/seeded-random.ts';
import { historyBars } from '../../engine/strategies/history-bars.ts';
import type { StrategyDefinition } from '../../engine/strategies/strategy.ts';
import type { CandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Interval } from '../../model/time.ts';
import { parseStrategyParams } from '../backtest-request.ts';
import type { Tape } from '../tape.ts';
import type { CheckContext } from './check-context.ts';
import type { CheckReport } from './check-report.ts';
import { NOTHING } from './intent-text.ts';
import { checkLookAhead, runOtherFutures } from './look-ahead-check.ts';
import { copyCandles } from './other-tapes.ts';
import type { Subject } from './record-run.ts';
import { recordRun } from './record-run.ts';
import { checkRepainting } from './repaint-check.ts';
import { checkWarmUp } from './warm-up-check.ts';

export type CheckOptions = {
  readonly instrument: Instrument;
  readonly interval: Interval;
  /** Candles of the other symbols it looks at. */
  readonly others?: readonly Tape[];
  /** Fixes where the tape is cut and started; `checks` when left out. */
  readonly seed?: string;
  /** The latest candles that are used, at least what the warm-up check needs; 5000 when left out. */
  readonly mostCandles?: number;
  /** 0 to 1. */
  onProgress?(fraction: number): void;
  isCancelled?(): boolean;
};

const MOST_CANDLES = 5000;
/** Runs over the tape that a check of a usual strategy comes to; only progress knows it. */
const USUAL_RUNS = 70;

/**
 * Looks for look-ahead, a warm-up that is too short, and repainting. The same arguments give the same report. The strategy may
 * be one from elsewhere, with code nobody knows: it is judged by what it does on tapes that differ. Fails with `badParams`,
 * `noCandles` or `cancelled`; a strategy that throws has failed its checks.
 */
export function checkStrategy(
  definition: StrategyDefinition,
  params: unknown,
  candles: CandleColumns,
  options: CheckOptions,
): Outcome<CheckReport> {
  const parsed = parseStrategyParams(definition.id, params, () => definition);
  if (!parsed.ok) return parsed;
  if (candles.openTimeMs.length === 0) return fail('noCandles', 'the series has no candles, expected one or more');
  const { instrument, interval, others = [], isCancelled } = options;
  const subject: Subject = {
    definition,
    params: parsed.value,
    instrument,
    interval,
    others,
    ...(isCancelled && { isCancelled }),
  };
  try {
    return check(subject, candles, options);
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure };
    throw error;
  }
}

function check(subject: Subject, given: CandleColumns, options: CheckOptions): Outcome<CheckReport> {
  const seed = options.seed ?? 'checks';
  const candles = latestOf(given, subject, options.mostCandles ?? MOST_CANDLES);
  const whole = recordRun(subject, candles);
  if (!whole.ok) return whole;
  const context: CheckContext = {
    subject,
    candles,
    whole: whole.value,
    random: createSeededRandom(seed),
    beforeRun: counted(options),
  };
  const futures = runOtherFutures(context);
  if (!futures.ok) return futures;
  const lookAhead = checkLookAhead(context, futures.value);
  if (!lookAhead.ok) return lookAhead;
  const repainting = checkRepainting(context, futures.value);
  if (!repainting.ok) return repainting;
  const warmUp = checkWarmUp(context);
  if (!warmUp.ok) return warmUp;
  const checks = { lookAhead: lookAhead.value, warmUp: warmUp.value, repainting: repainting.value };
  const { openTimeMs } = candles;
  const { judged, decisions } = whole.value;
  return succeed({
    strategyId: subject.definition.id,
    params: subject.params,
    interval: subject.interval,
    candles: openTimeMs.length,
    firstMs: openTimeMs[0] as number,
    lastMs: openTimeMs[openTimeMs.length - 1] as number,
    seed,
    judgedBars: judged.reduce((sum, one) => sum + one, 0),
    decisions: decisions.filter((decision) => decision !== NOTHING).length,
    verdict: Object.values(checks).some(({ verdict }) => verdict === 'failed') ? 'failed' : 'passed',
    checks,
  });
}

/** In memory of their own: what is tried on them is nobody else's. */
function latestOf(candles: CandleColumns, { definition, params }: Subject, most: number): CandleColumns {
  const rows = candles.openTimeMs.length;
  const wanted = Math.max(most, 3 * historyBars(warmUpOf(definition, params)));
  return copyCandles(candles, Math.max(0, rows - wanted), rows);
}

/** That of one that throws is found out in the run. */
function warmUpOf(definition: StrategyDefinition, params: object): number {
  try {
    return definition.warmUp(params);
  } catch {
    return 0;
  }
}

function counted({ onProgress, isCancelled }: CheckOptions): () => void {
  let runs = 0;
  return () => {
    if (isCancelled?.() === true) throw new FailureError({ code: 'cancelled', message: 'the check was cancelled' });
    onProgress?.(Math.min(1, runs++ / USUAL_RUNS));
  };
}
