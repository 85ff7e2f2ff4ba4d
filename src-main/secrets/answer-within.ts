import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';

/** A keychain that asks its owner something may never answer. */
const ANSWER_WITHIN_MS = 5000;

/** What the keychain answered; `keychainUnavailable` when it threw or took too long. Its own words name no value. */
export async function answerWithin<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<never>>((resolve) => {
    timer = setTimeout(
      () => resolve(fail('keychainUnavailable', `the keychain gave no answer within ${ANSWER_WITHIN_MS} ms`)),
      ANSWER_WITHIN_MS,
    );
  });
  try {
    return await Promise.race([ask().then((value) => succeed(value)), late]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return fail('keychainUnavailable', `the keychain refused: ${said}`);
  } finally {
    clearTimeout(timer);
  }
}
