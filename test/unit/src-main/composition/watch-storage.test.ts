import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../src-main/base/outcome.ts';
import { LEAST_FREE_BYTES, watchStorage } from '../../../../src-main/composition/watch-storage.ts';
import { EngineSession, START_MS } from '../../../fakes/engine-session.ts';

function watched(free: { bytes: number | null }) {
  const session = new EngineSession();
  const notices: string[] = [];
  let breakJournal: (failure: Failure) => void = () => undefined;
  const watch = watchStorage({
    journal: {
      onBroken(listener) {
        breakJournal = listener;
      },
    },
    engine: session.engine,
    notices: { add: (message) => void notices.push(message ?? '') },
    clock: session.clock,
    freeBytes: () => free.bytes,
  });
  const halt = (): string | undefined => session.engine.snapshot().halt?.reason;
  return { session, notices, watch, halt, breakJournal: (failure: Failure) => breakJournal(failure) };
}

describe('the room on the disk', () => {
  it('is enough with just the least, and halts trading below it, with a notice', () => {
    const free = { bytes: LEAST_FREE_BYTES };
    const { session, notices, halt } = watched(free);
    expect(halt()).toBeUndefined();
    free.bytes = LEAST_FREE_BYTES - 1;
    session.clock.advanceTo(START_MS + 30_000);
    expect(halt()).toMatch(/499 MB free, 500 MB are needed/);
    expect(notices).toEqual([expect.stringMatching(/Make room, then release the halt/)]);
  });

  it('halts again at once when it is released too early, and no more when there is room', () => {
    const free = { bytes: 0 };
    const { session, notices, halt } = watched(free);
    session.command({ kind: 'release', reason: 'a person' });
    expect(halt()).toMatch(/0 MB free/);
    free.bytes = LEAST_FREE_BYTES;
    session.command({ kind: 'release', reason: 'a person' });
    session.clock.advanceTo(START_MS + 60_000);
    expect(halt()).toBeUndefined();
    expect(notices).toHaveLength(1);
  });

  it('is no reason to halt where the system does not tell it', () => {
    expect(watched({ bytes: null }).halt()).toBeUndefined();
  });

  it('is not asked for any more when the watch is over', () => {
    const free = { bytes: LEAST_FREE_BYTES };
    const { session, watch, halt } = watched(free);
    void watch.dispose();
    free.bytes = 0;
    session.clock.advanceTo(START_MS + 60_000);
    expect(halt()).toBeUndefined();
  });
});

describe('a journal that can no longer be written', () => {
  it('halts trading although no event of the engine was under way, and tells the person what to do', async () => {
    const { notices, halt, breakJournal } = watched({ bytes: null });
    breakJournal({ code: 'databaseFull', message: 'journal.db: no room left to write' });
    await Promise.resolve();
    expect(halt()).toMatch(/no room left/);
    expect(notices).toEqual([expect.stringMatching(/Make room on the disk, then start Bellwether again/)]);
  });
});
