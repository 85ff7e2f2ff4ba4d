import type { Outcome } from '../base/outcome.ts';
import { openDataFolder } from '../storage/data-folder.ts';
import type { JournalDatabase } from '../storage/journal/open-journal.ts';
import { openJournal } from '../storage/journal/open-journal.ts';
import type { CliPlace } from './command.ts';
import { dataDirOf } from './import-command.ts';
import type { CommandOptions } from './options.ts';

/** What the option means, for `--help`. */
export const DATA_DIR = 'data folder, the one of the desktop app by default';

/** `dataFolderInUse` while the window has it. The caller closes it. */
export function openJournalFolder(options: CommandOptions, place: CliPlace): Outcome<JournalDatabase> {
  const folder = openDataFolder(dataDirOf(options, place));
  if (!folder.ok) return folder;
  const journal = openJournal(folder.value.path);
  if (journal.ok) for (const notice of journal.value.notices) place.say(`notice: ${JSON.stringify(notice)}`);
  return journal;
}
