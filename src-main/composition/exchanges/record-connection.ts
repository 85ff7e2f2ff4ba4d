import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { VenueId } from '../../model/instrument.ts';
import type { ExchangeConnections } from './exchange-connections.ts';
import type { StartTapeParts } from './start-tape.ts';
import { startTape } from './start-tape.ts';

/** Records a connection's raw traffic into a folder, or ends the recording when `tapes` is null; the tape's name while it runs. */
export async function recordConnection(
  connections: ExchangeConnections,
  venue: VenueId,
  tapes: Omit<StartTapeParts, 'urls'> | null,
): Promise<Outcome<string | null>> {
  const found = connections.find(venue);
  if (!found.ok) return found;
  const connection = found.value;
  const { recording } = connection;
  if (tapes === null) {
    connection.recording = null;
    await recording?.stop();
  } else if (recording === null && connection.opened !== null) {
    const started = await startTape(connection.opened, { ...tapes, urls: connection.settings.urls });
    if (!started.ok) return started;
    connection.recording = started.value;
  }
  connections.changed(venue);
  return succeed(connection.recording?.fileName ?? null);
}
