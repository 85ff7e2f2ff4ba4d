import type { ErrorCode } from '../../base/error-codes.ts';
import type { Outcome } from '../../base/outcome.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { SeriesName } from '../candle-storage.ts';
import type { FetchedCandles } from '../exchange-candles.ts';
import { fetchCandles } from '../exchange-candles.ts';
import type { TimeSpan } from '../time-span.ts';
import { barsOf } from '../time-span.ts';
import type { DownloadPace } from './download-pace.ts';

/** What passes by itself. */
const PASSING: readonly ErrorCode[] = ['rateLimited', 'circuitOpen', 'timedOut', 'networkFailed'];
/** So often in a row: together more than ten minutes. */
const MOST_ATTEMPTS = 16;
const LONGEST_WAIT_MS = 60_000;

export type StepParts = {
  readonly adapter: ExchangeAdapter;
  readonly series: SeriesName;
  readonly timers: Timers;
  readonly pace: DownloadPace;
  readonly signal: AbortSignal;
  /** A page was asked for. */
  readonly onRequest: () => void;
};

/** Asks for a span, waits while the exchange cannot be asked, and asks again; the last failure when that does not pass. */
export async function fetchStep(parts: StepParts, span: TimeSpan): Promise<Outcome<FetchedCandles>> {
  for (let attempt = 1; ; attempt++) {
    const fetched = await fetchOnce(parts, span);
    if (fetched.ok || parts.signal.aborted) return fetched;
    if (!PASSING.includes(fetched.error.code) || attempt === MOST_ATTEMPTS) return fetched;
    const goOn = parts.pace.waitFor(`${parts.adapter.venue}: ${fetched.error.message}`);
    await pause(parts, waitMs(parts, attempt));
    goOn();
  }
}

async function fetchOnce(
  { adapter, series, timers, pace, signal, onRequest }: StepParts,
  span: TimeSpan,
): Promise<Outcome<FetchedCandles>> {
  const bars = barsOf(series.interval, span);
  let counted = 0;
  let pages = 0;
  const report = (fraction: number): void => {
    pages++;
    onRequest();
    pace.done(bars * fraction - counted);
    counted = bars * fraction;
  };
  const fetched = await fetchCandles(adapter, series, span, {
    priority: 'history',
    signal,
    report,
    nowMs: () => timers.nowMs(),
  });
  // The page that failed was not reported.
  if (pages === 0 || !fetched.ok) onRequest();
  pace.done((fetched.ok ? bars : 0) - counted);
  return fetched;
}

/** Longer each time, never before the exchange's own word. */
function waitMs({ adapter, timers }: StepParts, attempt: number): number {
  const backoffMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (attempt - 1)) * (0.5 + timers.chance() / 2);
  const { pausedUntilMs } = adapter.health();
  return Math.max(backoffMs, pausedUntilMs === null ? 0 : pausedUntilMs - timers.nowMs());
}

function pause({ timers, signal }: StepParts, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      void timer.dispose();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = timers.after(delayMs, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
