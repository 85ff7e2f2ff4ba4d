import { afterAll, describe, expect, it, vi } from 'vitest';
import { FailureError, unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { RESERVE_BYTES } from '../../../../src-main/storage/journal/reserve-file.ts';
import { EngineSession } from '../../../fakes/engine-session.ts';
import type { FailingDisk } from './failing-disk.ts';
import { mountFailingDisk } from './failing-disk.ts';
import { fillOf, orderOf } from './journal-fixtures.ts';

vi.mock('../../../../src-main/engine/strategies/registry.ts', () => import('../../../fakes/scripted-registry.ts'));

const mounted = mountFailingDisk();
const reason = typeof mounted === 'string' ? ` (skipped: ${mounted})` : '';
const disk = mounted as FailingDisk;
afterAll(() => disk.dispose?.());

describe.skipIf(reason !== '')(`journal.db on a disk that answers EIO${reason}`, () => {
  it('halts within the event: no order leaves, what works is cancelled; all that was acknowledged is there again (SPEC 4.1, 8.6)', () => {
    const submitted: string[] = [];
    const cancelled: string[] = [];
    const journal = unwrap(openJournal(disk.folder, { reserveBytes: RESERVE_BYTES }));
    journal.recordFill(fillOf('before'));
    const venue = {
      submit: ({ clientOrderId }: { clientOrderId: string }) => void submitted.push(clientOrderId),
      cancel: (id: string) => void cancelled.push(id),
    };
    const told: string[] = [];
    journal.onBroken(({ code, message }) => told.push(`${code}: ${message}`));
    const session = new EngineSession({ journal, venue });
    const risk = { sizeFraction: 0.3, stopLossFraction: null, takeProfitFraction: null, leverage: 1 };
    session.startScripted('long', { risk });
    session.startScripted('hold long', { id: 'second', risk });
    session.flat(100);
    expect(submitted).toEqual(['o-1']);
    disk.fail();
    session.flat(100);
    expect(submitted).toEqual(['o-1']);
    expect(cancelled).toEqual(['o-1']);
    expect(told).toEqual([expect.stringMatching(/^databaseDamaged: .*I\/O error/)]);
    expect(session.engine.snapshot().halt?.reason).toMatch(/I\/O error/);
    session.command({ kind: 'release', reason: 'a person' });
    for (let minute = 0; minute < 3; minute++) session.flat(100);
    expect(session.engine.snapshot().halt).not.toBeNull();
    expect(submitted).toEqual(['o-1']);
    expect(() => journal.recordIntent(orderOf('never'), 'sent', 7)).toThrow(FailureError);
    journal.close();

    disk.mend();
    const again = unwrap(openJournal(disk.folder, { reserveBytes: RESERVE_BYTES }));
    const { fills, openOrders } = again.load();
    expect(fills.map(({ fillId }) => fillId)).toEqual(['before']);
    expect(openOrders.map(({ order }) => order.clientOrderId)).toContain('o-1');
    again.recordIntent(orderOf('trading again'), 'sent', 9);
    again.close();
  });
});
