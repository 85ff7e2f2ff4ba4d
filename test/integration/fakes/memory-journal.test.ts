import { emptyDisk, MemoryJournal } from '../../fakes/memory-journal.ts';
import { describeJournalContract } from '../src-main/storage/journal-contract.ts';

/** Of a disk that is about to be full. */
const LAST_WRITES = 5;

describeJournalContract('the journal in memory', () => {
  const disk = emptyDisk();
  return {
    journal: new MemoryJournal(disk),
    reopen: () => new MemoryJournal(disk),
    crash: () => new MemoryJournal(disk),
    reopenOnFullDisk: () => new MemoryJournal(disk, (call) => (call <= LAST_WRITES ? 'write' : 'fail')),
    dispose: () => undefined,
  };
});
