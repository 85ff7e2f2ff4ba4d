import type { ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import type { ExchangeSettings } from '../../config/settings.ts';
import type { ExchangeAdapter } from '../../engine/ports/exchange.ts';
import type { ExchangeDefinition } from '../../exchanges/connection/exchange-definition.ts';
import type { TapeRecording } from '../../market-data/tape/record-tape.ts';
import type { Transport } from '../../resilience/transport.ts';

/** An exchange's adapter at work and the way to it. */
export type OpenedExchange = {
  readonly definition: ExchangeDefinition;
  readonly adapter: ExchangeAdapter;
  readonly transport: Transport;
};

/** One connection as it stands. `opened` stays while it starts anew after a failure. */
export type Connection = {
  settings: ExchangeSettings;
  name: string;
  state: ConnectionView['state'];
  reason: string;
  opened: OpenedExchange | null;
  recording: TapeRecording | null;
};

export function toConnectionView({ settings, name, state, reason, opened, recording }: Connection): ConnectionView {
  const { venue, urls, key } = settings;
  return {
    venue,
    name,
    urls,
    state,
    reason,
    instruments: opened?.adapter.instruments().length ?? 0,
    key,
    recordingTo: recording?.fileName ?? null,
    health: opened === null ? null : copyOf(opened.adapter.health()),
  };
}

/** Of its own: what an adapter hands out may go on changing. */
function copyOf(health: ReturnType<ExchangeAdapter['health']>): NonNullable<ConnectionView['health']> {
  return structuredClone(health);
}
