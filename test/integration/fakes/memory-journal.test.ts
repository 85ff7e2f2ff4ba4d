import { emptyDisk, MemoryJournal } from '../../fakes/memory-journal.ts';
import { describeJournalContract } from '../src-main/storage/journal-contract.ts';

describeJournalContract('the journal in memory', () => {
  const disk = emptyDisk();
  return {
    journal: new MemoryJournal(disk),
    reopen: () => new MemoryJournal(disk),
    dispose: () => undefined,
  };
});
