import type { Log } from '../../engine/ports/log.ts';
import { createExchangeAdapter } from '../../exchanges/connection/exchange-adapter.ts';
import type { ExchangeDefinition, ExchangeUrls } from '../../exchanges/connection/exchange-definition.ts';
import { createLiveTransport } from '../../resilience/live-transport.ts';
import type { Timers } from '../../resilience/timers.ts';
import { createPauseFile } from '../../storage/pause-file.ts';
import type { OpenedExchange } from './connection.ts';

export type OpenExchangeParts = { readonly dataDir: string; readonly timers: Timers; readonly log: Log };

/** An exchange's adapter over the network, not started yet. `urls` null: the exchange's own. */
export function openExchange(
  definition: ExchangeDefinition,
  urls: ExchangeUrls | null,
  { dataDir, timers, log }: OpenExchangeParts,
): OpenedExchange {
  const pauses = createPauseFile(dataDir, definition.venue, log);
  const transport = createLiveTransport({ limits: definition.budgets, timers, log, pauses });
  const adapter = createExchangeAdapter(definition, { urls: urls ?? definition.urls, transport, timers, log });
  return { definition, adapter, transport };
}
