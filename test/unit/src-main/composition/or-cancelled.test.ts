import { describe, expect, it } from 'vitest';
import { succeed } from '../../../../src-main/base/outcome.ts';
import { orCancelled } from '../../../../src-main/composition/or-cancelled.ts';

const CANCELLED = { ok: false, error: { code: 'cancelled' } };

describe('work that may be cancelled', () => {
  it('gives its own outcome when nobody does', async () => {
    expect(await orCancelled(Promise.resolve(succeed(1)), new AbortController().signal)).toEqual(succeed(1));
  });

  it('is not waited for any more when somebody does, before or meanwhile', async () => {
    const never = new Promise<never>(() => undefined);
    expect(await orCancelled(never, AbortSignal.abort())).toMatchObject(CANCELLED);
    const stop = new AbortController();
    const outcome = orCancelled(never, stop.signal);
    stop.abort();
    expect(await outcome).toMatchObject(CANCELLED);
  });

  it('may still fail afterwards without anybody hearing of it', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await orCancelled(Promise.reject(new Error('late')), stop.signal)).toMatchObject(CANCELLED);
  });
});
