import type { Outcome } from '../../base/outcome.ts';
import { toFailure } from '../../base/outcome.ts';

/** A protocol answers with an Outcome; should it throw, that is a failure of this one call and not of what waits for it. */
export async function outcomeOf<T>(call: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await call;
  } catch (thrown) {
    return { ok: false, error: toFailure(thrown) };
  }
}
