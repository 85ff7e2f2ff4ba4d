import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FailureError, unwrap } from '../../../../src-main/base/outcome.ts';
import type { JournalDatabase } from '../../../../src-main/storage/journal/open-journal.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { RESERVE_BYTES } from '../../../../src-main/storage/journal/reserve-file.ts';
import { EngineSession } from '../../../fakes/engine-session.ts';
import type { SmallDisk } from './full-disk.ts';
import { mountSmallDisk } from './full-disk.ts';
import { BOT, fillOf, orderOf } from './journal-fixtures.ts';
import { temporaryFolders } from './temporary-folder.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const temporaryFolder = temporaryFolders();
const MEGABYTE = 1024 * 1024;

/** Intents until the first that is not taken. */
function intendUntilFull(journal: JournalDatabase): { readonly taken: number; readonly failure: FailureError } {
  for (let taken = 0; ; taken++) {
    try {
      journal.recordIntent(orderOf(`full-${taken}`, { tag: 'x'.repeat(2000) }), 'sent', taken);
    } catch (error) {
      return { taken, failure: error as FailureError };
    }
  }
}

describe('journal.db at the end of its room', () => {
  it('takes no intent any more, tells it at once, and keeps what it had acknowledged', () => {
    const folder = temporaryFolder();
    unwrap(openJournal(folder)).close();
    const journal = unwrap(openJournal(folder, { maxPages: 80 }));
    const told: string[] = [];
    journal.onBroken(({ code }) => told.push(code));
    const { taken, failure } = intendUntilFull(journal);
    expect(failure).toBeInstanceOf(FailureError);
    expect(failure.failure.code).toBe('databaseFull');
    expect(told).toEqual(['databaseFull']);
    expect(journal.broken?.code).toBe('databaseFull');
    expect(() => journal.recordBot(BOT, 'running', 1)).toThrow(FailureError);
    expect(journal.load().openOrders).toHaveLength(taken);
    journal.close();
    const again = unwrap(openJournal(folder));
    expect(again.load().openOrders).toHaveLength(taken);
    expect(again.notices).toEqual([]);
    again.close();
  });

  it('halts the engine within the event: no order leaves, what works is cancelled (SPEC 4.1, 8.6)', () => {
    const folder = temporaryFolder();
    const submitted: string[] = [];
    const cancelled: string[] = [];
    const journal = unwrap(openJournal(folder, { maxPages: 90 }));
    const venue = {
      submit: ({ clientOrderId }: { clientOrderId: string }) => void submitted.push(clientOrderId),
      cancel: (id: string) => void cancelled.push(id),
    };
    const session = new EngineSession({ journal, venue });
    const risk = { sizeFraction: 0.3, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
    session.startScripted('long', { risk });
    session.startScripted('hold long', { id: 'second', risk });
    session.flat(100);
    expect(submitted).toEqual(['o-1']);
    intendUntilFull(journal);
    session.flat(100);
    expect(session.engine.snapshot().halt?.reason).toMatch(/no room left/);
    expect(cancelled).toEqual(['o-1']);
    session.command({ kind: 'release', reason: 'a person' });
    for (let minute = 0; minute < 3; minute++) session.flat(100);
    expect(session.engine.snapshot().halt).not.toBeNull();
    expect(submitted).toEqual(['o-1']);
    journal.close();
  });
});

describe('journal.db on a disk that is full', () => {
  const disk = mountSmallDisk(64 * MEGABYTE);
  const reason = typeof disk === 'string' ? ` (skipped: ${disk})` : '';
  const small = disk as SmallDisk;
  afterEach(() => small.makeRoom?.());

  it.skipIf(reason !== '')(
    `writes the halt, states and late fills into room it kept, and goes on when there is room again${reason}`,
    () => {
      try {
        const journal = unwrap(openJournal(small.folder, { reserveBytes: RESERVE_BYTES }));
        const reserve = join(small.folder, 'journal.reserve');
        expect(statSync(reserve).size).toBe(RESERVE_BYTES);
        journal.recordIntent(orderOf('works'), 'sent', 1);
        small.fill();
        const { taken, failure } = intendUntilFull(journal);
        expect(failure.failure.code).toBe('databaseFull');
        expect(existsSync(reserve)).toBe(true);
        journal.recordHalt('the disk is full', 5);
        expect(existsSync(reserve)).toBe(false);
        journal.recordOrderState('works', 'cancelled', 'on its way out', 6);
        journal.recordFill(fillOf('late'));
        expect(() => journal.recordIntent(orderOf('never'), 'sent', 7)).toThrow(/no room left/);
        journal.close();

        small.makeRoom();
        const again = unwrap(openJournal(small.folder, { reserveBytes: RESERVE_BYTES }));
        expect(again.notices).toEqual([]);
        const state = again.load();
        expect(state.halt).toEqual({ reason: 'the disk is full', timeMs: 5 });
        expect(state.openOrders).toHaveLength(taken);
        expect(state.fills.map(({ fillId }) => fillId)).toEqual(['late']);
        expect(statSync(reserve).size).toBe(RESERVE_BYTES);
        again.recordRelease('a person', 8);
        again.recordIntent(orderOf('trading again'), 'sent', 9);
        again.close();
      } finally {
        small.dispose();
      }
    },
  );
});
