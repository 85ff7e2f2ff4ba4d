import { describeJournalContract } from '../integration/src-main/storage/journal-contract.ts';
import { SimulatedDisk } from './disk/simulated-disk.ts';
import { SimulatedJournal } from './disk/simulated-journal.ts';
import { World } from './world/world.ts';

/** Of a disk that is about to be full. */
const LAST_WRITES = 5;

describeJournalContract('the journal of the simulation', () => {
  const world = new World(1);
  world.isHealed = true;
  const disk = new SimulatedDisk(world);
  const open = (): SimulatedJournal => new SimulatedJournal(disk);
  return {
    journal: open(),
    reopen: () => {
      disk.reopen();
      return open();
    },
    crash: () => {
      disk.crash(true);
      return open();
    },
    reopenOnFullDisk: () => {
      disk.roomForRows = LAST_WRITES;
      return open();
    },
    dispose: () => undefined,
  };
});
