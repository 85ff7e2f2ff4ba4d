import type { Outcome } from '../../base/outcome.ts';
import { succeed } from '../../base/outcome.ts';
import type { VenueId } from '../../model/instrument.ts';
import type { ExchangeConnections } from './exchange-connections.ts';
import type { StartTapeParts } from './start-tape.ts';
import { prepareTapeFolder, startTape } from './start-tape.ts';

/**
 * Records a connection's raw traffic, or ends the recording when `tapes` is null; the tape's name while it runs. The
 * exchange is opened anew with the tape running, so that all a replay needs is on it: instruments, clock, subscriptions.
 */
export async function recordConnection(
  connections: ExchangeConnections,
  venue: VenueId,
  tapes: Omit<StartTapeParts, 'urls'> | null,
): Promise<Outcome<string | null>> {
  const found = connections.find(venue);
  if (!found.ok) return found;
  const connection = found.value;
  if (tapes === null) {
    const { recording } = connection;
    connection.recording = null;
    await recording?.stop();
  } else if (connection.recording === null) {
    const { urls } = connection.settings;
    const folder = await prepareTapeFolder(tapes.folder);
    if (!folder.ok) return folder;
    // Asked again after the wait: a second tape would leave the first without an end.
    const now = connections.find(venue);
    if (!now.ok) return now;
    if (now.value.recording !== null) return succeed(now.value.recording.fileName);
    const reopened = await connections.reopen(venue, (opened) => {
      const started = startTape(opened, { ...tapes, urls });
      if (started.ok) connection.recording = started.value;
      return started.ok ? succeed(undefined) : started;
    });
    if (!reopened.ok) return reopened;
  }
  connections.changed(venue);
  const now = connections.find(venue);
  return now.ok ? succeed(now.value.recording?.fileName ?? null) : now;
}
