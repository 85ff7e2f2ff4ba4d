import type { Outcome } from '../base/outcome.ts';
import { succeed } from '../base/outcome.ts';
import { defaultSettings, machineTimeZone } from '../config/settings.ts';
import { SettingsKeeper } from '../config/settings-keeper.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import { openJournal } from '../storage/journal/open-journal.ts';
import { RESERVE_BYTES } from '../storage/journal/reserve-file.ts';

type RecordsOptions = {
  readonly dataDir: string;
  readonly demoSeed: string | undefined;
  readonly timers: Clock;
};

/** The journal and what it says of settings: all that a window needs to begin to load. */
export type DesktopRecords = { readonly journal: JournalDatabase; readonly settings: SettingsKeeper };

export function openDesktopRecords({ dataDir, demoSeed, timers }: RecordsOptions): Outcome<DesktopRecords> {
  const journal = openJournal(dataDir, { reserveBytes: RESERVE_BYTES, nowMs: () => timers.nowMs() });
  if (!journal.ok) return journal;
  try {
    const defaults = defaultSettings({ timeZone: machineTimeZone(), demoSeed });
    const settings = new SettingsKeeper({ records: journal.value, clock: timers, defaults });
    return succeed({ journal: journal.value, settings });
  } catch (error) {
    journal.value.close();
    throw error;
  }
}
