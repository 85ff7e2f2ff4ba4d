import type { Disposable } from '../base/disposable.ts';
import { DisposableStack } from '../base/disposable.ts';
import type { Engine } from '../engine/engine.ts';
import type { CandleStore } from '../engine/ports/candle-store.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { TimestampMs } from '../model/time.ts';
import { barOpenMs, DAY_MS, intervalMs } from '../model/time.ts';

export type PastQuartersPorts = {
  readonly engine: Pick<Engine, 'snapshot' | 'offer' | 'onFact'>;
  readonly candles: CandleStore;
  readonly clock: Clock;
  /** What time it is at an instrument's market; null while its exchange is not connected. */
  readonly marketNowMs: (instrumentId: string) => TimestampMs | null;
};

const QUARTER_MS = intervalMs('15m');
const LOOK_EVERY_MS = 5_000;
const AGAIN_AFTER_MS = 60_000;

/**
 * Brings the engine the last day of every market with a bot, once, so that clusters and correlations are known at once after a
 * start. A market that cannot be asked is asked again.
 */
export function loadPastQuarters({ engine, candles, clock, marketNowMs }: PastQuartersPorts): Disposable {
  /** By instrument: not to be asked before; never again once it is infinite. */
  const notBeforeMs = new Map<string, TimestampMs>();
  const want = (instrumentId: string): void => {
    if (!notBeforeMs.has(instrumentId)) notBeforeMs.set(instrumentId, Number.NEGATIVE_INFINITY);
  };
  const ask = async (instrumentId: string, nowMs: TimestampMs): Promise<void> => {
    notBeforeMs.set(instrumentId, Number.POSITIVE_INFINITY);
    const toMs = barOpenMs('15m', nowMs);
    // A return needs the close before it.
    const fromMs = toMs - DAY_MS - QUARTER_MS;
    const read = await candles.read({ instrumentId, interval: '15m', fromMs, toMs }).catch(() => null);
    if (read?.ok === true) engine.offer({ kind: 'pastQuarters', instrumentId, bars: read.value });
    else notBeforeMs.set(instrumentId, clock.nowMs() + AGAIN_AFTER_MS);
  };
  const look = (): void => {
    for (const [instrumentId, timeMs] of notBeforeMs) {
      const nowMs = clock.nowMs() < timeMs ? null : marketNowMs(instrumentId);
      if (nowMs !== null) void ask(instrumentId, nowMs);
    }
  };
  const stack = new DisposableStack();
  for (const { config } of engine.snapshot().bots) want(config.instrumentId);
  stack.use(engine.onFact(({ fact }) => fact.kind === 'bot' && want(fact.config.instrumentId)));
  stack.use(clock.every(LOOK_EVERY_MS, look));
  stack.defer(() => notBeforeMs.clear());
  look();
  return stack;
}
