import type { CandleView } from '../../../src-preload/contract/views.ts';

/** The forming candle is laid on the chart this often at most: prices change faster than eyes follow. */
const LEAST_PAUSE_MS = 200;

export type LiveCandles = {
  readonly take: (candle: CandleView, closed: boolean) => void;
  readonly stop: () => void;
};

/** Keeps the newest state of the forming candle and passes it on at a bearable pace; a bar that closed is never skipped. */
export function createLiveCandles(lay: (candle: CandleView, closed: boolean) => void): LiveCandles {
  let waiting: { readonly candle: CandleView; readonly closed: boolean } | undefined;
  let timer: number | undefined;

  const pass = (): void => {
    timer = undefined;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) lay(next.candle, next.closed);
  };
  return {
    take: (candle, closed) => {
      if (waiting !== undefined && (waiting.closed || waiting.candle.openTimeMs !== candle.openTimeMs)) {
        clearTimeout(timer);
        pass();
      }
      waiting = { candle, closed };
      timer ??= window.setTimeout(pass, LEAST_PAUSE_MS);
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}
