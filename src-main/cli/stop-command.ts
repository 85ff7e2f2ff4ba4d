import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { openDataFolder } from '../storage/data-folder.ts';
import { openJournal } from '../storage/journal/open-journal.ts';
import type { StopAnswer } from '../storage/stop-door.ts';
import { leaveStopRequest, readStopAnswer } from '../storage/stop-door.ts';
import type { CliCommand, CliPlace, CliReply } from './command.ts';
import { dataDirOf } from './import-command.ts';

const WAIT_MS = 5000;
const LOOK_EVERY_MS = 20;

export const stopCommand: CliCommand = {
  name: 'stop',
  summary: 'throws the kill switch of the app that runs on the data folder; without one, it starts halted',
  options: {
    'data-dir': 'data folder, the one of the desktop app by default',
    flatten: { flag: 'closes every position at market too; needs the running app' },
    reason: 'kept in the journal and shown until a person releases the halt',
  },
  async run(options, place) {
    const folder = openDataFolder(dataDirOf(options, place));
    if (!folder.ok) return folder;
    const { path } = folder.value;
    const flatten = options.has('flatten');
    const reason = options.optional('reason') ?? 'stopped on the command line';
    const halted = haltWithoutApp(path, reason);
    if (halted.ok) return succeed({ json: { stopped: true, by: 'journal', flattened: false, reason } });
    if (halted.error.code !== 'dataFolderInUse') return halted;
    return stopApp(path, { flatten, reason }, place);
  },
};

/** Nobody has the journal: the halt is written into it, and the next start finds it in force. */
function haltWithoutApp(dataDir: string, reason: string): Outcome<void> {
  const journal = openJournal(dataDir);
  if (!journal.ok) return journal;
  try {
    if (journal.value.load().halt === null) journal.value.recordHalt(reason, Date.now());
    return succeed(undefined);
  } finally {
    journal.value.close();
  }
}

type Wish = { readonly flatten: boolean; readonly reason: string };

async function stopApp(dataDir: string, { flatten, reason }: Wish, place: CliPlace): Promise<Outcome<CliReply>> {
  const id = randomUUID();
  const left = await leaveStopRequest(dataDir, { id, flatten, reason });
  if (!left.ok) return left;
  const untilMs = place.elapsedMs() + WAIT_MS;
  let answer: StopAnswer | null = null;
  while (answer === null && place.elapsedMs() < untilMs) {
    await sleep(LOOK_EVERY_MS);
    answer = readStopAnswer(dataDir, id);
  }
  if (answer === null) {
    return fail('timedOut', `the app on ${dataDir} did not answer within ${WAIT_MS} ms; the request stays for it`);
  }
  return succeed({ json: { stopped: true, by: 'app', haltedMs: answer.haltedMs, flattened: flatten, reason } });
}
