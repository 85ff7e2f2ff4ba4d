import type { Disposable } from '../../base/disposable.ts';
import type { Timers } from '../../resilience/timers.ts';
import { isCcxtError, reasonOf } from './errors.ts';

export type WatchLoopParts<T> = {
  readonly timers: Timers;
  /** Resolves with the next news; rejects when the socket broke. */
  readonly next: () => Promise<T>;
  readonly onNews: (news: T) => void;
  readonly onFailure: (reason: string, isSupported: boolean) => void;
};

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** Asks ccxt for the next news again and again, pausing longer after each failure in a row, until disposed. */
export function startWatchLoop<T>({ timers, next, onNews, onFailure }: WatchLoopParts<T>): Disposable {
  let isDisposed = false;
  let failures = 0;
  let pause: Disposable | undefined;
  const step = async (): Promise<void> => {
    while (!isDisposed) {
      const news = await next();
      if (isDisposed) return;
      failures = 0;
      onNews(news);
    }
  };
  const failed = (error: unknown): void => {
    if (isDisposed) return;
    const isSupported = !isCcxtError(error, 'NotSupported', 'ArgumentsRequired', 'AuthenticationError');
    onFailure(reasonOf(error), isSupported);
    if (!isSupported || isDisposed) return;
    const mostMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
    failures++;
    pause = timers.after(mostMs * (0.5 + timers.chance() / 2), run);
  };
  const run = (): void => void step().catch(failed);
  run();
  return {
    dispose: () => {
      isDisposed = true;
      pause?.dispose();
    },
  };
}
