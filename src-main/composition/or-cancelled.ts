import type { Outcome } from '../base/outcome.ts';
import { fail } from '../base/outcome.ts';

/** The outcome of `work`, or `cancelled` as soon as the signal says so; what the work still gives is then dropped. */
export async function orCancelled<Value>(work: Promise<Outcome<Value>>, signal: AbortSignal): Promise<Outcome<Value>> {
  const cancelled = (): Outcome<never> => fail('cancelled', 'cancelled before there was a result');
  if (signal.aborted) {
    work.catch(() => undefined);
    return cancelled();
  }
  let stop = (): void => undefined;
  const stopped = new Promise<Outcome<never>>((resolve) => {
    stop = () => resolve(cancelled());
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
