import type { ConnectionTestView } from '../../../src-preload/contract/exchange-views.ts';
import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { ExchangeKeys } from '../../engine/ports/exchange.ts';
import type { Timers } from '../../resilience/timers.ts';
import type { OpenedExchange } from './connection.ts';

/** Starts it (anew), which measures the clock and loads the instruments, and asks what its key may do. */
export async function testConnection(
  { adapter }: OpenedExchange,
  readKeys: () => Promise<Outcome<ExchangeKeys | null>>,
  timers: Timers,
): Promise<Outcome<ConnectionTestView>> {
  const beganMs = timers.monotonicMs();
  const started = await adapter.start();
  if (!started.ok) return started;
  const tookMs = timers.monotonicMs() - beganMs;
  const keys = await readKeys();
  if (!keys.ok) return keys;
  const permissions = keys.value === null ? succeed(null) : await adapter.permissions(keys.value);
  if (!permissions.ok) return permissions;
  const { clock, latencyMs } = adapter.health();
  return succeed({
    instruments: adapter.instruments().length,
    latencyMs: latencyMs?.median ?? tookMs,
    clock: clock === null ? null : { ...clock },
    permissions: permissions.value === null ? null : { ...permissions.value },
  });
}
