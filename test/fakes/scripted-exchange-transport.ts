import { fail } from '../../src-main/base/outcome.ts';
import type { Transport } from '../../src-main/resilience/transport.ts';

/** A way that leads nowhere, for protocols that need none. */
export function silentTransport(): Transport {
  return {
    send: async () => fail('networkFailed', 'no network in this test'),
    openSocket: () => {
      throw new Error('no network in this test');
    },
    observeUsed: () => undefined,
    pauseUntil: () => undefined,
    budgets: () => [],
    pausedUntilMs: () => null,
    breakers: () => [],
    streams: () => [],
    latencyMs: () => null,
    tap: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  };
}
